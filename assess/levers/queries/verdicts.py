"""Stored verdicts on levers, the bundle and conditions, and what practices and plans may build on."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest, stored
from assess.errors import NotFound
from assess.jobs.models import Job
from assess.levers.models import Lever
from assess.levers.models.cohorts import LeverCohort
from assess.levers.models.interventions import Intervention
from assess.levers.queries.registry import levers
from assess.people.models import Person
from assess.performance.queries import subject
from scoring.change.verdict import ALPHA
from scoring.levers import Causal
from scoring.levers.inputs import Tested
from scoring.reports.bundle import KIND as BUNDLE
from scoring.reports.conditions import KIND as CONDITIONS
from scoring.reports.intervention import KIND as INTERVENTION
from scoring.reports.levers import KIND
from scoring.reports.necessity import KIND as NECESSITY
from scoring.results import Cell, Estimate, Report

#: The job that computes them.
JUDGE = "levers.judge"
#: Reports whose files may be taken away from these pages.
KINDS = (KIND, BUNDLE, NECESSITY, CONDITIONS, INTERVENTION)
#: Filled, tinted, dashed or hatched: how sure a verdict is is drawn (look, principle 3); in the order of the list.
SURENESS: Mapping[str, str] = {
    "supported_replicated": "tier-confident",
    "supported_provisional": "tier-likely",
    "contradicted": "tier-likely",
    "not_supported": "tier-middle",
    "confounded": "tier-borderline",
    "inconclusive": "tier-borderline",
    "exploratory": "tier-borderline",
    "not_testable": "hatched",
}
_SAID: Mapping[str, Tested] = {Causal.CONFIRMED.value: "confirmed", Causal.REFUTED.value: "refuted"}


def verdicts_of(session: Session, job: str) -> Analysis | None:
    """The newest verdicts of a job."""
    return latest(session, KIND, subject(job))


def later_subject(job: str) -> str:
    """What verdicts among people who came after the first ones are stored under."""
    return f"{subject(job)}:later"


def later_of(session: Session, job: str) -> Analysis | None:
    """The newest verdicts among people who were not in the first ones."""
    return latest(session, KIND, later_subject(job))


def bundle_of(session: Session, job: str) -> Analysis | None:
    """The newest Report on all practices together."""
    return latest(session, BUNDLE, subject(job))


def necessity_of(session: Session, job: str) -> Analysis | None:
    """The newest Report on practices that nobody on top goes without."""
    return latest(session, NECESSITY, subject(job))


def conditions_of(session: Session, job: str) -> Analysis | None:
    """The newest Report on the conditions of teams."""
    return latest(session, CONDITIONS, subject(job))


def levers_report(session: Session, id: int) -> Analysis:
    """One stored Report of this feature; NotFound."""
    found = session.get(Analysis, id)
    if found is None or found.kind not in KINDS:
        raise NotFound
    return stored(session, found.kind, id)


def rows(report: Report, table: str) -> list[dict[str, Cell]]:
    """The rows of a table by their columns' names; none where it is not there."""
    if table not in {one.key for one in report.tables}:
        return []
    found = report.table(table)
    names = [column.key for column in found.columns]
    return [dict(zip(names, cells, strict=True)) for cells in found.rows]


def cohort_of(session: Session, job: str) -> frozenset[str] | None:
    """The codes of the people of the first verdicts; None before there were any."""
    ids = session.scalar(select(LeverCohort.people).where(LeverCohort.job == job))
    if ids is None:
        return None
    found = session.execute(select(Person.id, Person.code).where(Person.job == job)).all()
    wanted = set(ids)
    return frozenset(code for id, code in found if id in wanted)


def tested(session: Session, job: str) -> dict[str, Tested]:
    """By code of the lever, what its interventions with a control said together.

    One that refutes outweighs any that confirm; of many tries one confirms by luck, so its p stands Bonferroni's
    correction for their number.
    """
    tries: defaultdict[str, list[tuple[Tested, float]]] = defaultdict(list)
    for one in interventions_of(session, job):
        analysis = latest(session, INTERVENTION, intervention_subject(one.id))
        status = rows(analysis.report, "status") if analysis else []
        checks = rows(analysis.report, "checks") if analysis else []
        p = next((row["p"] for row in checks if row["check"] == "effect"), None)
        if status and isinstance(p, int | float):
            tries[one.lever.code].append((_SAID.get(str(status[0]["causal"]), ""), float(p)))
    found: dict[str, Tested] = {}
    for code, said in tries.items():
        if any(word == "refuted" for word, _p in said):
            found[code] = "refuted"
        elif any(word == "confirmed" and p * len(said) < ALPHA for word, p in said):
            found[code] = "confirmed"
    return found


