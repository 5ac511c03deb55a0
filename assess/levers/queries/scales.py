"""Between which ends the values of a measure lie, and from how much on it counts as done."""

from sqlalchemy.orm import Session

from assess.campaigns.models import Campaign
from assess.levers.models import LeverMeasure
from scoring.bundle import Scale
from scoring.keys import ScoringKey
from surveys.keying import instrument_by
from surveys.scales import keys


def key_of(session: Session, reference: str) -> ScoringKey | None:
    """The scale that a survey is a measure by, or that its question is part of; None where it is in none."""
    number, _colon, name = reference.partition(":")
    version = session.get_one(Campaign, int(number)).version
    return next((one for one in keys(instrument_by(session, version)) if name in (one.scale, *one.items)), None)


def scale(session: Session, measure: LeverMeasure, *, shares: bool = False) -> Scale:
    """How the values of a measure are read as a share; uploads have ends where they are ``shares`` of occasions."""
    if measure.kind == "observation" or (measure.kind == "upload" and shares):
        return Scale(0.0, 1.0, measure.standard)
    key = key_of(session, measure.reference) if measure.kind == "survey" else None
    return Scale(key.low, key.high, measure.standard) if key else Scale(None, None, measure.standard)
