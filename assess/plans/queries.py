"""Plans a viewer takes part in, what each side may see by now, and how a goal goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Role
from assess.analyses.queries import latest
from assess.errors import NotFound
from assess.jobs.models import Job
from assess.levers.models.registry import Lever
from assess.levers.queries.verdicts import rows, usable_levers, verdicts_of
from assess.people.models import Account, Person, Team
from assess.performance.queries.managers import criterion_of
from assess.plans.models import Goal, Plan
from assess.practices.queries import why_not
from scoring.change.control_chart import Chart, Signal, p_chart, xmr
from scoring.change.course import Course, course
from scoring.change.reliable import ReliableChange, reliable_change, slope
from scoring.reports.payoff import TEAM
from scoring.results import Estimate, Report
from surveys.moments import now

#: Who takes part in plans: one's own, or those of the people one leads.
PARTNERS = (Role.EMPLOYEE, Role.LINE_MANAGER)
#: Days of a month, near enough for a plan.
DAYS = 30.4
#: A check-in not held so many days after it was due is shown as missed to both (methods §12.5).
GRACE = 7


@dataclass(frozen=True, slots=True)
class Following:
    """How a goal goes: the course of what was measured, the change since the baseline, and the next look.

    ``chart`` holds the limits of chance, one entry a day of ``days``, and ``slope`` the change in a month; each None
    where the measure is of the other kind (a score has a slope, a count or a share limits).
    """

    goal: Goal
    course: Course
    change: ReliableChange | None
    days: Sequence[date]
    chart: Chart | None
    slope: Estimate | None
    next: date
    due: bool
    missed: bool

    @property
    def centre(self) -> float | None:
        """The middle of the chart, in the unit of the goal."""
        return None if self.chart is None or self.chart.centre is None else self.chart.centre * self._unit

    @property
    def limits(self) -> tuple[dict[date, float], dict[date, float]]:
        """Between what and what chance moves it on each day, in the unit of the goal; empty while there are none."""
        if self.chart is None or self.chart.caveats:
            return {}, {}
        low, high = (
            {on: float(at) * self._unit for on, at in zip(self.days, side, strict=True)}
            for side in (self.chart.low, self.chart.high)
        )
        return low, high

    @property
    def signals(self) -> dict[date, frozenset[Signal]]:
        """By day what is unlikely by chance alone."""
        return dict(zip(self.days, self.chart.signals, strict=True)) if self.chart else {}

    @property
    def _unit(self) -> float:
        # a chart of shares runs from 0 to 1, the goal says "3 of 10"
        return float(self.goal.per) if self.goal.per and shares(self.goal) else 1.0


def side_of(session: Session, viewer: Account, person: Person) -> str:
    """Whether the viewer is the ``person``, or the ``manager`` of their team; empty for anybody else."""
    if viewer.person_id is None:
        return ""
    if viewer.person_id == person.id:
        return "person"
    leads = person.team_id is not None and session.scalar(
        select(Team.id).where(Team.id == person.team_id, Team.manager_id == viewer.person_id)
    )
    return "manager" if leads and Role.LINE_MANAGER in viewer.role_names else ""


def signs_in(session: Session, person: Person) -> bool:
    """Whether somebody has an account with which they could take part in a plan of their own."""
    accounts = session.scalars(select(Account).where(Account.person_id == person.id, Account.active))
    return any(one.role_names & set(PARTNERS) for one in accounts)


def manager_of(session: Session, person: Person) -> Account | None:
    """Who is the other side of a plan: the account of whoever leads the person's team, unless it is themselves."""
    found = select(Account).join(Team, Team.manager_id == Account.person_id).where(Team.id == person.team_id)
    accounts = session.scalars(found.where(Account.active, Account.person_id != person.id))
    return next((one for one in accounts if Role.LINE_MANAGER in one.role_names), None)


def plan(session: Session, viewer: Account, id: int) -> tuple[Plan, str]:
    """A plan and the viewer's side in it; NotFound for everybody else."""
    query = select(Plan).where(Plan.id == id).options(
        joinedload(Plan.person).joinedload(Person.team), joinedload(Plan.advice), selectinload(Plan.signatures),
        selectinload(Plan.goals).options(joinedload(Goal.lever), selectinload(Goal.check_ins)),
    )  # fmt: skip
    found = session.scalar(query)
    side = side_of(session, viewer, found.person) if found is not None else ""
    if found is None or not side:
        raise NotFound
    return found, side


def goal(session: Session, viewer: Account, id: int) -> tuple[Goal, str]:
    """A goal of a plan the viewer takes part in, and their side; NotFound."""
    found = session.get(Goal, id)
    if found is None:
        raise NotFound
    _plan, side = plan(session, viewer, found.plan_id)
    return found, side


def person(session: Session, viewer: Account, id: int) -> Person:
    """Somebody for whom the viewer may begin a plan: themselves, or one they lead; NotFound."""
    found = session.get(Person, id)
    if found is None or not side_of(session, viewer, found):
        raise NotFound
    return found


def mine(session: Session, viewer: Account) -> Plan | None:
    """The viewer's own plan in hand."""
    query = select(Plan).where(Plan.person_id == viewer.person_id, Plan.ended_at.is_(None))
    return session.scalar(query.options(selectinload(Plan.goals), selectinload(Plan.signatures)))


