"""Reading job analyses: what experts are asked, what they said, and which competencies the job calls for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, selectinload

from assess.analyses.models import Analysis
from assess.errors import NotFound
from assess.guides.models import CompetencyRating, Expert, JobAnalysis, JobTask
from assess.hiring.models import Opening
from assess.people.models import Account, Person, Team
from scoring.job_analysis import HALF
from scoring.results import Estimate
from surveys.competencies import Competency, Family, bank

#: People on one list to choose from; people asked at once.
MOST_SHOWN, MOST_ASKED = 50, 500


@dataclass(frozen=True, slots=True)
class Link:
    """What the experts on a job said of a competency: ``status`` is linked, unlinked or untold."""

    status: str
    importance: Estimate
    serves: str


def jobs(session: Session) -> list[str]:
    """Every job somebody does or is sought for, by name."""
    done = session.scalars(select(Person.job).where(Person.job != "").distinct())
    sought = session.scalars(select(Opening.job).where(Opening.job != "").distinct())
    return sorted({*done, *sought})


def job_named(session: Session, name: str) -> str:
    """A job that is done or sought; NotFound."""
    for column in (Person.job, Opening.job):
        if name and session.scalar(select(column).where(column == name).limit(1)) is not None:
            return name
    raise NotFound


def family_of(session: Session, job: str) -> Family:
    """The competencies a job most likely needs: those for people who lead where somebody in it leads a team."""
    leads = select(Team.id).join(Team.manager).where(Person.job == job).limit(1)
    wanted = session.scalar(leads) is not None
    return next(one for one in bank().families.values() if one.leads == wanted and not one.chronological)


def analyses(session: Session) -> Sequence[JobAnalysis]:
    """Every job analysis, by job, the newest of each first."""
    query = select(JobAnalysis).options(selectinload(JobAnalysis.experts), selectinload(JobAnalysis.tasks))
    return session.scalars(query.order_by(JobAnalysis.job, JobAnalysis.number.desc())).all()


def analysis(session: Session, id: int) -> JobAnalysis:
    """One job analysis; NotFound. Who may look is decided by role alone."""
    found = session.get(JobAnalysis, id)
    if found is None:
        raise NotFound
    return found


def newest_closed(session: Session, job: str) -> JobAnalysis | None:
    """The last analysis of a job that is over."""
    query = select(JobAnalysis).where(JobAnalysis.job == job, JobAnalysis.state == "closed")
    return session.scalar(query.order_by(JobAnalysis.number.desc()).limit(1))


def open_one(session: Session, job: str) -> JobAnalysis | None:
    """The analysis of a job that is under way."""
    return session.scalar(select(JobAnalysis).where(JobAnalysis.job == job, JobAnalysis.state == "open"))


def report_of(session: Session, analysis: JobAnalysis) -> Analysis | None:
    """The stored Report of an analysis; None until it is computed."""
    return session.get(Analysis, analysis.report_id) if analysis.report_id else None


def links(session: Session, job: str) -> Mapping[str, Link]:
    """What the experts of the newest closed analysis said of each competency; empty without one."""
    newest = newest_closed(session, job)
    stored = report_of(session, newest) if newest else None
    if stored is None:
        return {}
    table = stored.report.table("competencies")
    columns = (table.column(key) for key in ("item_code", "link", "importance", "serves"))
    return {
        str(code): Link(str(status), importance, str(serves or ""))
        for code, status, importance, serves in zip(*columns, strict=True)
        if isinstance(importance, Estimate)
    }


def asked_about(analysis: JobAnalysis) -> list[Competency]:
    """The competencies of the bank an analysis asks about; one the bank no longer holds is left out."""
    known = bank().competencies
    return [known[code] for code in analysis.competencies if code in known]


def expert_for(session: Session, viewer: Account, analysis_id: int) -> Expert:
    """The viewer's own place among the experts of an analysis; NotFound for everybody else."""
    query = select(Expert).where(Expert.analysis_id == analysis_id, Expert.account_id == viewer.id)
    found = session.scalar(
        query.options(
            selectinload(Expert.tasks), selectinload(Expert.competencies).selectinload(CompetencyRating.links)
        )
    )
    if found is None:
        raise NotFound
    return found


def asked(session: Session, viewer: Account) -> Sequence[Expert]:
    """Open analyses the viewer is an expert of and has not answered."""
    query = select(Expert).join(Expert.analysis).where(Expert.account_id == viewer.id, Expert.submitted_at.is_(None))
    return session.scalars(query.where(JobAnalysis.state == "open").order_by(Expert.id)).all()


def begun(session: Session, analysis: JobAnalysis) -> bool:
    """Whether an expert has rated anything, so that the tasks stand."""
    tasks = select(JobTask.id).where(JobTask.analysis_id == analysis.id)
    rated = select(func.count()).select_from(Expert).where(Expert.analysis_id == analysis.id, Expert.tasks.any())
    return bool(session.scalar(rated)) and session.scalar(tasks.limit(1)) is not None


def people_to_ask(session: Session, words: str = "", job: str = "") -> Sequence[Account]:
    """The first of those who can be asked, by name: who does the job before others, or whose name holds the words."""
    query = select(Account).outerjoin(Account.person).where(Account.active)
    if words.strip():
        query = query.where(Account.name.icontains(words.strip(), autoescape=True))
    does_it = case((Person.job == job, 0), else_=1)
    return session.scalars(query.order_by(does_it, Account.name, Account.id).limit(MOST_SHOWN)).all()


def accounts(session: Session, ids: Collection[int]) -> Sequence[Account]:
    """Those of these accounts that can sign in, by name."""
    query = select(Account).where(Account.active, Account.id.in_(list(ids)[:MOST_ASKED]))
    return session.scalars(query.order_by(Account.name, Account.id)).all()


def uncovered(session: Session, job: str, codes: Collection[str]) -> list[str] | None:
    """Critical tasks of a job that none of these competencies is needed for; None where experts were not asked."""
    newest = newest_closed(session, job)
    stored = report_of(session, newest) if newest else None
    if stored is None:
        return None
    report = stored.report
    competencies, tasks, tied = (report.table(key) for key in ("competencies", "tasks", "links"))
    names = dict(zip(competencies.column("competency"), competencies.column("item_code"), strict=True))
    rows = zip(*(tied.column(key) for key in ("competency", "task", "tied")), strict=True)
    served = {
        task
        for name, task, share in rows
        if names.get(name) in codes and isinstance(share, Estimate) and (share.value or 0.0) >= HALF
    }
    critical = zip(tasks.column("task"), tasks.column("critical"), strict=True)
    return [str(task) for task, is_critical in critical if is_critical == "yes" and task not in served]
