"""Who gives a role's KPIs how many of 100 points, and what is settled in the end."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Refusal
from assess.jobs.actions import enqueue
from assess.performance.models import Kpi, KpiWeight
from assess.performance.queries.weights import POINTS
from surveys.moments import now

#: Points that do not add up by more than this are a slip, not rounding.
ROUNDING = 0.05


class NotAHundred(Refusal):
    """A stakeholder's points do not add up."""

    status = 422
    key = "points.not_a_hundred"


class PointWrong(Refusal):
    """Something that is no number of points."""

    status = 422
    key = "points.wrong"


class NothingWeighs(Refusal):
    """Weights of which none is above zero."""

    status = 422
    key = "kpi.no_weight"


def read_points(kpis: Sequence[Kpi], given: Mapping[str, str]) -> dict[int, float]:
    """Points from fields ``points-<id>``, blank as none; PointWrong."""
    found = {}
    for kpi in kpis:
        text = given.get(f"points-{kpi.id}", "").strip().replace(",", ".") or "0"
        try:
            points = float(text)
        except ValueError:
            points = -1.0
        if not 0 <= points <= POINTS:
            raise PointWrong(kpi=kpi.label or kpi.key)
        found[kpi.id] = points
    return found


def allot(session: Session, actor: str, role: str, stakeholder: str, points: Mapping[int, float]) -> None:
    """Keep one stakeholder's points for a role in the place of earlier ones; NotAHundred."""
    total = sum(points.values())
    if not abs(total - POINTS) <= ROUNDING:
        raise NotAHundred(total=f"{total:.4g}")
    _replaced(session, actor, role, stakeholder, {id: given for id, given in points.items() if given})
    record(session, actor, "performance.points_given", role=role, points=_plain(points))
    enqueue(session, "performance.rate")


def settle_weights(session: Session, actor: str, role: str, points: Mapping[int, float]) -> None:
    """Weigh a role's KPIs like this from now on, whatever stakeholders said; NothingWeighs."""
    if not any(points.values()):
        raise NothingWeighs
    _replaced(session, actor, role, "", points)
    record(session, actor, "performance.weights_settled", role=role, points=_plain(points))
    enqueue(session, "performance.rate")


def unsettle_weights(session: Session, actor: str, role: str) -> None:
    """Back to the stakeholders' mean, or to what every role shares."""
    _replaced(session, actor, role, "", {})
    record(session, actor, "performance.weights_settled", role=role, points=[])
    enqueue(session, "performance.rate")


def _replaced(session: Session, actor: str, role: str, stakeholder: str, points: Mapping[int, float]) -> None:
    session.execute(delete(KpiWeight).where(KpiWeight.role == role, KpiWeight.stakeholder == stakeholder))
    session.add_all(
        KpiWeight(role=role, kpi_id=id, stakeholder=stakeholder, points=given, made_by=actor, made_at=now())
        for id, given in points.items()
    )
    session.flush()


def _plain(points: Mapping[int, float]) -> list[list[float]]:
    return [[id, given] for id, given in sorted(points.items())]
