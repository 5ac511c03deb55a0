"""Publishing an instrument as a version known by its content, and reading it back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.definition import Instrument
from surveys.models import InstrumentVersion

#: Instruments by content hash: the hash fixes the content, so nothing here can go stale.
_read: dict[str, Instrument] = {}
_MOST_KEPT = 256


def publish(session: Session, instrument: Instrument) -> InstrumentVersion:
    """The version with exactly this content, made when it is new."""
    version = session.scalar(select(InstrumentVersion).where(InstrumentVersion.content_hash == instrument.content_hash))
    if version is None:
        version = InstrumentVersion(
            code=instrument.code, content_hash=instrument.content_hash, definition=instrument.plain()
        )
        session.add(version)
        session.flush()
    return version


def freeze(session: Session, version: InstrumentVersion) -> None:
    """From now on the version refuses every change."""
    if not version.frozen:
        version.frozen = True
        session.flush()


def instrument_of(session: Session, content_hash: str) -> Instrument:
    """The instrument with that content; NoResultFound when it was never published."""
    known = _read.get(content_hash)
    if known is None:
        query = select(InstrumentVersion.definition).where(InstrumentVersion.content_hash == content_hash)
        known = Instrument.from_plain(session.execute(query).scalar_one())
        if known.content_hash != content_hash:
            raise ValueError(f"stored definition does not have the content hash {content_hash}")
        if len(_read) >= _MOST_KEPT:
            _read.clear()
        _read[content_hash] = known
    return known
