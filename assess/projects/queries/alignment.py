"""The scorecard by tier, the eight categories of the review, and the share of elements that are aligned over time."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.errors import NotFound
from assess.people.models import Account
from assess.projects.models import REVIEW, TIERS, AlignmentItem, AlignmentLook, Project
from assess.projects.queries.projects import READERS, project_for
from surveys.moments import now

#: Below this many elements a share is told in words, not as a number out of 100.
ENOUGH = 10
#: Reminders begin so many days before a row is due.
SOON_DAYS = 14
#: Months the share is drawn for, at most.
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Category:
    """One category of the review: its rows, and when somebody last went through it."""

    key: str
    items: tuple[AlignmentItem, ...]
    look: AlignmentLook | None

    @property
    def state(self) -> str:
        """``not_looked``, ``clear`` (gone through, nothing found), ``aligned`` or ``open``."""
        if not self.items:
            return "clear" if self.look else "not_looked"
        return "aligned" if all(one.status == "aligned" for one in self.items) else "open"


@dataclass(frozen=True, slots=True)
class Share:
    """How many elements were aligned at the end of a month, of those known then; ``unknown`` could not be told."""

    day: date
    aligned: int
    known: int
    unknown: int


def items(session: Session, project: Project) -> Sequence[AlignmentItem]:
    """Every row of a project's scorecard, tier by tier from the company down, what is open before what is aligned."""
    query = select(AlignmentItem).where(AlignmentItem.project_id == project.id)
    query = query.options(selectinload(AlignmentItem.changes), joinedload(AlignmentItem.owner))
    found = session.scalars(query.order_by(AlignmentItem.id)).unique().all()
    return sorted(found, key=lambda one: (TIERS.index(one.tier), one.status == "aligned", one.due or date.max, one.id))


def item_for(session: Session, viewer: Account, id: int) -> tuple[Project, AlignmentItem]:
    """A row with its project for whoever may read the project; NotFound."""
    item = session.get(AlignmentItem, id)
    if item is None:
        raise NotFound
    return project_for(session, viewer, item.project_id, READERS), item


def due(session: Session, owner: Account, today: date) -> list[tuple[AlignmentItem, bool]]:
    """Rows somebody sees to that are due soon, and whether they are overdue; the most urgent first."""
    query = (
        select(AlignmentItem)
        .join(Project, Project.id == AlignmentItem.project_id)
        .where(
            AlignmentItem.owner_id == owner.id, AlignmentItem.status != "aligned", AlignmentItem.due.is_not(None),
            Project.closed_at.is_(None),
        )
        .order_by(AlignmentItem.due, AlignmentItem.id)
    )  # fmt: skip
    found = [(one, one.due) for one in session.scalars(query)]
    return [(one, day < today) for one, day in found if day is not None and (day - today).days <= SOON_DAYS]


def review(session: Session, project: Project, found: Iterable[AlignmentItem]) -> list[Category]:
    """The eight categories with their rows and the last look at each."""
    rows = list(found)
    query = select(AlignmentLook).where(AlignmentLook.project_id == project.id).order_by(AlignmentLook.id)
    looks = {one.category: one for one in session.scalars(query)}
    return [
        Category(key, tuple(one for one in rows if one.element in elements), looks.get(key))
        for key, elements in REVIEW.items()
    ]


def shares(found: Iterable[AlignmentItem], today: date) -> list[Share]:
    """The share at the end of each month since the first row, and today; an element is one of a tier.

    An element is aligned when every row of it is; one of which nothing is known counts neither way.
    """
    rows = list(found)
    if not rows:
        return []
    first = min(_day(one.changes[0].changed_at) for one in rows)
    return [_share(rows, day) for day in [*_month_ends(first, today), today][-MONTHS:]]


def _month_ends(first: date, today: date) -> list[date]:
    year, month, ends = first.year, first.month, []
    while (end := date(year, month, calendar.monthrange(year, month)[1])) < today:
        ends.append(end)
        year, month = divmod(year * 12 + month, 12)
        month += 1
    return ends


def _share(rows: Iterable[AlignmentItem], day: date) -> Share:
    states: dict[tuple[str, str], list[str]] = {}
    for one in rows:
        until = [change.status for change in one.changes if _day(change.changed_at) <= day]
        if until:
            states.setdefault((one.tier, one.element), []).append(until[-1])
    kinds = [_state(found) for found in states.values()]
    return Share(day, kinds.count("aligned"), len(kinds) - kinds.count("unknown"), kinds.count("unknown"))


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _state(found: Sequence[str]) -> str:
    """The state of an element from its rows: out of line before being changed before unknown before aligned."""
    return next(one for one in ("misaligned", "changing", "unknown", "aligned") if one in found)


def element_states(found: Iterable[AlignmentItem]) -> dict[tuple[str, str], str]:
    """By tier and element, how it stands today; elements without a row are not in it."""
    kept: dict[tuple[str, str], list[str]] = {}
    for one in found:
        kept.setdefault((one.tier, one.element), []).append(one.status)
    return {place: _state(said) for place, said in kept.items()}


def today() -> date:
    """The day it is, UTC: statuses are dated by it."""
    return now().date()
