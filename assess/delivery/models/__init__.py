"""Tables of assessments, invitations, and what came of them; import them from here."""

from assess.delivery.models.assessment import BASES, FEEDBACK, PURPOSES, Assessment, AssessmentPart
from assess.delivery.models.banks import CalibratedBank
from assess.delivery.models.invitation import Invitation, InvitationPart
from assess.delivery.models.rights import (
    EXTRA_TIMES,
    OUTCOMES,
    TRIGGERS,
    WISHES,
    Accommodation,
    DataCopy,
    NoticeSeen,
    NoticeText,
    ReviewOutcome,
    ReviewReason,
    ReviewRequest,
)
from assess.delivery.models.scores import METHODS, AnswerQuality, KeyProposal, ScaleNorm, ScaleScore

__all__ = [
    "BASES",
    "EXTRA_TIMES",
    "FEEDBACK",
    "METHODS",
    "OUTCOMES",
    "PURPOSES",
    "TRIGGERS",
    "WISHES",
    "Accommodation",
    "AnswerQuality",
    "Assessment",
    "AssessmentPart",
    "CalibratedBank",
    "DataCopy",
    "Invitation",
    "InvitationPart",
    "KeyProposal",
    "NoticeSeen",
    "NoticeText",
    "ReviewOutcome",
    "ReviewReason",
    "ReviewRequest",
    "ScaleNorm",
    "ScaleScore",
]
