"""Reading what candidates of an opening showed, and what was decided about them; import from here."""

from assess.decisions.queries.comparing import (
    Row,
    Seen,
    Side,
    candidate_for,
    decisions,
    fitted,
    names_of,
    seen,
    side_by_side,
    with_names,
)
from assess.decisions.queries.evidence import Beside, beside
from assess.decisions.queries.panels import PanelScore

__all__ = [
    "Beside",
    "PanelScore",
    "Row",
    "Seen",
    "Side",
    "beside",
    "candidate_for",
    "decisions",
    "fitted",
    "names_of",
    "seen",
    "side_by_side",
    "with_names",
]
