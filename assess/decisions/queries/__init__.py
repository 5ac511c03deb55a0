"""Reading what candidates of an opening showed, and what was decided about them; import from here."""

from assess.decisions.queries.asking import MOST_SIDE, SORTS, Asked
from assess.decisions.queries.comparing import (
    Ground,
    Side,
    candidate_for,
    chosen,
    pool_seen,
    sees_evidence,
    side_by_side,
)
from assess.decisions.queries.evidence import Beside, beside
from assess.decisions.queries.exports import names_of, whole, with_names
from assess.decisions.queries.listing import Counts
from assess.decisions.queries.panels import PanelScore, panels_of
from assess.decisions.queries.records import (
    Seen,
    correction,
    decision_for,
    decisions,
    in_same_stage,
    reviews_about,
    seen,
)
from assess.decisions.queries.rows import Combined, Fitted, Row
from assess.decisions.queries.rules import composites_of, decided, group_data_seen, rule_in_force, rules, topics

__all__ = [
    "Asked",
    "Beside",
    "Combined",
    "Counts",
    "Fitted",
    "Ground",
    "MOST_SIDE",
    "PanelScore",
    "Row",
    "SORTS",
    "Seen",
    "Side",
    "beside",
    "candidate_for",
    "chosen",
    "composites_of",
    "correction",
    "decided",
    "decision_for",
    "decisions",
    "group_data_seen",
    "in_same_stage",
    "names_of",
    "panels_of",
    "pool_seen",
    "reviews_about",
    "rule_in_force",
    "rules",
    "seen",
    "sees_evidence",
    "side_by_side",
    "topics",
    "whole",
    "with_names",
]
