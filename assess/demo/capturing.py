"""Three practices: one that performers and leaders validated, one they disagree about, one that is being asked."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.demo.accounts import ENABLEMENT, HR, LEADER, Demo
from assess.demo.colleagues import staff
from assess.demo.habits import HABITS
from assess.demo.roster import ROLE
from assess.levers.models import Lever
from assess.levers.queries.verdicts import usable_levers
from assess.people.models import Account, Person
from assess.performance.queries.managers import criterion_of
from assess.performance.queries.screening import replicable_group
from assess.practices import actions
from assess.practices.models import PanelSeat, Practice
from scoring.content_validity import ESSENTIAL, PERFORMERS
from surveys.moments import now

#: A panel of eight or more validates although one of them says otherwise.
SITTING = 9
MORE_LEADERS = tuple(Demo(name, (Role.LEADER,)) for name in ("Petra Nowak", "Idris Bell", "Hanne Vik"))
PRACTICES = 3
#: Of the panel that is being asked these have not voted yet, among others.
NOT_YET = ("Reo Tanaka", LEADER.name)
TALK = (
    "Those who do it say it saves time; leaders see what it costs in the first weeks, and that it goes round the "
    "system. Two teams try it for a quarter before anybody else is asked."
)


def usable(session: Session) -> list[Lever]:
    """Levers the demo can tell of, as far as verdicts support them."""
    found = [one for one in usable_levers(session, ROLE) if one.code in HABITS]
    if len(found) < PRACTICES:
        raise RuntimeError(f"the demo needs {PRACTICES} usable levers among {list(HABITS)}, there are {found}")
    return found


def capture_practices(session: Session, make: Callable[[Demo], Account]) -> None:
    """Enablement writes three down, HR says that everybody may do them, both panels are asked."""
    _seat_more(session, make)
    hr = staff(session, HR)
    shared, disputed, asked = (_asked(session, lever) for lever in usable(session)[:PRACTICES])
    _vote(session, shared, {"performers": 1, "leaders": 1})
    _vote(session, disputed, {"performers": 1, "leaders": 5})
    for practice in (shared, disputed):
        actions.count(session, hr.pseudonym, practice)
    actions.publish(session, hr.pseudonym, shared)
    actions.talk_over(session, hr.pseudonym, disputed, TALK)
    for seat in _seats(session, asked)[::2]:
        if seat.account.name not in NOT_YET:
            actions.vote(session, seat, ESSENTIAL)
    session.commit()


def _seat_more(session: Session, make: Callable[[Demo], Account]) -> None:
    """Accounts for some of the best and for three leaders, so that panels are large enough for a test."""
    analysis = criterion_of(session, ROLE)
    groups = replicable_group(session, ROLE, analysis.report) if analysis else {}
    top = [code for code, group in groups.items() if group == "top"]
    best = session.scalars(select(Person).where(Person.code.in_(top)).order_by(Person.code)).all()
    known = set(session.scalars(select(Account.person_id).where(Account.person_id.in_([one.id for one in best]))))
    new = [one for one in best if one.id not in known][: max(SITTING - len(known), 0)]
    for demo in (*(Demo(one.name, (Role.EMPLOYEE,), one.code, one.email) for one in new), *MORE_LEADERS):
        make(demo)


def _asked(session: Session, lever: Lever) -> Practice:
    writer, hr = staff(session, ENABLEMENT), staff(session, HR)
    made = actions.open_practice(session, writer.pseudonym, lever, HABITS[lever.code].told)
    if made.artifact:
        actions.deviate(
            session, writer.pseudonym, made, "The order of an offer",
            "Their own page comes first, and the first sheet of the standard is left out.",
            "The standard begins with us, the page with the customer.",
        )  # fmt: skip
        actions.bar(
            session, writer.pseudonym, made, "The template of the offer cannot be linked to.", "Sales operations",
            "A second template with fields that may be filled.", now().date() + timedelta(days=40),
        )  # fmt: skip
    read = "Four of the top told of it at one table, two showed it; of the middle nobody did. One said it takes time."
    actions.analyse(session, writer.pseudonym, made, read)
    actions.screen(session, hr.pseudonym, made, True, "Nothing in the law or our rules speaks against it.")
    actions.ask(session, writer.pseudonym, made)
    return made


def _seats(session: Session, practice: Practice) -> list[PanelSeat]:
    query = select(PanelSeat).where(PanelSeat.practice_id == practice.id)
    return list(session.scalars(query.order_by(PanelSeat.panel != PERFORMERS, PanelSeat.id)))


def _vote(session: Session, practice: Practice, against: Mapping[str, int]) -> None:
    """Everybody votes; of each panel so many say useful, the others essential."""
    left = dict(against)
    for seat in _seats(session, practice):
        said = "useful" if left[seat.panel] > 0 else ESSENTIAL
        left[seat.panel] -= 1
        actions.vote(session, seat, said)
