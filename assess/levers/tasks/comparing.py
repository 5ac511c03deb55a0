"""What came of roll-outs: teams that worked with a lever against teams that did not, anew whenever results are new."""

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.analyses.models import Analysis
from assess.audit.actions import SYSTEM, record
from assess.jobs.actions import enqueue
from assess.jobs.tasks import task
from assess.levers.frames import by_period, measured, of_teams
from assess.levers.queries.interventions import intervention, result_of
from assess.levers.queries.registry import opening
from assess.levers.queries.verdicts import JUDGE, intervention_subject, interventions_of, rows, verdicts_of
from assess.levers.tasks.bundling import SEED
from assess.levers.tasks.judging import results_behind
from assess.performance.queries import tiers_of
from scoring.change import difference_in_differences
from scoring.change.results import Design
from scoring.errors import ScoringError
from scoring.refusals import caveat
from scoring.reports.intervention import KIND, report
from scoring.results import Estimate, Report, Sentence


@task("levers.compare_again", "performance.rated")
def compare_again(session: Session, id: int) -> None:
    """The results of a job are new: so is what came of its roll-outs."""
    for one in interventions_of(session, session.get_one(Analysis, id).subject.removeprefix("job:")):
        enqueue(session, "levers.compare", id=one.id)


@task("levers.compare")
def compare(session: Session, id: int) -> None:
    """Difference in differences of one roll-out; where it says something new, the verdicts are asked for again."""
    one = intervention(session, id)
    job = one.lever.job
    analysis = tiers_of(session, job)
    found = results_behind(session, job, analysis) if analysis is not None else None
    if found is None or opening(session, job) is None:
        return
    teams = {arm.team.name for arm in one.arms}
    results = of_teams(by_period(found), teams)
    lever = of_teams(measured(session, job, [one.lever]), teams, results)
    starts = {arm.team.name: (arm.start or one.start).isoformat() for arm in one.arms if arm.treated}
    expected = _joint(session, job, one.lever.code)
    planned, low = one.planned_before, one.picked_low
    given = {"design": one.design, "starts": starts, "picked_low": low, "planned": planned, "expected": expected}
    session.commit()  # the draws take seconds: nobody waits for a lock meanwhile
    try:
        made = report(
            difference_in_differences(
                results, starts, Design(one.design), lever=lever, expected=expected,
                direction=one.lever.direction, picked_low=low, planned=planned, seed=SEED,
            )
        )  # fmt: skip
    except ScoringError as problem:
        made = Report(KIND, Sentence("intervention.unusable"), caveats=(caveat(problem),))
    made = provenance(made, {"results": results, "lever": lever}, SEED, job=job, **given)
    last = result_of(session, id)
    if last is not None and last.report_json == made.to_json():
        return
    kept = store(session, made, intervention_subject(id), SYSTEM)
    record(session, SYSTEM, "levers.compared", f"analysis:{kept.id}", intervention=id)
    if last is None or rows(last.report, "status") != rows(made, "status"):
        enqueue(session, JUDGE, job=job)


def _joint(session: Session, job: str, code: str) -> float | None:
    """The association of the lever with the others held equal."""
    analysis = verdicts_of(session, job)
    effects = rows(analysis.report, "effects") if analysis else []
    found = next((row["b"] for row in effects if (row["lever"], row["model"]) == (code, "joint")), None)
    return found.value if isinstance(found, Estimate) else None
