"""Meridian writes down what it expects, its leaders say what they believe, and two focus groups tell how they work."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns.models import Campaign
from assess.demo.accounts import ANALYST, ENABLEMENT, LEADER, STUDY_LEAD, Demo
from assess.demo.hypotheses import BELIEFS, CODED, HYPOTHESES, SURVEYED, TOLD
from assess.demo.roster import ROLE
from assess.levers.actions.believing import believe
from assess.levers.actions.evidence import code, hold, note, seat
from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.registering import register
from assess.levers.models import EvidenceUnit, Lever, Meeting
from assess.people.models import Account
from assess.performance.queries import tiers_of
from assess.performance.queries.screening import reference_group
from surveys.models import InstrumentVersion

LEADERS = (
    LEADER, Demo("Viktor Hale", (Role.LEADER,)), Demo("Anneke Roos", (Role.LEADER,)),
    Demo("Samir Haddou", (Role.LEADER,)), Demo("Lucia Bergman", (Role.LEADER,)),
)  # fmt: skip
#: What the form of managers' observations is worth, measured twice on thirty people.
RELIABILITY = 0.80
DAYS = (date(2026, 6, 9), date(2026, 6, 11))
OF_EACH = 4


def register_hypotheses(session: Session, accounts: dict[str, Account], make: Callable[[Demo], Account]) -> None:
    """The registry of the sales representatives, five leaders' beliefs and two focus groups, all before the opening."""
    lead, analyst = accounts[STUDY_LEAD.name], accounts[ANALYST.name]
    surveys = dict(session.execute(select(InstrumentVersion.code, Campaign.id).join(Campaign)).all())
    found = {}
    for key, said in HYPOTHESES.items():
        found[key] = register(session, lead.pseudonym, ROLE, key, said)
        if key in SURVEYED:
            survey, part = SURVEYED[key]
            measure(session, analyst.pseudonym, found[key], Measured("survey", f"{surveys[survey]}:{part}"))
        elif said["type"] == "condition":
            measure(session, analyst.pseudonym, found[key], Measured("upload", key))
        else:
            measure(session, analyst.pseudonym, found[key], Measured("upload", key, RELIABILITY))
    session.commit()
    for demo, order in zip(LEADERS, BELIEFS, strict=True):
        leader = accounts.get(demo.name) or make(demo)
        believe(session, leader.pseudonym, ROLE, [found[key].id for key in order])
    session.commit()
    _listen(session, lead, accounts[ENABLEMENT.name], found)
    session.commit()


def _listen(session: Session, lead: Account, other: Account, found: dict[str, Lever]) -> None:
    analysis = tiers_of(session, ROLE)
    if analysis is None:
        return
    groups = reference_group(session, ROLE, analysis.report)
    for day, (standing, told) in zip(DAYS, TOLD.items(), strict=True):
        title = "Four of the top at one table" if standing == "top" else "Four of the middle at one table"
        purpose = "How did your last deal that went well come about, from the first contact on?"
        made = hold(session, lead.pseudonym, ROLE, "focus_group", title, day, purpose)
        mine = sorted(key for key, (group, _said) in groups.items() if group == standing)[:OF_EACH]
        seat(session, lead.pseudonym, made, mine)
        for number, said in enumerate(told):
            unit = note(session, lead.pseudonym, made, said, made.speakers[number % len(made.speakers)].id)
            _coded(session, lead, other, unit, made, found, number)


def _coded(
    session: Session, lead: Account, other: Account, unit: EvidenceUnit, made: Meeting, found: dict[str, Lever],
    number: int,
) -> None:  # fmt: skip
    for coder, key in zip((lead, other), CODED[made.day == DAYS[1]][number], strict=True):
        code(session, coder.pseudonym, unit, found.get(key))
