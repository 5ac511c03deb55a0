"""A thief of the whole server who even knows who came when matches no answers; on weakened builds all of them."""

import json
import random
from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign
from assess.people.models import Person
from surveys import anonymous
from surveys.models import AnonymousAnswer, Pending
from surveys.moments import now
from tests.assess.campaigns.attacker import told
from tests.assess.campaigns.companies import come, hire, opened
from tests.assess.campaigns.test_attack import before_insert, in_some_order, mark_of
from tests.surveys.test_anonymous import Unmixed

#: Of twenty answers one is matched by luck; nine at once less than once in ten thousand thefts.
FILED, LUCK = 20, 9

Comers = list[tuple[Person, int]]
Build = Callable[[Session, Campaign, Comers], None]


@pytest.fixture
def asked(session: Session) -> list[Person]:
    return hire(session, {"North 1": ("North", 40)})


def answer_and_file(session: Session, campaign: Campaign, comers: Comers, rng: random.Random | None = None) -> None:
    """Twenty answers, filed together."""
    come(session, campaign, comers)
    actions.file_answers(session, campaign, now(), rng or random.SystemRandom())
    session.commit()


def unmixed(session: Session, campaign: Campaign, comers: Comers) -> None:
    numbers = count()
    with before_insert(lambda pending: setattr(pending, "key", f"{next(numbers):032x}")):
        answer_and_file(session, campaign, comers, Unmixed())


def timed(session: Session, campaign: Campaign, comers: Comers) -> None:
    clock = count()

    def stamp(pending: Pending) -> None:
        at = {"at": f"2026-11-23T09:{next(clock):02d}"}
        pending.payload = {**pending.payload, "answers": {**at, **pending.payload["answers"]}}

    with before_insert(stamp):
        answer_and_file(session, campaign, comers)


def matched(session: Session, comers: Comers) -> int:
    """Most answers any order of the stored rows gives to those who came, for a thief who knows who came when."""
    arrivals = [number for _person, number in comers]
    rows = [dict(row) for row in session.execute(text("SELECT * FROM anonymous_answer")).mappings()]
    orders = [rows, *(sorted(rows, key=lambda row, key=key: str(row[key])) for key in rows[0])]
    said = [[told(row["answers"]) for row in order] for order in orders]
    return max(
        sum(one == other for one, other in zip(arrivals, way, strict=True))
        for order in said
        for way in (order, order[::-1])
    )


SERVERS: tuple[tuple[str, str, Build], ...] = (
    ("rows in the order of arrival", "mixing off", unmixed),
    ("a moment beside the answer", "time kept", timed),
)


@pytest.mark.parametrize(("name", "weakened", "weak"), SERVERS, ids=[row[1] for row in SERVERS])
def test_a_thief_who_knows_who_came_when_reads_no_order_from_the_rows(
    session: Session, asked: list[Person], capsys: pytest.CaptureFixture[str], name: str, weakened: str, weak: Build
) -> None:
    comers = in_some_order(asked)[:FILED]
    answer_and_file(session, opened(session), comers)
    built = matched(session, comers)
    session.query(AnonymousAnswer).delete()
    weak(session, opened(session), comers)
    found = matched(session, comers)
    with capsys.disabled():
        print(f"\n{name:38} as built {built:2} of {FILED}   {weakened:30} {found:2} of {FILED}", end=" ")
    assert built < LUCK
    assert found == FILED


def written_ahead(session: Session, campaign: Campaign, comers: Comers) -> int:
    """How many answers the write-ahead log puts right before the admission that was spent for them."""
    path = session.connection().engine.url.database
    log = Path(f"{path}-wal").read_bytes()
    payloads = {told(row): json.dumps(row) for row in session.scalars(select(Pending.payload))}
    places = []
    for person, number in comers:
        places += [
            (log.find(payloads[number].encode()), number),
            (log.find(mark_of(session, campaign, person).encode()), person.id),
        ]
    told_in_order = [what for place, what in sorted(places) if place >= 0]
    pairs = set(pairwise(told_in_order))
    return sum((number, person.id) in pairs for person, number in comers)


def test_the_write_ahead_log_does_not_say_whose_admission_followed_which_answer(
    session: Session, asked: list[Person], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("the write-ahead log of PostgreSQL lies with its server")
    comers, last = in_some_order(asked)[:4], in_some_order(asked)[4:8]
    campaign = opened(session)
    tasks.file_answers(session)
    come(session, campaign, comers)
    built = written_ahead(session, campaign, comers)
    monkeypatch.setattr(anonymous, "forget_order", lambda session: None)
    come(session, campaign, last)
    found = written_ahead(session, campaign, last)
    with capsys.disabled():
        print(
            f"\n{'answers and marks written ahead':38} as built  {built} of 4    {'log not emptied':30}  {found} of 4",
            end=" ",
        )
    assert built == 0
    assert found == 4
