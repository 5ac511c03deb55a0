"""Tables of levers: the registry that freezes, what leaders believe, and what people said; import from here."""

from assess.kept import append_only
from assess.levers.models.beliefs import Belief, BeliefPlace
from assess.levers.models.evidence import (
    KINDS,
    STANDINGS,
    EvidenceCode,
    EvidenceUnit,
    Meeting,
    Speaker,
    SpeakerIdentity,
)
from assess.levers.models.freezing import frozen
from assess.levers.models.registry import (
    DIRECTIONS,
    FAMILIES,
    MEASURES,
    SOURCES,
    STAGES,
    TIERS,
    TYPES,
    DataOpening,
    Lever,
    LeverMeasure,
)
from assess.levers.models.tallies import Tally

__all__ = [
    "DIRECTIONS", "FAMILIES", "STANDINGS", "KINDS", "MEASURES", "SOURCES", "STAGES", "TIERS", "TRIGGERS", "TYPES",
    "Belief", "BeliefPlace", "DataOpening", "EvidenceCode", "EvidenceUnit", "Lever", "LeverMeasure", "Meeting",
    "Speaker", "SpeakerIdentity", "Tally",
]  # fmt: skip

#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
_APPEND_ONLY, _FROZEN = append_only(DataOpening, Belief, BeliefPlace), frozen()
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    dialect: _APPEND_ONLY[dialect] | _FROZEN[dialect] for dialect in ("sqlite", "postgresql")
}
