"""Somebody who has the server and knows who voted when learns nobody's vote; on each weakened build all of them."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.orm import Session

from assess import backup
from assess.audit.actions import record
from assess.database import db
from assess.people.models import Account
from assess.practices import actions, queries
from assess.practices.forms import VOTES
from assess.practices.models import PanelBallot, PanelSeat, Practice
from tests.assess.practices.conftest import People

#: What the three leaders say, in the order they come; sorted, no vote stands where it stood.
SAID = ["useful", "essential", "not_necessary"]
#: A ballot as SQLite writes it.
BALLOT = re.compile(rb'\[(?:"(?:essential|useful|not_necessary)"(?:, )?)+\]')


def by_place(session: Session, asked: Practice, who: list[Account]) -> list[str]:
    """The nth vote of the row is that of whoever came nth."""
    return session.get_one(PanelBallot, (asked.id, "leaders")).votes


def by_name(session: Session, asked: Practice, who: list[Account]) -> list[str]:
    """A vote that stands in any row of any table, the audit and the jobs too, beside whatever tells who somebody is."""
    connection, rows = session.connection(), list[str]()
    for table in inspect(connection).get_table_names():
        if table != "account":
            rows += [str(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    seats = {one.account_id: one.id for one in session.scalars(select(PanelSeat))}
    found = []
    for one in who:
        names = (one.pseudonym, one.email, f"seat:{seats[one.id]}")
        beside = [row for row in rows if any(name in row for name in names)]
        found.append(next((vote for vote in VOTES for row in beside if vote in row), ""))
    return found


def by_log(session: Session, asked: Practice, who: list[Account]) -> list[str]:
    """What each state of a ballot in the file and its write-ahead log has more than the one before."""
    path = session.connection().engine.url.database
    bytes_ = b"".join(Path(f"{path}{end}").read_bytes() for end in ("", "-wal"))
    states = sorted({found.group() for found in BALLOT.finditer(bytes_)}, key=len)
    counts = [Counter[str](), *(Counter(json.loads(one)) for one in states)]
    return ["".join((later - before).elements()) for before, later in pairwise(counts)]


def unsorted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(actions, "sorted", list, raising=False)


def audited(patch: pytest.MonkeyPatch) -> None:
    vote = actions.vote

    def told(session: Session, seat: PanelSeat, said: str) -> None:
        vote(session, seat, said)
        record(session, seat.account.pseudonym, "practices.voted", f"practice:{seat.practice_id}", said=said)

    patch.setattr(actions, "vote", told)


def log_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(actions, "forget_order", lambda session: None)


ATTACKS: dict[str, tuple[Callable[..., list[str]], Callable[[pytest.MonkeyPatch], None]]] = {
    "order": (by_place, unsorted), "names": (by_name, audited), "log": (by_log, log_kept),
}  # fmt: skip


def learned(session: Session, asked: Practice, who: list[Account], attack: Callable[..., list[Any]]) -> int:
    """How many votes the attack gives to the right leader, after all three have voted, one after the other."""
    session.execute(delete(PanelBallot))
    session.commit()
    for one, said in zip(who, SAID, strict=True):
        actions.vote(session, queries.seat(session, one, asked.id), said)
        session.commit()
    return sum(true == guess for true, guess in zip(SAID, attack(session, asked, who), strict=False))


@pytest.mark.parametrize("name", ATTACKS)
def test_a_thief_who_knows_who_voted_when_learns_nobodys_vote(
    asked: Practice, people: People, session: Session, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name == "log" and session.get_bind().dialect.name != "sqlite":
        pytest.skip("the write-ahead log of PostgreSQL lies with its server")
    attack, weaken = ATTACKS[name]
    assert learned(session, asked, people.leaders, attack) == 0
    weaken(monkeypatch)
    assert learned(session, asked, people.leaders, attack) == 3


def words(session: Session, folder: Path) -> Counter[str]:
    """How often each word of a vote stands in a backup made by the product, in whatever table."""
    session.commit()
    backup.backup(session.connection(), db.metadata, path := folder / "all.zip")
    with zipfile.ZipFile(path) as archive:
        lines = [archive.read(name).decode() for name in archive.namelist()]
    return Counter({vote: sum(line.count(f'"{vote}"') for line in lines) for vote in VOTES})


def between(session: Session, asked: Practice, who: list[Account], folder: Path) -> int:
    """How many votes two backups, made before and after each, tell of whoever voted between."""
    session.execute(delete(PanelBallot))
    before, found = words(session, folder), 0
    for one, said in zip(who, SAID, strict=True):
        actions.vote(session, queries.seat(session, one, asked.id), said)
        after = words(session, folder)
        found += list((after - before).elements()) == [said]
        before = after
    return found


def test_two_backups_around_one_vote_name_nobody(
    asked: Practice, people: People, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert between(session, asked, people.leaders, tmp_path) == 0
    monkeypatch.setattr(backup, "LEFT_OUT", backup.LEFT_OUT - {"practice_ballot"})
    assert between(session, asked, people.leaders, tmp_path) == 3


def test_a_panel_restored_from_a_backup_votes_anew(asked: Practice, people: People, session: Session) -> None:
    actions.vote(session, queries.seat(session, people.leaders[0], asked.id), "useful")
    assert queries.turnout(session, asked)["leaders"] == (1, 3)
    session.execute(delete(PanelBallot))  # what a backup leaves out
    assert queries.turnout(session, asked)["leaders"] == (0, 3)
    assert [one.practice_id for one in queries.waiting(session, people.leaders[0])] == [asked.id]
    actions.vote(session, queries.seat(session, people.leaders[0], asked.id), "essential")
    assert queries.turnout(session, asked)["leaders"] == (1, 3)
