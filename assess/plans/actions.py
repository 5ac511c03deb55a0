"""Beginning a plan, ranking apart, writing goals, signing, and looking at how it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.jobs.actions import announce, enqueue
from assess.people.models import Person
from assess.plans.models import MOST_GOALS, CheckIn, Goal, Plan, Signature
from assess.plans.queries import choices, manager_of, signs_in
from surveys.moments import now


class NothingSupported(Conflict):
    """No skill of this job may be worked on yet."""

    key = "plans.nothing_supported"


class NobodyLeads(Conflict):
    """A plan takes two, and the manager's side cannot sign in."""

    key = "plans.nobody_leads"


class NoAccount(Conflict):
    """A plan takes two, and the person's side cannot sign in."""

    key = "plans.no_account"


class PlanInHand(Conflict):
    """Somebody has one plan at a time."""

    key = "plans.in_hand"


class ChosenAlready(Conflict):
    """A ranking is given once, so that nobody adapts theirs to the other's."""

    key = "plans.chosen_already"


class ChooseFirst(Conflict):
    """Both rank by themselves before anything is agreed."""

    key = "plans.choose_first"


class Over(Conflict):
    """A plan that has ended stays as it is."""

    key = "plans.over"


class GoalsEnough(Conflict):
    """Nobody works on more than two things at a time."""

    key = "plans.goals_enough"


class NothingToSign(Conflict):
    """A plan without a goal is none."""

    key = "plans.nothing_to_sign"


class Changed(Conflict):
    """What is signed is what was read."""

    key = "plans.changed"


class NotAgreed(Conflict):
    """Only what both have signed is followed up."""

    key = "plans.not_agreed"


class LookedAlready(Conflict):
    """There is one check-in a day."""

    key = "plans.looked_already"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A goal as both sides write it; from ``baseline`` at ``begins`` to ``target`` at ``due``."""

    lever_id: int
    behaviour: str
    why: str
    measure: str
    source: str
    baseline: float
    target: float
    error: float
    begins: date
    due: date
    support: str
    schedule: str
    cadence: int
    per: int | None = None


def begin(session: Session, actor: str, person: Person, months: int = 3) -> Plan:
    """Ask the question for one person; the worker computes what promises most meanwhile."""
    if not choices(session, person.job):
        raise NothingSupported
    if manager_of(session, person) is None:
        raise NobodyLeads(name=person.name)
    if not signs_in(session, person):
        raise NoAccount(name=person.name)
    # of two who begin at once the second finds the first: the person's row is the lock
    session.scalars(select(Person.id).where(Person.id == person.id).with_for_update()).one()
    if session.scalar(select(Plan.id).where(Plan.person_id == person.id, Plan.ended_at.is_(None))) is not None:
        raise PlanInHand
    made = Plan(person=person, months=months, begun_by=actor)
    session.add(made)
    session.flush()
    enqueue(session, "plans.advise", id=made.id)
    record(session, actor, "plans.begun", f"plan:{made.id}")
    return made


def choose(session: Session, actor: str, found: Plan, side: str, ranked: Sequence[int]) -> None:
    """Keep one side's ranking, once; neither sees the other's before both are in."""
    session.refresh(found, with_for_update={"of": Plan})
    field = f"{side}_choice"
    if getattr(found, field) is not None:
        raise ChosenAlready
    setattr(found, field, list(ranked))
    record(session, actor, "plans.chosen", f"plan:{found.id}", side=side)


def ask_anew(session: Session, actor: str, found: Plan) -> None:
    """Ask the figures again; ChooseFirst before both sides have ranked, Over once the plan has ended."""
    if found.ended_at is not None:
        raise Over
    if found.person_choice is None or found.manager_choice is None:
        raise ChooseFirst
    enqueue(session, "plans.advise", id=found.id)
    record(session, actor, "plans.asked_anew", f"plan:{found.id}")


def aim(session: Session, actor: str, found: Plan, wanted: Wanted, goal: Goal | None = None) -> Goal:
    """Write a goal, or write one anew; whatever was signed before is open again."""
    session.refresh(found, with_for_update={"of": Plan})
    if found.person_choice is None or found.manager_choice is None:
        raise ChooseFirst
    if goal is None:
        if len(found.goals) >= MOST_GOALS:
            raise GoalsEnough(most=MOST_GOALS)
        goal = Goal(plan_id=found.id)
        found.goals.append(goal)
    for field in Wanted.__dataclass_fields__:
        setattr(goal, field, getattr(wanted, field))
    found.signatures.clear()
    session.flush()
    record(session, actor, "plans.aimed", f"plan:{found.id}", goal=goal.id)
    return goal


def sign(session: Session, actor: str, found: Plan, side: str, seen: str) -> None:
    """Sign what stood on the page (its hash is ``seen``); agreed once both have signed the same."""
    session.refresh(found, with_for_update={"of": Plan})
    if not found.goals:
        raise NothingToSign
    if seen != found.content_hash:
        raise Changed
    for old in [one for one in found.signatures if one.side == side]:
        found.signatures.remove(old)
    session.flush()
    found.signatures.append(Signature(plan_id=found.id, side=side, signed_by=actor, content_hash=seen))
    session.flush()
    record(session, actor, "plans.signed", f"plan:{found.id}", side=side, hash=seen)
    if found.state == "agreed":
        announce(session, "plans.agreed", found.id)


def look(
    session: Session, actor: str, goal: Goal, found: Plan, on: date, practised: bool, value: float | None, note: str,
    chances: int | None = None,
) -> CheckIn:  # fmt: skip
    """Keep one check-in of an agreed plan: whether it was practised, and what was measured (of how many chances)."""
    if found.state != "agreed":
        raise NotAgreed
    session.refresh(goal, with_for_update={"of": Goal})
    if any(one.on == on for one in goal.check_ins):
        raise LookedAlready
    chances = (chances or goal.per) if goal.per and value is not None else None
    made = CheckIn(goal_id=goal.id, on=on, practised=practised, value=value, chances=chances, note=note, kept_by=actor)
    goal.check_ins.append(made)
    session.flush()
    record(session, actor, "plans.looked", f"plan:{found.id}", goal=goal.id)
    return made


def end(session: Session, actor: str, found: Plan) -> None:
    """Close a plan; the question may be asked anew."""
    found.ended_at = now()
    record(session, actor, "plans.ended", f"plan:{found.id}")
