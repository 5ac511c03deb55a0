"""Publishing an instrument as a version known by its content, and reading it back."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys.definition import Instrument
from surveys.models import InstrumentVersion

#: Instruments by content hash: the hash fixes the content, so nothing here can go stale.
_read: dict[str, Instrument] = {}
_MOST_KEPT = 256


def publish(session: Session, instrument: Instrument) -> InstrumentVersion:
    """The version with exactly this content, made when it is new."""
    same = select(InstrumentVersion).where(InstrumentVersion.content_hash == instrument.content_hash)
    version = session.scalar(same)
    if version is not None:
        return version
    version = InstrumentVersion(
        code=instrument.code, content_hash=instrument.content_hash, definition=instrument.plain()
    )
    try:
        with session.begin_nested():
            session.add(version)
            session.flush()
    except IntegrityError:  # somebody else published it in the same moment
        return session.scalars(same).one()
    return version


def freeze(session: Session, version: InstrumentVersion) -> None:
    """From now on the version refuses every change."""
    if not version.frozen:
        # of two who are the first to begin the second waits here and finds it done
        mine = InstrumentVersion.id == version.id, InstrumentVersion.frozen.is_(False)
        session.execute(update(InstrumentVersion).where(*mine).values(frozen=True))
        session.refresh(version, ["frozen"])


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
