"""Reading the library: shipped banks, published versions and where they are used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from assess.instruments.models import InstrumentPublication
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import Administration, InstrumentVersion
from surveys.versions import instrument_of


@dataclass(frozen=True, slots=True)
class Published:
    """A version that can be used, with its instrument."""

    version: InstrumentVersion
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class Listed:
    """A version as the library lists it: its number among those of its code, and whether it is withdrawn."""

    version: InstrumentVersion
    instrument: Instrument
    number: int
    publication: InstrumentPublication | None

    @property
    def withdrawn(self) -> bool:
        """Nobody can choose it for something new."""
        return self.publication is not None and self.publication.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Use:
    """Something that uses a version: the key of its sort's words, its title and, where it has a page, that page."""

    sort: str
    title: str
    endpoint: str = ""
    id: int = 0


#: Features above add here how to find where they use a version: ``(session, version id) -> uses``.
WHERE_USED: list[Callable[[Session, int], Sequence[Use]]] = []


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
    return [Published(one.version, one.instrument) for one in listed(session)]


def listed(session: Session) -> list[Listed]:
    """Every published version, withdrawn or not, by code, the newest of each first."""
    query = (
        select(InstrumentVersion, InstrumentPublication)
        .outerjoin(InstrumentPublication, InstrumentPublication.version_id == InstrumentVersion.id)
        .order_by(InstrumentVersion.code, InstrumentVersion.id)
    )
    numbers: dict[str, int] = {}
    found = []
    for version, publication in session.execute(query):
        numbers[version.code] = numbers.get(version.code, 0) + 1
        instrument = instrument_of(session, version.content_hash)
        found.append(Listed(version, instrument, numbers[version.code], publication))
    return sorted(found, key=lambda one: (one.version.code, -one.number))


def published(session: Session, id: int) -> Published:
    """One published version; NotFound."""
    version = session.get(InstrumentVersion, id)
    if version is None:
        raise NotFound
    return _published(session, version)


def listed_version(session: Session, id: int) -> Listed:
    """One published version as the library lists it; NotFound."""
    for one in listed(session):
        if one.version.id == id:
            return one
    raise NotFound


def siblings(session: Session, code: str) -> list[Listed]:
    """The versions of one code, the newest first."""
    return [one for one in listed(session) if one.version.code == code]


def answerable(session: Session) -> list[Published]:
    """The versions somebody can answer about themselves: all but those that rate somebody else."""
    return [found for found in versions(session) if all(i.kind != "anchored" for i in found.instrument.items.values())]


def offered(session: Session) -> list[Published]:
    """The answerable versions that can be chosen for something new: those not withdrawn."""
    withdrawn = {one.version.id for one in listed(session) if one.withdrawn}
    return [found for found in answerable(session) if found.version.id not in withdrawn]


def uses(session: Session, version_id: int) -> list[Use]:
    """What uses a version, as the features above tell."""
    return [use for find in WHERE_USED for use in find(session, version_id)]


def sittings(session: Session, version_id: int) -> tuple[int, int]:
    """How many began to answer a version, and how many handed in."""
    query = select(func.count(Administration.id), func.count(Administration.submitted_at)).where(
        Administration.version_id == version_id
    )
    begun, handed_in = session.execute(query).one()
    return int(begun), int(handed_in)


def _published(session: Session, version: InstrumentVersion) -> Published:
    return Published(version, instrument_of(session, version.content_hash))
