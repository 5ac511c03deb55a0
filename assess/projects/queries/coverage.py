"""Is every critical part of the job covered by the profile, by the interview plan and by levers (requirement S1-20)?"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.guides.models import JobAnalysis
from assess.guides.queries.building import weights_of
from assess.guides.queries.guides import guides, newest_of
from assess.guides.queries.jobs import newest_closed, report_of
from assess.profiles.queries import approved
from assess.projects.queries.levers import hypotheses
from scoring.job_analysis import HALF
from scoring.results import Estimate, Report
from surveys.competencies import bank


@dataclass(frozen=True, slots=True)
class Area:
    """A critical task, the competencies it needs, and which of them each part of the system covers, by their names."""

    task: str
    competencies: tuple[str, ...]
    profile: tuple[str, ...]
    interview: tuple[str, ...]
    levers: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The parts that cover nothing of it."""
        return tuple(part for part in PARTS if not getattr(self, part))


PARTS = ("profile", "interview", "levers")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every critical task of the newest job analysis; ``status`` is told, too_few or not_asked."""

    status: str
    analysis: JobAnalysis | None
    areas: tuple[Area, ...] = ()

    @property
    def whole(self) -> int:
        """How many tasks no part leaves out."""
        return sum(not area.gaps for area in self.areas)


def coverage(session: Session, job: str) -> Coverage:
    """What of the job the profile in force, the published guides and the registered levers are about."""
    analysis = newest_closed(session, job)
    stored = report_of(session, analysis) if analysis else None
    if analysis is None or stored is None:
        return Coverage("not_asked", analysis)
    tasks = stored.report.table("tasks")
    critical = [
        str(task)
        for task, said in zip(tasks.column("task"), tasks.column("critical"), strict=True)
        if said == "yes"
    ]  # fmt: skip
    if "untold" in tasks.column("critical"):
        return Coverage("too_few", analysis)
    needed, names = _needed(stored.report), {code: one.name for code, one in bank().competencies.items()}
    covered = {"profile": _profiled(session, job), "interview": _asked(session, job), "levers": _studied(session, job)}
    return Coverage("told", analysis, tuple(_area(task, needed.get(task, ()), covered, names) for task in critical))


def _area(
    task: str, codes: tuple[str, ...], covered: Mapping[str, set[str]], names: Mapping[str, str]
) -> Area:  # fmt: skip
    found = {part: tuple(names.get(code, code) for code in codes if code in known) for part, known in covered.items()}
    return Area(task, tuple(names.get(code, code) for code in codes), **found)


def _needed(report: Report) -> dict[str, tuple[str, ...]]:
    """By task, the competencies half of the experts or more need for it."""
    competencies, tied = report.table("competencies"), report.table("links")
    codes = dict(zip(competencies.column("competency"), competencies.column("item_code"), strict=True))
    found: dict[str, tuple[str, ...]] = {}
    for name, task, share in zip(*(tied.column(key) for key in ("competency", "task", "tied")), strict=True):
        if isinstance(share, Estimate) and (share.value or 0.0) >= HALF:
            found[str(task)] = (*found.get(str(task), ()), str(codes.get(name, name)))
    return found


def _profiled(session: Session, job: str) -> set[str]:
    """Competencies whose scales carry weight in the profile in force."""
    profile = approved(session, job)
    weights = weights_of(session, profile) if profile else {}
    return {code for code, one in bank().competencies.items() if any(weights.get(scale) for scale in one.scales)}


def _asked(session: Session, job: str) -> set[str]:
    """Competencies a published guide of the job asks about."""
    mine = [one for one in guides(session) if one.job == job]
    return {code for instrument in newest_of(session, mine).values() for code in instrument.items}


def _studied(session: Session, job: str) -> set[str]:
    """Competencies that a registered lever of the job is about: by its own code or by the levers they are seen in."""
    registered = {one.code for one in hypotheses(session, job)}
    return {code for code, one in bank().competencies.items() if code in registered or registered & set(one.levers)}
