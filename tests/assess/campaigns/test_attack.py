"""With the whole server in hand nobody matches answers to people; the same attack works on every weakened build."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignAdmissions
from assess.people.models import Person
from surveys.anonymous import scrub
from surveys.models import AnonymousAnswer, Pending
from surveys.moments import now
from tests.assess.campaigns.attacker import best, take
from tests.assess.campaigns.companies import KEY, admission, answers, come, hire, opened
from tests.surveys.test_anonymous import Unmixed

#: Of 40 invited 24 answer: 20 are filed and 4 still pending when the server is stolen.
INVITED, CAME, FILED = 40, 24, 20
#: By luck one answer in 24 is given to the right person; all orders tried together, nine at once come up less than
#: once in ten thousand thefts (Poisson with mean 1, about 400 tries).
LUCK = 9


@pytest.fixture
def asked(session: Session) -> list[Person]:
    return hire(session, {"North 1": ("North", INVITED)})


def in_some_order(people: list[Person]) -> list[tuple[Person, int]]:
    """Who comes, in an order that has nothing to do with any number, each with an answer of their own."""
    chance = random.Random(4)
    numbers = chance.sample(range(100), CAME)
    return list(zip(chance.sample(people, CAME), numbers, strict=True))


def truth(people: list[tuple[Person, int]]) -> dict[int, int]:
    return {person.id: number for person, number in people}


@contextmanager
def before_insert(change: Callable[[Pending], None]) -> Iterator[None]:
    """A build that writes more of a pending answer than it should."""

    def listen(mapper: Any, connection: Any, pending: Pending) -> None:
        change(pending)

    event.listen(Pending, "before_insert", listen)
    try:
        yield
    finally:
        event.remove(Pending, "before_insert", listen)


def mark_of(session: Session, campaign: Campaign, person: Person, key: str = KEY) -> str:
    return actions.mark(key, campaign.code, admission(session, campaign, person).invitation)


def spend_in_order(session: Session, campaign: Campaign, person: Person) -> None:
    """The weakened build: admissions in the order in which they were spent."""
    row = session.get_one(CampaignAdmissions, campaign.id)
    row.spent = [*row.spent, mark_of(session, campaign, person)]


def test_a_build_that_neither_mixes_answers_nor_sorts_admissions_gives_everybody_away(
    session: Session, asked: list[Person]
) -> None:
    campaign, comers, number = opened(session), in_some_order(asked), count()
    with before_insert(lambda pending: setattr(pending, "key", f"{next(number):032x}")):
        for person, said in comers:
            actions.answer(session, admission(session, campaign, person), answers(said))
            spend_in_order(session, campaign, person)
            session.commit()
    actions.file_answers(session, campaign, now(), Unmixed())
    session.commit()
    assert best(take(session, campaign), truth(comers)) == CAME


def test_a_build_that_keeps_the_time_of_an_answer_gives_everybody_away_although_it_mixes(
    session: Session, asked: list[Person]
) -> None:
    campaign, comers, clock = opened(session), in_some_order(asked), count()

    def timed(pending: Pending) -> None:
        pending.payload = {**pending.payload, "groups": {"at": f"2026-11-23T09:{next(clock):02d}"}}

    with before_insert(timed):
        for person, said in comers:
            actions.answer(session, admission(session, campaign, person), answers(said))
            spend_in_order(session, campaign, person)
            session.commit()
    actions.file_answers(session, campaign, now(), random.SystemRandom())
    session.commit()
    assert best(take(session, campaign), truth(comers)) == CAME


def test_a_build_that_audits_each_answer_gives_away_whoever_is_still_pending(
    session: Session, asked: list[Person]
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("the place of a row in the file is read from SQLite's; PostgreSQL hides it behind its server")
    campaign, comers = opened(session), in_some_order(asked)
    for place, (person, said) in enumerate(comers):
        come(session, campaign, [(person, said)])
        way = admission(session, campaign, person)
        record(session, "system", "campaigns.answered", f"invitation:{way.invitation}")
        session.commit()
        if place + 1 == FILED:
            tasks.file_answers(session)
    scrub(session.get_bind())
    assert best(take(session, campaign), truth(comers[FILED:])) == CAME - FILED


@pytest.mark.parametrize("theft", range(3))
def test_the_real_build_gives_nobody_away(
    app: Flask, session: Session, asked: list[Person], run_jobs: Callable[[], int], theft: int
) -> None:
    campaign, comers = opened(session), in_some_order(asked)
    run_jobs()
    mails = [message.to[0] for message in app.extensions["mailman"].outbox]
    assert len(mails) == INVITED
    for place, visitor in enumerate(comers):
        come(session, campaign, [visitor])
        if place % 5 == 4:
            run_jobs()  # a worker looks in every minute, whether anybody answered or not
    actions.remind(session, "lead", campaign)
    session.commit()
    run_jobs()
    dump = take(session, campaign, mails)
    assert len(dump.tables["pending"]) == CAME - FILED  # the attack on these rows is part of it
    assert best(dump, truth(comers)) < LUCK
    waiting = {int(row["research"]) * 11 + int(row["multithread"]) for row in _pending(session)}
    assert best(dump, {p.id: said for p, said in comers if said in waiting}) <= 3


def _pending(session: Session) -> list[dict[str, Any]]:
    return [payload["answers"] for payload in session.scalars(select(Pending.payload))]


def test_a_thief_with_the_database_but_not_the_secret_cannot_even_tell_who_answered(
    session: Session, asked: list[Person]
) -> None:
    campaign, comers = opened(session), in_some_order(asked)
    come(session, campaign, comers)
    dump = take(session, campaign)
    spent = session.get_one(CampaignAdmissions, campaign.id).spent
    assert len(spent) == CAME
    assert {dump.marks[mark] for mark in spent} == {person.id for person, _ in comers}  # with the secret one can
    without = {mark_of(session, campaign, person, "a guess") for person in asked}
    assert not without & set(spent)
    actions.close(session, "lead", campaign)
    session.commit()
    assert session.get_one(CampaignAdmissions, campaign.id).spent == []


def test_closing_the_campaign_leaves_no_mark_in_the_file(session: Session, asked: list[Person]) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("files are SQLite's; PostgreSQL vacuums")
    campaign, comers = opened(session), in_some_order(asked)
    come(session, campaign, comers)
    someone = mark_of(session, campaign, comers[0][0]).encode()
    assert someone in take(session, campaign).content
    actions.close(session, "lead", campaign)
    session.commit()
    tasks.file_answers(session)
    assert someone not in take(session, campaign).content


def test_the_last_answers_of_a_campaign_get_no_week_of_their_own(session: Session, asked: list[Person]) -> None:
    campaign, comers = opened(session), in_some_order(asked)
    come(session, campaign, comers[:20])
    long_ago = now().replace(year=2025, month=6, day=3)
    actions.file_answers(session, campaign, long_ago, random.SystemRandom())
    come(session, campaign, comers[20:21])
    actions.close(session, "lead", campaign)
    actions.file_answers(session, campaign, now(), random.SystemRandom())
    assert set(session.scalars(select(AnonymousAnswer.week))) == {"2025-W23"}
    assert session.scalars(select(Pending)).all() == []
