"""What people said of their accounts, and what the company has down beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.errors import NotFound
from assess.paging import Slice, selected
from assess.people.models import Person
from assess.performance.models import Assignment, Event, Kpi, Measure, Portfolio, Reconciliation, Territory
from assess.performance.queries.kpis import UNIT
from scoring.money import is_money

#: Results of so many days make a year's revenue.
YEAR = 365


@dataclass(frozen=True, slots=True)
class Known:
    """One figure of the record: which, what says so (``event``, ``assignment``, ``measures``), since when."""

    figure: str
    source: str
    value: float
    unit: str
    since: date


def portfolio_of(session: Session, person: Person) -> Portfolio | None:
    """What a person stated last."""
    query = select(Portfolio).where(Portfolio.person_id == person.id).options(joinedload(Portfolio.reconciled))
    return session.scalar(query.order_by(Portfolio.id.desc()).limit(1))


def portfolios_of(session: Session, person: Person) -> Sequence[Portfolio]:
    """Everything a person stated, latest first."""
    query = select(Portfolio).where(Portfolio.person_id == person.id).options(joinedload(Portfolio.reconciled))
    return session.scalars(query.order_by(Portfolio.id.desc())).all()


def portfolios(session: Session, page: int) -> Slice[Portfolio]:
    """Everyone's last statement; those nobody has held against the record come first."""
    newest = select(func.max(Portfolio.id)).group_by(Portfolio.person_id)
    query = (
        select(Portfolio)
        .outerjoin(Reconciliation)
        .where(Portfolio.id.in_(newest))
        .options(joinedload(Portfolio.person), joinedload(Portfolio.reconciled))
        .order_by(Reconciliation.id.is_not(None), Portfolio.id.desc())
    )
    total = session.scalar(select(func.count(Portfolio.person_id.distinct()))) or 0
    return selected(session, query, total, page)


def portfolio(session: Session, id: int) -> Portfolio:
    """One statement; NotFound."""
    found = session.get(Portfolio, id)
    if found is None:
        raise NotFound
    return found


def known_of(session: Session, person: Person, today: date) -> list[Known]:
    """What the record says of a person's accounts and revenue now, each source by itself, the surest first.

    An event that stands tells of the accounts from its day on; the territories held, what they were worth before;
    results, what was sold in the year up to the last of them.
    """
    return [*_by_event(session, person), *_by_territory(session, person, today), *_by_results(session, person)]


def _by_event(session: Session, person: Person) -> list[Known]:
    standing = select(Event).where(Event.person_id == person.id, Event.state == "stands").order_by(Event.day.desc())
    found = []
    for figure, column in (("accounts", Event.accounts_after), ("revenue", Event.revenue)):
        event = session.scalar(standing.where(column.is_not(None)).limit(1))
        if event is not None:
            value, unit = (event.accounts_after, "") if figure == "accounts" else (event.revenue, event.unit)
            found.append(Known(figure, "event", value or 0.0, unit, event.day))
    return found


def _by_territory(session: Session, person: Person, today: date) -> list[Known]:
    query = (
        select(func.sum(Territory.accounts), func.sum(Territory.prior_run_rate), func.max(Assignment.start))
        .join(Assignment, Assignment.territory_id == Territory.id)
        .where(Assignment.person_id == person.id, Assignment.start <= today)
        .where(Assignment.end.is_(None) | (Assignment.end >= today))
    )
    accounts, revenue, since = session.execute(query).one()
    return [
        Known(figure, "assignment", value, "", since)
        for figure, value in (("accounts", accounts), ("revenue", revenue))
        if value is not None
    ]


def _by_results(session: Session, person: Person) -> list[Known]:
    """Sums of measures that add up and are money, by measure and currency: two currencies are two figures."""
    mine = (Measure.person_id == person.id, Kpi.aggregation == "sum")
    last = session.scalar(select(func.max(Measure.period_end)).join(Kpi).where(*mine))
    if last is None:
        return []
    query = (
        select(Kpi.key, UNIT, func.sum(Measure.value), func.min(Measure.period_start))
        .join(Kpi)
        .where(*mine, Measure.period_start > last - timedelta(days=YEAR))
        .group_by(Kpi.key, UNIT)
        .order_by(Kpi.key, UNIT)
    )
    return [
        Known("revenue", "measures", total, named, since)
        for _key, named, total, since in session.execute(query)
        if is_money(named)
    ]
