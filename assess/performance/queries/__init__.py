"""Reading uploads, KPIs and tiers as a viewer may."""

from assess.performance.queries.kpis import kpis, measured_roles, ramps, shares
from assess.performance.queries.managers import criterion_of, manager_jobs, managers_of, managing_jobs
from assess.performance.queries.scores import (
    SEES_ALL_SCORES,
    Comparison,
    comparisons,
    rated_roles,
    scored_person,
    subject,
    tiers_of,
    tiers_report,
    visible_people,
)
from assess.performance.queries.standings import (
    SORTS,
    TIERS,
    Choice,
    listed,
    offered,
    rated_person,
    rated_roles_of,
    rating_of,
)
from assess.performance.queries.uploads import layout, upload, uploads
from assess.performance.queries.weights import STAKEHOLDERS, Weights, kpis_of, meant_for, weights

__all__ = [
    "rating_of",
    "rated_roles_of",
    "rated_person",
    "offered",
    "listed",
    "Choice",
    "TIERS",
    "SORTS",
    "criterion_of",
    "manager_jobs",
    "managers_of",
    "managing_jobs",
    "SEES_ALL_SCORES",
    "STAKEHOLDERS",
    "Comparison",
    "Weights",
    "comparisons",
    "kpis",
    "kpis_of",
    "layout",
    "meant_for",
    "measured_roles",
    "ramps",
    "rated_roles",
    "scored_person",
    "shares",
    "subject",
    "tiers_of",
    "tiers_report",
    "upload",
    "uploads",
    "visible_people",
    "weights",
]
