"""Opening a job analysis, asking experts, keeping what they say, closing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.guides.models import CompetencyLink, CompetencyRating, Expert, JobAnalysis, JobTask, TaskRating
from assess.guides.queries.jobs import begun
from assess.jobs.actions import enqueue
from assess.people.models import Account
from surveys.competencies import bank
from surveys.moments import now

#: Nobody rates more tasks than these with care.
MOST_TASKS = 40


class AnalysisUnderWay(Conflict):
    """One analysis of a job is open at a time."""

    key = "guides.analysis_under_way"


class AnalysisClosed(Conflict):
    """The analysis is over."""

    key = "guides.analysis_closed"


class TasksFixed(Conflict):
    """An expert has rated the tasks; changing them would change what was rated."""

    key = "guides.tasks_fixed"


class BadTasks(Refusal):
    """No task, too many, one too long, or one twice."""

    status = 422
    key = "guides.bad_tasks"


class HandedIn(Conflict):
    """What was handed in stays."""

    key = "guides.handed_in"


class NothingSaid(Conflict):
    """Nobody has handed in yet, so there is nothing to compute."""

    key = "guides.nothing_said"


@dataclass(frozen=True, slots=True)
class Said:
    """What an expert says: task id to (frequency, importance or None), competency to importance and to task ids."""

    tasks: Mapping[int, tuple[int, int | None]]
    competencies: Mapping[str, int]
    links: Mapping[str, Sequence[int]]


def begin(session: Session, actor: str, job: str, families: Sequence[str]) -> JobAnalysis:
    """Open an analysis of a job with the usual tasks and competencies of these families; AnalysisUnderWay."""
    found = [bank().families[code] for code in families]
    number = session.scalar(select(func.max(JobAnalysis.number)).where(JobAnalysis.job == job)) or 0
    made = JobAnalysis(
        job=job,
        number=number + 1,
        competencies=[one.code for family in found for one in family.competencies],
        made_by=actor,
        tasks=[
            JobTask(position=at, text=task)
            for at, task in enumerate((task for family in found for task in family.tasks), start=1)
        ],
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        raise AnalysisUnderWay(job=job) from None
    record(session, actor, "guides.analysis_begun", f"job_analysis:{made.id}", job=job)
    return made


def set_tasks(session: Session, actor: str, analysis: JobAnalysis, texts: Sequence[str]) -> None:
    """These tasks, in this order, in place of those there are; TasksFixed once one was rated, BadTasks."""
    _open(session, analysis)
    wanted = [text.strip() for text in texts if text.strip()]
    if [task.text for task in analysis.tasks] == wanted:
        return
    if begun(session, analysis):
        raise TasksFixed
    if not wanted or len(wanted) > MOST_TASKS or len(set(wanted)) < len(wanted) or max(map(len, wanted)) > 300:
        raise BadTasks(most=MOST_TASKS)
    analysis.tasks = [JobTask(position=at, text=text) for at, text in enumerate(wanted, start=1)]
    session.flush()
    record(session, actor, "guides.tasks_set", f"job_analysis:{analysis.id}", tasks=len(wanted))


def ask(session: Session, actor: str, analysis: JobAnalysis, accounts: Sequence[Account], standing: str) -> int:
    """Ask these people, each once, by mail; returns how many are new."""
    _open(session, analysis)
    session.refresh(analysis, ["experts"])
    known = {expert.account_id for expert in analysis.experts}
    new = [Expert(account=account, standing=standing) for account in accounts if account.id not in known]
    analysis.experts.extend(new)
    session.flush()
    for expert in new:
        enqueue(session, "guides.ask_expert", id=expert.id)
    if new:
        record(session, actor, "guides.experts_asked", f"job_analysis:{analysis.id}", n=len(new), standing=standing)
    return len(new)


def say(session: Session, expert: Expert, said: Said) -> None:
    """Keep what an expert says so far; tasks and competencies that were not asked about are left out. HandedIn."""
    _open(session, expert.analysis)
    session.refresh(expert, ["submitted_at", "tasks", "competencies"])
    if expert.submitted_at is not None:
        raise HandedIn
    tasks = {task.id for task in expert.analysis.tasks}
    expert.tasks = []
    expert.competencies = []
    session.flush()
    expert.tasks = [
        TaskRating(task_id=id, frequency=frequency, importance=importance if frequency else None)
        for id, (frequency, importance) in said.tasks.items()
        if id in tasks
    ]
    expert.competencies = [
        CompetencyRating(
            competency=code,
            importance=importance,
            links=[CompetencyLink(task_id=id) for id in dict.fromkeys(said.links.get(code, ())) if id in tasks],
        )
        for code, importance in said.competencies.items()
        if code in expert.analysis.competencies
    ]
    session.flush()


def hand_in(session: Session, expert: Expert) -> None:
    """What this expert said stands; HandedIn the second time."""
    _open(session, expert.analysis)
    session.refresh(expert, ["submitted_at"])
    if expert.submitted_at is not None:
        raise HandedIn
    expert.submitted_at = now()
    session.flush()
    record(session, expert.account.pseudonym, "guides.expert_handed_in", f"job_analysis:{expert.analysis_id}")


def close(session: Session, actor: str, analysis: JobAnalysis) -> None:
    """End the asking and have the answers that were handed in computed; NothingSaid."""
    _open(session, analysis)
    if not any(expert.submitted_at for expert in analysis.experts):
        raise NothingSaid
    analysis.state, analysis.closed_at = "closed", now()
    session.flush()
    record(session, actor, "guides.analysis_closed", f"job_analysis:{analysis.id}")
    enqueue(session, "guides.compute_analysis", id=analysis.id, actor=actor)


def _open(session: Session, analysis: JobAnalysis) -> None:
    # held until the end: nobody hands in while it is being closed, nobody is asked twice by two at once
    session.refresh(analysis, ["state"], with_for_update=True)
    if analysis.state != "open":
        raise AnalysisClosed
