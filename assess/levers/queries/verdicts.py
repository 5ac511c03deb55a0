"""Stored verdicts on levers, the bundle and conditions, and what practices and plans may build on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

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
from scoring.levers import Causal
from scoring.levers.inputs import Tested
from scoring.reports.bundle import KIND as BUNDLE
from scoring.reports.conditions import KIND as CONDITIONS
from scoring.reports.intervention import KIND as INTERVENTION
from scoring.reports.levers import KIND
from scoring.results import Cell, Estimate, Report

#: The job that computes them.
JUDGE = "levers.judge"
#: Reports whose files may be taken away from these pages.
KINDS = (KIND, BUNDLE, CONDITIONS, INTERVENTION)
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
    """By code of the lever, what its interventions with a control said: of several the newest that says anything."""
    found: dict[str, Tested] = {}
    for one in interventions_of(session, job):
        analysis = latest(session, INTERVENTION, intervention_subject(one.id))
        for row in rows(analysis.report, "status") if analysis else []:
            if row["causal"] in _SAID:
                found[one.lever.code] = _SAID[str(row["causal"])]
    return found


def intervention_subject(id: int) -> str:
    """What the Report of an intervention is stored under."""
    return f"intervention:{id}"


def interventions_of(session: Session, job: str) -> Sequence[Intervention]:
    """The interventions of a job that no other corrects, in the order they began."""
    corrected = select(Intervention.corrects_id).where(Intervention.corrects_id.is_not(None))
    query = select(Intervention).join(Lever).where(Lever.job == job, Intervention.id.not_in(corrected))
    return session.scalars(query.order_by(Intervention.start, Intervention.id)).all()


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

    ``decided`` is the effect the verdict rests on, None where nothing was decided.
    """

    lever: Lever | None
    cells: Mapping[str, Cell]
    decided: Estimate | None
    joint: Estimate | None
    alone: Estimate | None

    @property
    def drawn(self) -> str:
        """How sure it is, as a class."""
        return drawn(self.cells)


def listed(session: Session, job: str, report: Report) -> list[Row]:
    """Every lever with its verdict and the effects it rests on; by verdict, then as registered."""
    by = {one.code: one for one in levers(session, job)}
    effects = {(row["lever"], row["model"]): row["b"] for row in rows(report, "effects")}
    found = [
        Row(
            by.get(str(cells["lever"])),
            cells,
            _estimate(cells["decided"]),
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
