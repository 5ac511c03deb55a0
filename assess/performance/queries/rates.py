"""Exchange rates, newest period first."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.paging import Slice, selected
from assess.performance.models import Kpi, Measure, Rate
from assess.performance.queries.kpis import UNIT
from scoring.money import is_money


def rates(session: Session, page: int) -> Slice[Rate]:
    """Every rate."""
    total = session.scalar(select(func.count(Rate.id))) or 0
    return selected(session, select(Rate).order_by(Rate.period_start.desc(), Rate.currency, Rate.into), total, page)


def currencies(session: Session) -> dict[str, int]:
    """How many results came in which currency, most first."""
    query = select(UNIT, func.count()).select_from(Measure).join(Kpi).group_by(UNIT)
    found = {str(code).upper(): count for code, count in session.execute(query) if is_money(str(code).upper())}
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
