"""Job analyses and their experts, anchors put to judges, and guides."""

from assess.guides.models.anchors import AnchorStudy, Judge, Placement
from assess.guides.models.guides import Guide, JobLink
from assess.guides.models.jobs import (
    STANDINGS,
    CompetencyLink,
    CompetencyRating,
    Expert,
    JobAnalysis,
    JobTask,
    TaskRating,
)

__all__ = [
    "STANDINGS",
    "AnchorStudy",
    "CompetencyLink",
    "CompetencyRating",
    "Expert",
    "Guide",
    "JobAnalysis",
    "JobLink",
    "JobTask",
    "Judge",
    "Placement",
    "TaskRating",
]