def intervention_subject(id: int) -> str:
    """What the Report of an intervention is stored under."""
    return f"intervention:{id}"


def interventions_of(session: Session, job: str) -> Sequence[Intervention]:
    """The interventions of a job whose place no other took, in the order they began."""
    query = select(Intervention).join(Lever).where(Lever.job == job).options(selectinload(Intervention.arms))
    every = session.scalars(query.order_by(Intervention.start, Intervention.id)).all()
    newer = {one.corrects_id: one for one in every if one.corrects_id is not None}
    return [one for one in every if one.id not in newer or not newer[one.id].replaces(one)]


def usable_levers(session: Session, job: str) -> Sequence[Lever]:
    """The levers that practices, training, nudges and plans may build on, in the order they were registered.

    Supported ones only, and none that may follow success, goes with talent or was refuted.
    """
    analysis = verdicts_of(session, job)
    if analysis is None:
        return []
    usable = {str(row["lever"]) for row in rows(analysis.report, "verdicts") if row["usable"] == "yes"}
    return [one for one in levers(session, job) if one.code in usable and one.locked_at is not None]


def drawn(cells: Mapping[str, Cell]) -> str:
    """How sure a verdict is, as a class; what may follow success, or was refuted, is never drawn as sure."""
    sure = cells["causal"] not in (Causal.REVERSE_CAUSE_PLAUSIBLE.value, Causal.REFUTED.value)
    name = SURENESS[str(cells["verdict"])]
    return name if sure or name == "hatched" else "tier-borderline"


@dataclass(frozen=True, slots=True)
class Row:
    """One lever in the list of verdicts; ``lever`` is None where it is no longer registered under that code.

    ``decided`` is the effect the verdict rests on and ``q`` what it was asked by, None where nothing was decided.
    """

    lever: Lever | None
    cells: Mapping[str, Cell]
    decided: Estimate | None
    q: Cell
    joint: Estimate | None
    alone: Estimate | None

    @property
    def drawn(self) -> str:
        """How sure it is, as a class."""
        return drawn(self.cells)


def is_judged(session: Session, lever: Lever) -> bool:
    """Whether a lever, or a condition, has a verdict to look at."""
    condition = lever.type == "condition"
    analysis = (conditions_of if condition else verdicts_of)(session, lever.job)
    said = rows(analysis.report, "conditions" if condition else "verdicts") if analysis else []
    return any(row["condition" if condition else "lever"] == lever.code for row in said)


def listed(session: Session, job: str, report: Report) -> list[Row]:
    """Every lever with its verdict and the effects it rests on; by verdict, then as registered."""
    by = {one.code: one for one in levers(session, job)}
    effects = {(row["lever"], row["model"]): row["b"] for row in rows(report, "effects")}
    qs = {(row["lever"], row["model"]): row["q"] for row in rows(report, "effects")}
    found = [
        Row(
            by.get(str(cells["lever"])),
            cells,
            _estimate(cells["decided"]),
            qs.get((cells["lever"], cells["decided_on"])),
            _estimate(effects.get((cells["lever"], "joint"))),
            _estimate(effects.get((cells["lever"], "alone"))),
        )
        for cells in rows(report, "verdicts")
    ]
    order = list(SURENESS)
    return sorted(found, key=lambda one: order.index(str(one.cells["verdict"])))


def counts(found: Sequence[Row]) -> dict[str, int]:
    """How many levers have which verdict, in the order of the list."""
    return dict(Counter(str(one.cells["verdict"]) for one in found))


def names(session: Session, job: str) -> dict[str, str]:
    """What people call the levers of a job, by code."""
    return {one.code: one.name for one in levers(session, job)}


def working(session: Session, job: str) -> Job | None:
    """The computing of verdicts of a job that waits or is under way."""
    query = select(Job).where(Job.name == JUDGE, Job.state.in_(("waiting", "running")))
    return session.scalar(query.where(Job.arguments["job"].as_string() == job).order_by(Job.id.desc()).limit(1))


def _estimate(cell: Cell) -> Estimate | None:
    return cell if isinstance(cell, Estimate) else None