def team(session: Session, viewer: Account) -> Sequence[tuple[Person, Plan | None, bool]]:
    """The people the viewer leads, by name, with the plan each has in hand and whether they can sign in at all."""
    if viewer.person_id is None or Role.LINE_MANAGER not in viewer.role_names:
        return []
    has_account = exists().where(Account.person_id == Person.id, Account.active)
    query = (
        select(Person, Plan, has_account)
        .join(Team, Team.id == Person.team_id)
        .outerjoin(Plan, (Plan.person_id == Person.id) & Plan.ended_at.is_(None))
        .where(Team.manager_id == viewer.person_id, Person.id != viewer.person_id, Person.status == "active")
        .order_by(Person.name)
        .options(selectinload(Plan.goals), selectinload(Plan.signatures))
    )
    return [(one, own, can) for one, own, can in session.execute(query)]


def waiting(session: Session, viewer: Account) -> list[tuple[Plan, str, datetime]]:
    """Plans that wait for the viewer, each with the step (rank, agree, sign or look) and since when it waits."""
    if viewer.person_id is None:
        return []
    mine = Plan.person_id == viewer.person_id
    led = Plan.person.has(Person.team.has(Team.manager_id == viewer.person_id))
    query = select(Plan).where(Plan.ended_at.is_(None), mine | led if Role.LINE_MANAGER in viewer.role_names else mine)
    query = query.order_by(Plan.id).options(
        joinedload(Plan.person), selectinload(Plan.signatures), selectinload(Plan.goals).selectinload(Goal.check_ins)
    )
    found = []
    for one in session.scalars(query):
        if step := _step(one, "person" if one.person_id == viewer.person_id else "manager"):
            found.append((one, *step))
    return found


def _step(found: Plan, side: str) -> tuple[str, datetime] | None:
    """What one side has to do next, and since when; None where it is the other's turn or nobody's."""
    if found.state == "choosing":
        return ("rank", found.begun_at) if getattr(found, f"{side}_choice") is None else None
    if found.state == "proposed":
        step = "sign" if found.goals else "agree"
        return None if side in found.signed else (step, found.begun_at)
    due = [one.next for one in map(following, found.goals) if one.due]
    return ("look", datetime.combine(min(due), time(), UTC)) if due else None


def choices(session: Session, job: str) -> Sequence[Lever]:
    """The skills that may be chosen: supported, usable, and the person's own to change (no conditions)."""
    return [one for one in usable_levers(session, job) if one.type != "condition"]


def advice(found: Plan) -> Report | None:
    """What the figures say; only once both sides have ranked by themselves."""
    if found.person_choice is None or found.manager_choice is None or found.advice is None:
        return None
    return found.advice.report


def no_advice(session: Session, found: Plan) -> str:
    """The key of the words that say why the figures say nothing (yet)."""
    job = select(Job.id).where(Job.name == "plans.advise", Job.state.in_(("waiting", "running")))
    if session.scalar(job.where(Job.arguments["id"].as_integer() == found.id).limit(1)) is not None:
        return "plans.no_advice.working"
    if criterion_of(session, found.person.job) is None:
        return "plans.no_advice.tiers"
    return f"plans.no_advice.{'verdicts' if verdicts_of(session, found.person.job) is None else 'not_asked'}"


def same_advice(session: Session, found: Plan) -> tuple[int, int] | None:
    """Of how many of a team how many would get the same first advice, where that is most and not plainly right for each
    of them (requirement S3-11)."""
    said, told = advice(found), latest(session, TEAM, f"plan:{found.id}")
    first = next(iter(rows(said, "skills")), None) if said else None
    if first is None or told is None or found.person.team is None:
        return None
    for row in rows(told.report, "generic"):
        if row["team"] == found.person.team.name and row["lever"] == first["lever"]:
            return int(str(row["people"])), int(str(row["of"]))
    return None


def against(session: Session, found: Plan) -> dict[int, str]:
    """By goal the key of the words that say what speaks by now against its skill; nothing of goals that still stand."""
    return {one.id: key for one in found.goals if (key := why_not(session, one.lever))}


def first_thoughts(found: Plan) -> Goal:
    """A goal as it stands before anybody wrote it: from today, over the months of the plan; no part of any session."""
    begins = now().date()
    return Goal(begins=begins, due=begins + timedelta(days=round(found.months * DAYS)), error=0.0, cadence=14)


def shares(goal: Goal) -> bool:
    """Whether what was measured is counted of a number of chances each time."""
    return goal.per is not None and all(one.chances is not None for one in goal.check_ins if one.value is not None)


def following(goal: Goal, today: date | None = None) -> Following:
    """How a goal goes by what was measured."""
    today = today or now().date()
    seen = [one for one in goal.check_ins if one.value is not None and one.on >= goal.begins]
    days, counts = [one.on for one in seen], [one.value or 0.0 for one in seen]
    parts = [one.chances or 0 for one in seen]
    values = [k / n * goal.per if goal.per and n else k for k, n in zip(counts, parts, strict=True)]
    measured = list(zip(days, values, strict=True))
    went = course(goal.baseline, goal.target, goal.begins, goal.due, measured, goal.error)
    change = reliable_change(goal.baseline, values[-1], goal.error) if values and goal.error > 0 else None
    chart, moves = None, None
    if goal.error > 0:
        moves = slope(values, [(on - goal.begins).days / DAYS for on in days])
    elif seen:
        chart = p_chart(counts, parts) if shares(goal) else xmr(values)
    last = max((one.on for one in goal.check_ins), default=goal.begins)
    following = last + timedelta(days=goal.cadence)
    late = (today - following).days
    return Following(goal, went, change, days, chart, moves, following, late >= 0, late > GRACE)
