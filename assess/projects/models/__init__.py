"""Tables of projects; dated statuses and logged decisions refuse every change; import from here."""

from assess.kept import append_only
from assess.projects.models.alignment import (
    CONDITIONS,
    ELEMENTS,
    REVIEW,
    STATUSES,
    AlignmentChange,
    AlignmentItem,
    AlignmentLook,
)
from assess.projects.models.projects import BUY_IN, STATES, STEPS, TIERS, Project, StepStatement
from assess.projects.models.sharing import DECIDED, PackReader, ProjectDecision, ProjectDecisionWords, SharePack

__all__ = [
    "BUY_IN",
    "CONDITIONS",
    "DECIDED",
    "ELEMENTS",
    "REVIEW",
    "STATES",
    "STATUSES",
    "STEPS",
    "TIERS",
    "TRIGGERS",
    "AlignmentChange",
    "AlignmentItem",
    "AlignmentLook",
    "PackReader",
    "Project",
    "ProjectDecision",
    "ProjectDecisionWords",
    "SharePack",
    "StepStatement",
]

#: The share over time and the log stay what they were: nobody changes or deletes these rows.
TRIGGERS = append_only(AlignmentChange, ProjectDecision)
