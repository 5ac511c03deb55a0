"""Reading the library: shipped banks and published versions."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of


@dataclass(frozen=True, slots=True)
class Published:
    """A version that can be used, with its instrument."""

    version: InstrumentVersion
    instrument: Instrument


def shipped(session: Session) -> list[tuple[Instrument, InstrumentVersion | None]]:
    """The instruments that come with the product, each with the version of exactly this content once published."""
    published = {version.content_hash: version for version in session.scalars(select(InstrumentVersion))}
    return [(instrument, published.get(instrument.content_hash)) for instrument in library().values()]


def shipped_instrument(code: str) -> Instrument:
    """One shipped instrument; NotFound."""
    instrument = library().get(code)
    if instrument is None:
        raise NotFound
    return instrument


def version_of(session: Session, instrument: Instrument) -> InstrumentVersion | None:
    """The published version of exactly this content."""
    return session.scalar(select(InstrumentVersion).where(InstrumentVersion.content_hash == instrument.content_hash))


def versions(session: Session) -> list[Published]:
    """Every published version, by code, the newest of each first."""
    query = select(InstrumentVersion).order_by(InstrumentVersion.code, InstrumentVersion.id.desc())
    return [_published(session, version) for version in session.scalars(query)]


def published(session: Session, id: int) -> Published:
    """One published version; NotFound."""
    version = session.get(InstrumentVersion, id)
    if version is None:
        raise NotFound
    return _published(session, version)


def answerable(session: Session) -> list[Published]:
    """The versions somebody can answer about themselves: all but those that rate somebody else."""
    return [found for found in versions(session) if all(i.kind != "anchored" for i in found.instrument.items.values())]


def _published(session: Session, version: InstrumentVersion) -> Published:
    return Published(version, instrument_of(session, version.content_hash))
