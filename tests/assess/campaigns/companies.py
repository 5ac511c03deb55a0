"""People to ask, a campaign to ask them in, and answers that can be told apart, for the tests of campaigns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns import actions, queries
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.people.models import Person, Team
from surveys.bank import library
from surveys.items import Given
from surveys.moments import now
from surveys.versions import publish

SURVEY = "performer_survey"
KEY = "the application's secret for marks"


def hire(session: Session, teams: Mapping[str, tuple[str, int]]) -> list[Person]:
    """People by team: ``{"South 1": ("South", 10)}`` is ten people of one team in the South."""
    people = []
    for name, (location, size) in teams.items():
        team = Team(name=name)
        session.add(team)
        for number in range(size):
            code = f"{name}-{number}".replace(" ", "").lower()
            people.append(
                Person(code=code, name=f"Person {code}", email=f"{code}@meridian.example", team=team,
                       location=location, job="Sales representative")
            )  # fmt: skip
    session.add_all(people)
    session.commit()
    return people


def opened(session: Session, cuts: Sequence[str] = (), least: int = 5, **more: Any) -> Campaign:
    """A launched campaign that asks everybody; ``more`` as ``actions.draft`` takes it."""
    version = publish(session, library()[SURVEY])
    campaign = actions.draft(
        session, "lead", title="How we sell", version=version, job="", cuts=cuts, least=least,
        closes_at=now() + timedelta(days=14), **more,
    )  # fmt: skip
    actions.launch(session, "lead", campaign)
    session.commit()
    return campaign


def admission(session: Session, campaign: Campaign, person: Person) -> queries.Admission:
    """The admission of a person, as their link would give it."""
    invitation = session.scalars(
        select(CampaignInvitation).where(
            CampaignInvitation.campaign_id == campaign.id, CampaignInvitation.person_id == person.id
        )
    ).one()
    return queries.admission(session, invitation)


def answers(number: int) -> dict[str, Given]:
    """An answer nobody else gives: the number is written in two questions."""
    return {"research": Given(str(number // 11)), "multithread": Given(str(number % 11)), "ask_how": Given("4")}


def come(session: Session, campaign: Campaign, people: Iterable[tuple[Person, int]]) -> None:
    """People answer one after the other, in two transactions each, as the page does it."""
    for person, number in people:
        way = admission(session, campaign, person)
        actions.answer(session, way, answers(number))
        session.commit()
        actions.spend(session, way, KEY)
        session.commit()


def confide(session: Session, campaign: Campaign, people: Iterable[tuple[Person, int]]) -> None:
    """People answer in confidence, item by item, and send."""
    for person, number in people:
        administration = actions.begin(session, admission(session, campaign, person), "en")
        for item, given in answers(number).items():
            actions.keep(session, administration, {item: given})
        actions.finish(session, administration)
        session.commit()
