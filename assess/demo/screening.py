"""HR and the analyst look at whose results were earned: they agree on most, differ on one, and hold one back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo.roster import ROLE
from assess.people.models import Account, Person
from assess.performance.actions.events import happened
from assess.performance.actions.screening import decide_hold, judge
from assess.performance.queries import tiers_of
from assess.performance.queries.screening import to_screen

#: By name: what HR says and what the analyst says, each with a ground; None has not judged yet.
SAID = {
    "Ina Kovač": (("circumstance", "inherited_accounts"), ("circumstance", "rich_territory")),
    "Reo Tanaka": (("earned", "steady_over_territories"), ("earned", "beyond_like_territories")),
    "Tal Benning": (("earned", "own_business"), ("earned", "own_business")),
    "Windy Park": (("earned", "own_business"), ("circumstance", "one_deal")),
    "Mia Dubois": (None, ("earned", "beyond_like_territories")),
}
#: So many others of the top both have found to have earned it.
OTHERS = 9
HELD = "Ethan Cole"
WINDFALL = {
    "type": "windfall", "day": date(2026, 2, 16), "end": date(2026, 9, 30), "size": 0.55,
    "reason": "One deal with the city's hospitals is 55 % of the year's revenue.",
}  # fmt: skip


def screen_results(session: Session, hr: Account, analyst: Account) -> None:
    """Verdicts on the people everyone talks about and a few others; Ethan's contracts come back, so he is on hold."""
    windy = colleague_named(session, "Windy Park")
    happened(session, analyst.pseudonym, windy, WINDFALL)
    analysis = tiers_of(session, ROLE)
    if analysis is None:
        return
    listed = [one.person for one in to_screen(session, hr, ROLE)]
    plain = [person for person in listed if person.name not in {*SAID, HELD}][:OTHERS]
    said = SAID | {person.name: (("earned", "own_business"), ("earned", "own_business")) for person in plain}
    for person in listed:
        for reviewer, verdict in zip((hr, analyst), said.get(person.name, (None, None)), strict=True):
            if verdict is not None:
                judge(session, reviewer, person, analysis, verdict[0], [verdict[1]], "")
    reason = "Eighteen contracts came back in six quarters. The sales director looks into them until December."
    decide_hold(session, hr, colleague_named(session, HELD), ROLE, "keep", reason)
    session.commit()


def colleague_named(session: Session, name: str) -> Person:
    """A person of the stories, whose names nobody shares."""
    return session.scalars(select(Person).where(Person.name == name)).one()
