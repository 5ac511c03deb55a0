"""Reading guides: their versions, and what is known of each competency in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from assess.guides.models import Guide
from assess.guides.queries.anchors import Standing, standing, verdict_of, verdicts
from assess.guides.queries.building import weights_of
from assess.guides.queries.jobs import Link, links, uncovered
from assess.instruments.models import InstrumentDraft, InstrumentPublication
from assess.instruments.queries import Listed, Published, published, siblings
from assess.profiles.queries import approved
from surveys.competencies import bank
from surveys.definition import Instrument, Item
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of


@dataclass(frozen=True, slots=True)
class Known:
    """A competency of a guide and what ties it to the job.

    ``basis`` is ``experts``, ``written`` (one person's words, in ``reason``) or ``none``; ``weight`` the share of an
    approved profile's weight on scales that measure something like it.
    """

    item: Item
    link: Link | None
    reason: str
    weight: float = 0.0

    @property
    def basis(self) -> str:
        """What its link to the job rests on."""
        if self.link is not None and self.link.status == "linked":
            return "experts"
        return "written" if self.reason else "none"


@dataclass(frozen=True, slots=True)
class Overview:
    """A guide with its newest version and all that is known of it.

    ``verdicts`` are those of judges on its anchors, by competency and points. ``uncovered`` are critical tasks no
    competency of it is needed for; None where experts were not asked.
    """

    guide: Guide
    versions: tuple[Listed, ...]
    drafts: tuple[InstrumentDraft, ...]
    instrument: Instrument
    known: tuple[Known, ...]
    standing: Standing
    verdicts: Mapping[tuple[str, int], str]
    uncovered: tuple[str, ...] | None
    profile: bool

    @property
    def unlinked(self) -> tuple[Known, ...]:
        """Competencies nothing ties to the job."""
        return tuple(one for one in self.known if one.basis == "none")


def guides(session: Session) -> Sequence[Guide]:
    """Every guide, by job and title."""
    return session.scalars(select(Guide).order_by(Guide.job, Guide.title, Guide.id)).all()


def newest_of(session: Session, guides: Sequence[Guide]) -> Mapping[int, Instrument]:
    """The newest version of each guide that was not withdrawn, by the guide's id."""
    query = (
        select(InstrumentVersion.code, InstrumentVersion.content_hash)
        .outerjoin(InstrumentPublication, InstrumentPublication.version_id == InstrumentVersion.id)
        .where(InstrumentVersion.code.in_([one.code for one in guides]), InstrumentPublication.withdrawn_at.is_(None))
        .order_by(InstrumentVersion.id)
    )
    newest = {code: content for code, content in session.execute(query)}
    return {one.id: instrument_of(session, newest[one.code]) for one in guides if one.code in newest}


def guide(session: Session, id: int) -> Guide:
    """One guide; NotFound. Who may look is decided by role alone."""
    found = session.get(Guide, id)
    if found is None:
        raise NotFound
    return found


def guide_of(session: Session, instrument: Instrument) -> Guide | None:
    """The guide an instrument is a version of."""
    return session.scalar(select(Guide).where(Guide.code == instrument.code))


def latest_of(session: Session, guide: Guide) -> Instrument | None:
    """The newest version that was not withdrawn; else the newest draft; None where both are gone."""
    for one in siblings(session, guide.code):
        if not one.withdrawn:
            return one.instrument
    drafts = _drafts(session, guide)
    return Instrument.from_plain(drafts[0].definition) if drafts else None


def overview(session: Session, guide: Guide) -> Overview:
    """A guide with all that is known of it; NotFound when neither a version nor a draft is left."""
    instrument = latest_of(session, guide)
    if instrument is None:
        raise NotFound
    drafts = _drafts(session, guide)
    wordings = [instrument, *(Instrument.from_plain(draft.definition) for draft in drafts)]
    items = {code: item for one in reversed(wordings) for code, item in one.items.items()}
    found = known(session, guide, tuple(items.values()))
    said = verdicts(session)
    gaps = uncovered(session, guide.job, instrument.items.keys())
    return Overview(
        guide,
        tuple(siblings(session, guide.code)),
        drafts,
        instrument,
        found,
        standing(said, instrument),
        {
            (item.code, anchor.points): verdict_of(said, item.code, anchor)
            for item in items.values()
            for anchor in item.anchors
        },
        None if gaps is None else tuple(gaps),
        approved(session, guide.job) is not None,
    )


def known(session: Session, guide: Guide, items: Sequence[Item]) -> tuple[Known, ...]:
    """What ties each of these competencies to the guide's job."""
    said = links(session, guide.job)
    written = {one.competency: one.reason for one in guide.links}
    profile = approved(session, guide.job)
    weights = weights_of(session, profile) if profile else {}
    scales = {code: one.scales for code, one in bank().competencies.items()}
    return tuple(
        Known(
            item,
            said.get(item.code),
            written.get(item.code, ""),
            sum(weights.get(scale, 0.0) for scale in scales.get(item.code, ())),
        )
        for item in items
    )


def unlinked(session: Session, instrument: Instrument) -> list[str]:
    """The names of competencies of a guide's instrument that nothing ties to its job; empty for other instruments."""
    mine = guide_of(session, instrument)
    if mine is None:
        return []
    items = [item for item in instrument.items.values() if item.kind == "anchored"]
    return [one.item.text for one in known(session, mine, items) if one.basis == "none"]


def guide_version(session: Session, version_id: int) -> tuple[Published, Guide | None]:
    """A published instrument of anchored ratings with its guide, if it has one; NotFound for any other instrument."""
    found = published(session, version_id)
    if not found.instrument.items or any(item.kind != "anchored" for item in found.instrument.items.values()):
        raise NotFound
    return found, guide_of(session, found.instrument)


def _drafts(session: Session, guide: Guide) -> tuple[InstrumentDraft, ...]:
    query = select(InstrumentDraft).where(InstrumentDraft.code == guide.code).order_by(InstrumentDraft.id.desc())
    return tuple(session.scalars(query))
