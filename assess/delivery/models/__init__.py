"""Tables of assessments, invitations, and what came of them; import them from here."""

from assess.delivery.models.assessment import PURPOSES, Assessment, AssessmentPart
from assess.delivery.models.invitation import Invitation, InvitationPart
from assess.delivery.models.scores import AnswerQuality, ScaleNorm, ScaleScore

__all__ = [
    "PURPOSES",
    "AnswerQuality",
    "Assessment",
    "AssessmentPart",
    "Invitation",
    "InvitationPart",
    "ScaleNorm",
    "ScaleScore",
]
