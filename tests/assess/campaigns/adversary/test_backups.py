"""Whoever keeps every backup, and knows who came between two, matches nobody by the group an answer carries."""

import json
import random
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess import backup
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign, CampaignAdmissions, CommentPool
from assess.people.models import Person
from surveys import anonymous
from surveys.models import AnonymousAnswer, Base, Pending
from tests.assess.campaigns.adversary.printing import show
from tests.assess.campaigns.attacker import told
from tests.assess.campaigns.comments.writers import say, with_box
from tests.assess.campaigns.companies import KEY, admission, come, hire, opened

#: Eight teams of eight; in an order drawn at random 40 come, and a backup is made whenever five have.
TEAMS = {f"{region} {number}": (region, 8) for region in ("North", "South") for number in range(1, 5)}
CAME, EVERY = 40, 5


def kept(session: Session, folder: Path) -> dict[str, tuple[str, int | None]]:
    """The answers in a backup made by the product: by id the team each carries, and which answer it is."""
    path = folder / "all.zip"
    backup.backup(session.connection(), Base.metadata, path)
    session.commit()
    columns = [column.name for column in AnonymousAnswer.__table__.columns]
    with zipfile.ZipFile(path) as archive:
        rows = [dict(zip(columns, json.loads(line), strict=True)) for line in archive.open("anonymous_answer.jsonl")]
    path.unlink()
    return {row["id"]: (row["groups"]["json"].get("team", ""), told(row["answers"]["json"])) for row in rows}


def matched(session: Session, campaign: Campaign, comers: list[tuple[Person, int]], folder: Path) -> int:
    """How many answers the thief gives to the one person of their team who came since all of its came were filed."""
    known: dict[str, tuple[str, int | None]] = {}
    since: dict[str, list[Person]] = {}
    truth: Mapping[int | None, int] = {number: person.id for person, number in comers}
    found = 0
    for start in range(0, len(comers), EVERY):
        come(session, campaign, comers[start : start + EVERY])
        tasks.file_answers(session)
        for person, _number in comers[start : start + EVERY]:
            since.setdefault(str(person.team and person.team.name), []).append(person)
        now = kept(session, folder)
        fresh = Counter(team for id, (team, _said) in now.items() if id not in known)
        for id, (team, said) in now.items():
            if id not in known and len(since[team]) == 1:
                found += truth[said] == since[team][0].id
        for team, count in fresh.items():
            since[team] = [] if count == len(since[team]) else since[team]
        known = now
    return found


def test_answers_of_few_of_a_group_are_in_no_backup_while_the_survey_is_open(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(4)
    staff = chance.sample(hire(session, TEAMS), CAME)
    comers = list(zip(staff, chance.sample(range(100), CAME), strict=True))
    built = matched(session, opened(session, ["location", "team"]), comers, tmp_path)
    session.query(AnonymousAnswer).delete()
    session.query(Pending).delete()
    monkeypatch.setattr(anonymous, "_groups", lambda groups: ())
    weak = matched(session, opened(session, ["location", "team"]), comers, tmp_path)
    show(capsys, "the only one of a team between backups", "filed by fives of all groups", built, weak, CAME)
    assert (built, weak) == (0, 21)


def test_no_backup_says_who_has_answered(session: Session, tmp_path: Path) -> None:
    # the marks are there, and whoever has the application's secret reads them: a copy would keep them for years
    staff = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    come(session, campaign, [(staff[0], 1)])
    mark = actions.mark(KEY, campaign.code, admission(session, campaign, staff[0]).invitation)
    assert mark in str([dict(row) for row in session.connection().exec_driver_sql(
        "SELECT * FROM campaign_admissions").mappings()])  # fmt: skip
    backup.backup(session.connection(), Base.metadata, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert not [name for name in archive.namelist() if mark.encode() in archive.read(name)]


def test_a_survey_restored_while_it_is_open_goes_on_without_what_no_backup_holds(session: Session) -> None:
    staff = hire(session, {"North 1": ("North", 10)})
    campaign, box = with_box(session)
    for table in (CampaignAdmissions, CommentPool):
        session.execute(delete(table))
    session.commit()
    come(session, campaign, [(staff[0], 1)])
    say(session, box, ["a trick"])
    assert len(session.get_one(CampaignAdmissions, campaign.id).spent) == 1
    assert len(session.get_one(CommentPool, box.code).waiting) == 1
