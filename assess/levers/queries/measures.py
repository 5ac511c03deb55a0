"""What is known of the measures of hypotheses: doubts, contamination, and which are one hypothesis in its versions."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.levers.models import Lever
from assess.performance.queries import weights
from assess.performance.queries.kpis import kpis

#: Below this a measure is too unreliable for a verdict (methods §3.8).
LEAST_RELIABLE = 0.60


def lineage(session: Session, lever: Lever) -> set[int]:
    """The ids of every version of a hypothesis: those it took the place of, and those that took its place."""
    edges = session.execute(
        select(Lever.id, Lever.replaces_id).where(Lever.job == lever.job, Lever.replaces_id.is_not(None))
    ).all()
    found = {lever.id}
    while more := {id for pair in edges if found & set(pair) for id in pair} - found:
        found |= more
    return found


def criterion(session: Session, job: str) -> dict[str, str]:
    """By key, the name of every KPI that is part of the result in a job, and of those it is divided by."""
    values, every = weights(session, job).values, {kpi.key: kpi for kpi in kpis(session)}
    counted = [kpi for kpi in every.values() if values.get(kpi.id)]
    parts = [*counted, *(every[kpi.denominator] for kpi in counted if kpi.denominator in every)]
    return {kpi.key: kpi.label or kpi.key for kpi in parts}


def contamination(lever: Lever, shared: Mapping[str, str]) -> str:
    """``"shared_kpi"`` where it is measured by a part of the result, ``"rater_saw_results"``, or ``""``."""
    if any(one.kind == "kpi" and one.reference in shared for one in lever.measures):
        return "shared_kpi"
    return "rater_saw_results" if any(one.rater_saw_results for one in lever.measures) else ""


def doubts(lever: Lever, shared: Mapping[str, str]) -> list[str]:
    """Why less can be said of a hypothesis than of others, as codes."""
    if not lever.measures:
        return ["no_measure"]
    found = []
    if all(one.anonymous for one in lever.measures):
        found.append("only_anonymous")
    if code := contamination(lever, shared):
        found.append(code)
    known = [one.reliability for one in lever.measures if one.reliability is not None]
    if known and max(known) < LEAST_RELIABLE:
        found.append("unreliable")
    elif not known and lever.type != "condition" and not any(one.kind == "observation" for one in lever.measures):
        # how far a team agrees is found from its answers, how reliable a count is from the coders
        found.append("reliability_unknown")
    return found


def twins(levers: Iterable[Lever]) -> list[tuple[Lever, Lever]]:
    """Pairs of hypotheses with a measure in common, the later one of a lineage left aside."""
    seen: dict[tuple[str, str], Lever] = {}
    pairs = []
    for lever in levers:
        if lever.replaces_id is not None:
            continue
        for one in lever.measures:
            other = seen.setdefault((one.kind, one.reference), lever)
            if other is not lever:
                pairs.append((other, lever))
    return pairs
