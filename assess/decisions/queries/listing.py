"""The list of candidates as the database sorts and cuts it; whom the viewer is to rate has nothing to sort by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager

from assess.decisions.models import ComponentScore, CompositeResult
from assess.decisions.queries.asking import Asked
from assess.hiring.models import STAGES, Application, Candidate, Opening
from assess.paging import Slice, selected
from assess.profiles.models import FitResult

Kept = tuple[Application, FitResult | None, CompositeResult | None]


@dataclass(frozen=True, slots=True)
class Sight:
    """What of an opening's evidence a viewer may see: not of ``hidden`` candidates, no fit out of force."""

    opening: Opening
    hidden: Collection[int]
    fits: bool
    panels: bool

    def joined(self, query: Any) -> Any:
        """With candidate, fit and composite beside each application, where the viewer may see them."""
        seen = Candidate.id.not_in(self.hidden) if self.hidden else true()
        fit = and_(FitResult.application_id == Application.id, seen, true() if self.fits else FitResult.id.is_(None))
        composite = and_(
            CompositeResult.application_id == Application.id,
            seen,
            true() if self.panels else CompositeResult.application_id.is_(None),
        )
        query = query.join(Application.candidate).outerjoin(FitResult, fit).outerjoin(CompositeResult, composite)
        return query.where(Application.opening_id == self.opening.id)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are: by stage, measured and fitted of everybody, and by band of those the stage holds."""

    stages: dict[str, int]
    measured: int
    fitted: int
    bands: dict[int, int]
    here: dict[int | None, int]

    @property
    def shown(self) -> dict[int, int]:
        """Bands to their numbers without a gap: a gap would tell where somebody stands whom the viewer is to rate."""
        return {band: number for number, band in enumerate(sorted(self.bands), start=1)}


def in_stage(stage: str) -> ColumnElement[bool]:
    """Everybody in that stage, or in the running without one."""
    return Application.stage == stage if stage else Application.stage != "closed"


def counts(session: Session, sight: Sight, stage: str) -> Counts:
    """One query over everybody who applied."""
    query = select(Application.stage, FitResult.band, func.count(), func.count(FitResult.id), func.count(FitResult.fit))
    rows = session.execute(sight.joined(query).group_by(Application.stage, FitResult.band)).all()
    found = Counts({}, sum(row[3] for row in rows), sum(row[4] for row in rows), {}, {})
    for at, band, everybody, _measured, _fitted in rows:
        found.stages[at] = found.stages.get(at, 0) + everybody
        if band is not None:
            found.bands[band] = found.bands.get(band, 0) + everybody
        if at == stage or (not stage and at != "closed"):
            found.here[band] = found.here.get(band, 0) + everybody
    return found


def composite_bands(session: Session, sight: Sight) -> dict[int, int]:
    """Bands of composites to their numbers without a gap."""
    if not sight.panels:
        return {}
    query = sight.joined(select(CompositeResult.band).distinct()).where(CompositeResult.band.is_not(None))
    return {band: number for number, band in enumerate(sorted(session.scalars(query)), start=1)}


def page(session: Session, sight: Sight, asked: Asked, band: int | None) -> Slice[int]:
    """Ids of a page of applications; ``band`` is the band asked for as it is kept."""
    query = sight.joined(select(Application.id)).where(in_stage(asked.stage))
    if band is not None:
        query = query.where(FitResult.band == band)
    if asked.words:
        query = query.where(Candidate.name.icontains(asked.words, autoescape=True))
    if asked.missing:
        query = query.where(_missing(sight, asked.missing))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return selected(session, _ordered(query, sight, asked.sort), total, asked.page)


def _missing(sight: Sight, component: str) -> ColumnElement[bool]:
    if component == "fit":
        return FitResult.fit.is_(None)
    if component == "composite":
        return CompositeResult.value.is_(None)
    there = select(ComponentScore.value).where(
        ComponentScore.application_id == Application.id, ComponentScore.component == component
    )
    absent = ~there.exists()
    return or_(absent, Candidate.id.in_(sight.hidden)) if sight.hidden else absent


def _ordered(query: Select[Any], sight: Sight, sort: str) -> Select[Any]:
    """Bands first where none is asked for; inside a band the order is a lot, elsewhere it is by name."""
    last = (Candidate.name, Application.id)
    if sort == "name":
        return query.order_by(*last)
    if sort == "stage":
        rank = case({stage: at for at, stage in enumerate(STAGES)}, value=Application.stage)
        return query.order_by(rank, *last)
    if sort == "composite":
        return query.order_by(CompositeResult.place.nulls_last(), *last)
    if sort == "band":
        return query.order_by(FitResult.place.nulls_last(), *last)
    seen = Candidate.id.not_in(sight.hidden) if sight.hidden else true()
    score = and_(ComponentScore.application_id == Application.id, ComponentScore.component == sort, seen)
    return query.outerjoin(ComponentScore, score).order_by(ComponentScore.value.desc().nulls_last(), *last)


def kept(session: Session, sight: Sight, ids: Sequence[int]) -> list[Kept]:
    """These applications with what is kept of them, in the same order."""
    query = sight.joined(select(Application, FitResult, CompositeResult)).where(Application.id.in_(ids))
    query = query.options(contains_eager(Application.candidate).joinedload(Candidate.participant))
    found = {row[0].id: (row[0], row[1], row[2]) for row in session.execute(query)}
    return [found[id] for id in ids if id in found]
