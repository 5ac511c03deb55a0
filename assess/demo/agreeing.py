"""Four plans: one goes well, one is behind twice, one waits for a signature, in one only one side has ranked."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo.capturing import usable
from assess.demo.habits import HABITS
from assess.demo.screening import colleague_named
from assess.jobs.tasks import run_all
from assess.levers.models import Lever
from assess.people.models import Account, Person
from assess.plans import actions, queries
from assess.plans.actions import Wanted
from assess.plans.models import SIDES, Plan
from surveys.moments import now

#: Counted twice by two people, deals of ten differ by half a deal.
ERROR = 0.5
MONTHS = timedelta(days=91)
WHY = "Both named it, and the figures say it promises most."
WHY_ALL_THE_SAME = "Both named it. The figures see no skill that stands out; this one is nearest to the work of now."
_UP = "Tried it with two customers; the second time it was easy."


@dataclass(frozen=True, slots=True)
class Story:
    """Whose plan, who signs it, how many days ago it began, and what was seen: days ago, counted since, said."""

    name: str
    signs: tuple[str, ...]
    began: int
    seen: tuple[tuple[int, float, str], ...] = ()


STORIES = (
    Story("Ina Kovač", SIDES, 42, ((29, 0.0, "Began late."), (15, 1.0, _UP), (2, 2.0, "By habit in most weeks."))),
    # two check-ins behind the line, and the next is due since three days
    Story("Bora Silva", SIDES, 45, ((31, -1.0, "Trade fair."), (17, 0.0, "Forgot it when it got busy."))),
    Story("Reo Tanaka", ("manager",), 0),
    Story("Kalina Dobos", (), 0),
)


def agree_on_plans(session: Session) -> None:
    """Both sides rank apart, agree on the skill that promises most, and sign; two plans are followed up."""
    plans = [(story, _begun(session, colleague_named(session, story.name))) for story in STORIES]
    session.commit()
    run_all(session)
    for story, plan in plans:
        _agree(session, story, plan)
    session.commit()


def _begun(session: Session, person: Person) -> Plan:
    return actions.begin(session, _accounts(session, person)["manager"].pseudonym, person)


def _accounts(session: Session, person: Person) -> dict[str, Account]:
    """Both sides of somebody's plan."""
    leads = person.team.manager_id if person.team else None
    known = session.scalars(select(Account).where(Account.person_id.in_((person.id, leads)))).all()
    return {"person" if one.person_id == person.id else "manager": one for one in known}


def _agree(session: Session, story: Story, plan: Plan) -> None:
    sides, levers = _accounts(session, plan.person), usable(session)
    actions.choose(session, sides["person"].pseudonym, plan, "person", [one.id for one in levers[:3]])
    if not story.signs:
        return
    actions.choose(session, sides["manager"].pseudonym, plan, "manager", [one.id for one in levers[1:3]])
    advice = queries.advice(plan)
    told = [str(row[0]) for row in advice.table("skills").rows] if advice else []
    lever = next((one for code in told for one in levers if one.code == code), levers[0])
    why = WHY if told else WHY_ALL_THE_SAME
    goal = actions.aim(session, sides["person"].pseudonym, plan, _wanted(lever, story, why))
    for side in story.signs:
        actions.sign(session, sides[side].pseudonym, plan, side, plan.content_hash)
    for signature in plan.signatures:
        signature.signed_at -= timedelta(days=story.began)
    for ago, more, said in story.seen:
        on = now().date() - timedelta(days=ago)
        actions.look(session, sides["person"].pseudonym, goal, plan, on, more > 0, goal.baseline + more, said)


def _wanted(lever: Lever, story: Story, why: str) -> Wanted:
    habit, begins = HABITS[lever.code], now().date() - timedelta(days=story.began)
    return Wanted(
        lever.id, habit.behaviour, why, habit.counted, habit.source, habit.now, habit.then, ERROR, begins,
        begins + MONTHS, "Joins one conversation a week and says what was heard.",
        "With the first two customers of each week", 14,
    )  # fmt: skip
