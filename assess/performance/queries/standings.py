"""The newest tiers of a role as a viewer may see them, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from assess.access import Role
from assess.paging import Slice, selected
from assess.people.models import Account, Person, Team
from assess.performance.models import RatedPerson, Rating
from assess.performance.queries.scores import SEES_ALL_SCORES

#: Best first, as pages list them.
TIERS = ("top_confident", "top_likely", "borderline", "middle", "low_likely", "refused", "not_rated")
_LAST = 1e9
_ORDERS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "name": (func.lower(Person.name),),
    "tier": (
        case({tier: place for place, tier in enumerate(TIERS)}, value=RatedPerson.tier, else_=len(TIERS)),
        -func.coalesce(RatedPerson.chance, 0.0),
    ),
    "score": (-func.coalesce(RatedPerson.score, -_LAST),),
    "rank": (func.coalesce(RatedPerson.rank, _LAST),),
    "moved": (-RatedPerson.moved,),
}
SORTS = tuple(_ORDERS)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which people to list; empty words choose everyone."""

    team: str = ""
    tier: str = ""
    only: str = ""
    segment: str = ""
    region: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What was chosen, for links."""
        every = {"team": self.team, "tier": self.tier, "only": self.only, "segment": self.segment,
                 "region": self.region}  # fmt: skip
        return {key: value for key, value in every.items() if value}


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from, and the axis all plots share."""

    teams: Sequence[str]
    tiers: Sequence[str]
    segments: Sequence[str]
    regions: Sequence[str]
    total: int
    low: float | None
    high: float | None
    border: float | None


def rating_of(session: Session, role: str) -> Rating | None:
    """The newest tiers of a role in the form pages read."""
    return session.scalar(select(Rating).where(Rating.role == role))


def rated_roles_of(session: Session, viewer: Account) -> list[str]:
    """Roles with tiers in which the viewer may see somebody."""
    if viewer.role_names & SEES_ALL_SCORES:
        return sorted(session.scalars(select(Rating.role)))
    query = select(Person.job).join(Rating, Rating.role == Person.job).where(_visible(viewer)).distinct()
    return sorted(session.scalars(query))


def listed(
    session: Session, viewer: Account, rating: Rating, choice: Choice, sort: str, page: int
) -> Slice[RatedPerson]:
    """One page of the people the viewer may see: everyone, or the own team."""
    query = _chosen(_people(rating, viewer), choice)
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(RatedPerson.id).subquery())) or 0
    ordered = query.order_by(*_ORDERS.get(sort, ()), RatedPerson.place)
    options = contains_eager(RatedPerson.person).contains_eager(Person.team)
    return selected(session, ordered.options(options), total, page)


def offered(session: Session, viewer: Account, rating: Rating) -> Offered:
    """Among those the viewer may see; the border of the top fifth is that of everyone with a score."""
    seen = _people(rating, viewer)

    def values(column: InstrumentedAttribute[str]) -> list[str]:
        return sorted(one for one in session.scalars(seen.with_only_columns(column).distinct()) if one)

    tiers = values(RatedPerson.tier)
    total, low, high = session.execute(
        seen.with_only_columns(func.count(), func.min(RatedPerson.low), func.max(RatedPerson.high))
    ).one()
    scores = select(RatedPerson.score).where(RatedPerson.rating_id == rating.id, RatedPerson.score.is_not(None))
    count = session.scalar(select(func.count()).select_from(scores.subquery())) or 0
    border = session.scalar(scores.order_by(RatedPerson.score.desc()).offset(max(0, round(count / 5) - 1)).limit(1))
    return Offered(
        values(Team.name), [tier for tier in TIERS if tier in tiers], values(Person.segment), values(Person.location),
        total, low, high, border,
    )  # fmt: skip


def rated_person(session: Session, rating: Rating, person: Person) -> RatedPerson | None:
    """One person in these tiers; who may ask is for ``scored_person`` to say."""
    return session.scalar(
        select(RatedPerson).where(RatedPerson.rating_id == rating.id, RatedPerson.person_id == person.id)
    )


def _people(rating: Rating, viewer: Account) -> Select[Any]:
    joined = select(RatedPerson).join(Person, Person.id == RatedPerson.person_id)
    joined = joined.outerjoin(Team, Team.id == Person.team_id)
    return joined.where(RatedPerson.rating_id == rating.id, _visible(viewer))


def _visible(viewer: Account) -> ColumnElement[bool]:
    """Everyone, or of the own team everyone else."""
    if viewer.role_names & SEES_ALL_SCORES:
        return true()
    if Role.LINE_MANAGER not in viewer.role_names or viewer.person_id is None:
        return false()
    own = select(Team.id).where(Team.manager_id == viewer.person_id)
    return and_(Person.team_id.in_(own), Person.id != viewer.person_id)


def _chosen(query: Select[Any], choice: Choice) -> Select[Any]:
    columns = {"team": Team.name, "tier": RatedPerson.tier, "segment": Person.segment, "region": Person.location}
    for key, column in columns.items():
        if wanted := getattr(choice, key):
            query = query.where(column == wanted)
    return query.where(RatedPerson.noted) if choice.only else query
