"""Tables of decisions: the rule of an opening, what it gave, and records that refuse every change; import from here."""

from assess.decisions.models.records import (
    DECISIONS,
    DEVIATIONS,
    REASONS,
    Decision,
    DecisionNote,
    Dissent,
    DissentNote,
)
from assess.decisions.models.rules import ORIGINS, ComponentRule, ComponentScore, CompositeResult
from assess.kept import append_only

__all__ = [
    "DECISIONS",
    "DEVIATIONS",
    "ORIGINS",
    "REASONS",
    "TRIGGERS",
    "ComponentRule",
    "ComponentScore",
    "CompositeResult",
    "Decision",
    "DecisionNote",
    "Dissent",
    "DissentNote",
]

#: Decisions, what others said against them, and the rules they were made by: nobody changes or deletes them.
TRIGGERS = append_only(Decision, Dissent, ComponentRule)
