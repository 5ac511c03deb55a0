"""Tables of the engine; import them from here."""

from surveys.models.administration import Administration, Participant, Response
from surveys.models.anonymous import AnonymousAnswer, Pending
from surveys.models.answer_file import AnswerFile
from surveys.models.asset import Asset
from surveys.models.base import Base, random_code
from surveys.models.clock import SectionClock
from surveys.models.instrument import InstrumentVersion
from surveys.models.key import KeyRevision
from surveys.models.presented import Presented
from surveys.models.triggers import TRIGGERS

__all__ = [
    "TRIGGERS",
    "Administration",
    "AnonymousAnswer",
    "AnswerFile",
    "Asset",
    "Base",
    "InstrumentVersion",
    "KeyRevision",
    "Participant",
    "Pending",
    "Presented",
    "Response",
    "SectionClock",
    "random_code",
]
