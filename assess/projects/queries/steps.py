"""How far are the six steps? What records tell is never typed in; of the rest, what somebody said and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from assess.guides.queries.guides import guides, newest_of
from assess.hiring.models import Opening
from assess.levers.models import Lever
from assess.people.models import Person
from assess.performance.models import Measure, RatedPerson
from assess.performance.queries import rating_of
from assess.practices.models import Practice
from assess.profiles.queries import approved, newest
from assess.projects.models import STEPS, AlignmentItem, Project, StepStatement
from assess.projects.queries.alignment import element_states, items, review
from assess.projects.queries.levers import hypotheses, verdicts_of


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six: ``state`` is not_begun, begun or done, ``key`` finds the sentence of what is known.

    ``stated`` is what somebody said, where no record tells; ``needed`` are keys of what is missing.
    """

    name: str
    state: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    since: datetime | None = None
    endpoint: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    stated: StepStatement | None = None
    needed: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether records tell."""
        return self.key != "projects.step.stated" and self.key != "projects.step.unsaid"


def steps(session: Session, project: Project, rows: Sequence[AlignmentItem] | None = None) -> list[Step]:
    """The six steps of a project, in order."""
    job = project.job
    rows = items(session, project) if rows is None else rows
    found = {
        "performer_analysis": _performers(session, job),
        "selection": _selection(session, job),
        "lever_identification": _levers(session, job),
        "practices_capture": _practices(session, job),
        "other_alignment": _alignment(session, project, rows),
    }
    said = _statements(session, project)
    return [found.get(name) or _stated(name, said.get(name)) for name in STEPS]


def _performers(session: Session, job: str) -> Step:
    place = {"role": job}
    rating = rating_of(session, job)
    if rating is not None:
        people = select(func.count()).select_from(RatedPerson).where(RatedPerson.rating_id == rating.id)
        n = session.scalar(people) or 0
        since = rating.analysis.made_at
        return Step("performer_analysis", "done", "projects.step.tiers", {"n": n}, since, "performance.tiers", place)
    measured = select(Measure.id).join(Person, Person.id == Measure.person_id).where(Person.job == job)
    if session.scalar(select(exists(measured))):
        return Step("performer_analysis", "begun", "projects.step.results", {}, None, "performance.tiers", place)
    return Step("performer_analysis", "not_begun", "projects.step.no_results", endpoint="performance.uploads")


def _selection(session: Session, job: str) -> Step:
    """A profile somebody approved and a published guide make selection ready; openings are where it is used."""
    profile = approved(session, job)
    mine = [one for one in guides(session) if one.job == job]
    asked = bool(newest_of(session, mine)) if mine else False
    opened = session.scalar(select(func.count()).select_from(Opening).where(Opening.job == job)) or 0
    needed = tuple(
        key for key, there in (("projects.needs.profile", profile), ("projects.needs.guide", asked)) if not there
    )
    values = {"openings": opened}
    if not needed and profile is not None:
        place = {"id": profile.id}
        since = profile.approved_at
        return Step("selection", "done", "projects.step.selecting_ready", values, since, "profiles.profile", place)
    some = profile is not None or asked or opened or newest(session, job) is not None
    state, key = ("begun", "projects.step.selecting") if some else ("not_begun", "projects.step.no_selection")
    return Step("selection", state, key, values, None, "profiles.index", needed=needed)


def _levers(session: Session, job: str) -> Step:
    name, place = "lever_identification", {"job": job}
    stored, n = verdicts_of(session, job), len(hypotheses(session, job))
    if stored is not None:
        values = {"n": len(stored.report.table("verdicts").rows)}
        return Step(name, "done", "projects.step.verdicts", values, stored.made_at, "levers.index", place)
    if n:
        return Step(name, "begun", "projects.step.registered", {"n": n}, None, "levers.index", place)
    return Step(name, "not_begun", "projects.step.no_levers", {}, None, "levers.index", place)


def _practices(session: Session, job: str) -> Step:
    """Done when both panels judged one at least and all may read it."""
    name, place = "practices_capture", {"job": job}
    mine = select(Practice).join(Lever, Lever.id == Practice.lever_id).where(Lever.job == job)
    found = session.scalars(mine).all()
    shared = [one.published_at for one in found if one.published_at is not None]
    if not found:
        return Step(name, "not_begun", "projects.step.no_practices", {}, None, "practices.index", place)
    values = {"n": len(found), "shared": len(shared)}
    state, since = ("done", max(shared)) if shared else ("begun", None)
    return Step(name, state, "projects.step.practices", values, since, "practices.index", place)


def _alignment(session: Session, project: Project, rows: Sequence[AlignmentItem]) -> Step:
    """Done when every category was gone through and every element that was found is aligned."""
    categories, states = review(session, project, rows), element_states(rows)
    looked = sum(one.state != "not_looked" for one in categories)
    aligned = sum(one == "aligned" for one in states.values())
    done = looked == len(categories) and aligned == len(states)
    values = {"looked": looked, "of": len(categories), "aligned": aligned, "elements": len(states)}
    state = "done" if done else "begun" if looked or rows else "not_begun"
    place = {"id": project.id}
    return Step("other_alignment", state, "projects.step.alignment", values, None, "projects.scorecard", place)


def _statements(session: Session, project: Project) -> dict[str, StepStatement]:
    query = select(StepStatement).where(StepStatement.project_id == project.id).order_by(StepStatement.id)
    return {one.step: one for one in session.scalars(query)}


def _stated(name: str, said: StepStatement | None) -> Step:
    if said is None:
        return Step(name, "not_begun", "projects.step.unsaid")
    return Step(name, said.state, "projects.step.stated", {}, said.stated_at, stated=said)
