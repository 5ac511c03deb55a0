"""Everything that leaves by page, file, paper or pack is the same whatever those said whose groups are withheld."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns import actions, tasks
from assess.people.models import Account, Person
from assess.projects.actions import projects, sharing
from surveys.items import Given
from tests.assess.campaigns.adversary.printing import show
from tests.assess.campaigns.companies import admission, hire, opened

#: By name, since the package hands out a function of the same name.
RELEASE = import_module("surveys.anonymity.release")
#: Of ten people asked in each team so many answer: both teams of the South are withheld, together they are not.
CAME = {"North 1": 8, "North 2": 8, "South 1": 4, "South 2": 4}
ITEMS = ("research", "multithread", "indecision", "numbers", "trust", "sense_making", "buying", "care")
#: What differs from one Report to the next whatever was said.
OWN = re.compile(r"/(campaigns|packs|projects)/\d+|survey-\d+|nonce-?[=\"\w-]+|name=\"csrf_token\"[^>]*|[0-9a-f]{64}")


def held(session: Session, staff: list[Person], said: dict[str, int]) -> Analysis:
    """A survey of everybody, answered, closed and released; ``said`` is what the teams of the South say."""
    campaign, come = opened(session, ["location", "team"]), dict.fromkeys(CAME, 0)
    for person in staff:
        team = person.team.name if person.team else ""
        come[team] += 1
        if come[team] <= CAME[team]:
            value = said.get(team, 3) + come[team] % 3
            given = {item: Given(str(value)) for item in ITEMS} | {"ask_how": Given(str(min(value, 5)))}
            way = admission(session, campaign, person)
            actions.answer(session, way, given)
    actions.close(session, "lead", campaign)
    session.commit()
    tasks.file_answers(session)
    tasks.release_results(session, campaign.id, "lead")
    session.commit()
    found = latest(session, "campaign", f"campaign:{campaign.id}")
    assert found is not None
    found.made_at = datetime(2026, 11, 23, tzinfo=UTC)
    session.commit()
    return found


def left(session: Session, client: FlaskClient, reader: Account, analysis: Analysis) -> dict[str, object]:
    """All that a leader can read of it or take along, less what is its own in any case."""
    project = projects.start(session, "lead", title="Ours", job="", scope="position", buy_in=3, entry="position")
    pack = sharing.share(
        session, "lead", project, title="See", message="", reports=[analysis], rows=[], readers=[reader]
    )
    session.commit()
    id = analysis.subject.removeprefix("campaign:")
    files = zipfile.ZipFile(io.BytesIO(client.get(f"/campaigns/{id}/results.csv").data))
    texts = {name: files.read(name).decode() for name in files.namelist()}
    texts["page"] = client.get(f"/campaigns/{id}/results").text
    texts["pack"] = client.get(f"/projects/packs/{pack.id}").text
    paper = client.get(f"/campaigns/{id}/results.pdf").data
    assert paper.startswith(b"%PDF")
    return {name: OWN.sub("", text) for name, text in texts.items()} | {"paper": paper}


def test_nothing_that_leaves_depends_on_what_a_withheld_group_said(
    session: Session, account: Callable[..., Account], signed_in: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    staff, reader = hire(session, {team: (team[:5], 10) for team in CAME}), account(Role.LEADER)
    client = signed_in(reader)
    # a Report tells the hash of its input, which has the random ids of answers in it: nobody can try answers on it
    monkeypatch.setattr("assess.provenance.fingerprint", lambda frames: "0" * 64)
    differing = []
    for weakened in (False, True):
        if weakened:
            monkeypatch.setattr(RELEASE, "hidden", lambda *_: frozenset())
        one = left(session, client, reader, held(session, staff, {"South 1": 1, "South 2": 4}))
        other = left(session, client, reader, held(session, staff, {"South 1": 4, "South 2": 1}))
        differing.append([name for name in one if one[name] != other[name]])
    show(capsys, "ways out that tell a withheld group", "suppression off", *map(len, differing), len(one))
    assert differing[0] == []
    assert set(differing[1]) >= {"campaign.json", "campaign_scales.csv", "page", "pack", "paper"}
