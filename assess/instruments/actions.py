"""Publishing instruments."""

from sqlalchemy.orm import Session

from assess.audit.actions import record
from surveys import versions
from surveys.definition import Instrument
from surveys.models import InstrumentVersion


def publish(session: Session, actor: str, instrument: Instrument) -> InstrumentVersion:
    """The version of exactly this content, made when it is new; frozen once somebody begins to answer it."""
    version = versions.publish(session, instrument)
    record(session, actor, "instruments.published", f"version:{version.id}", code=version.code)
    return version
