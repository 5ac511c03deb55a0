"""Whoever asks for a cut that would isolate a person gets the sentence everybody gets who asks for nothing at all."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns import actions, tasks
from assess.campaigns.models import Campaign
from surveys.items import Given
from tests.assess.campaigns.companies import KEY, admission, hire, opened

OPENNESS = ("ask_how", "leaders_change", "safe_to_tell", "tricks_hidden")


@pytest.fixture
def campaign(session: Session) -> Campaign:
    """Of West one has answered; East, with ten answers, protects them; of South 2 nobody has; Lone has one person."""
    sizes = {"North 1": 12, "East 1": 10, "West 1": 9, "South 1": 14, "South 2": 8, "Lone": 1}
    people = hire(session, {team: (team.split(" ")[0], size) for team, size in sizes.items()})
    made = opened(session, ["team"])
    silent = {"west1": 1, "south2": 0}
    for number, person in enumerate(people):
        team, place = person.code.split("-")
        if int(place) < silent.get(team, 99):
            way = admission(session, made, person)
            given = {item: Given(str((number + step) % 5 + 1)) for step, item in enumerate(OPENNESS)}
            actions.answer(session, way, given)
            actions.spend(session, way, KEY)
    actions.close(session, "lead", made)
    session.commit()
    tasks.file_answers(session)
    tasks.release_results(session, made.id, "lead")
    session.commit()
    return made


def test_an_isolating_cut_an_empty_one_and_one_that_is_not_there_are_refused_in_the_same_bytes(
    campaign: Campaign, signed_in: Callable[..., FlaskClient]
) -> None:
    leader = signed_in(Role.LEADER)

    def asked(name: str) -> tuple[int, bytes]:
        answer = leader.get(f"/campaigns/{campaign.id}/results/group", query_string={"name": name})
        return answer.status_code, answer.data

    shown = {team: asked(team)[0] for team in ("all", "North 1", "South 1")}
    assert shown == {"all": 200, "North 1": 200, "South 1": 200}
    one_person, protecting, nobody = asked("West 1"), asked("East 1"), asked("South 2")
    assert one_person[0] == 409
    assert b"Nothing is shown of such a group." in one_person[1]
    for other in (protecting, nobody, asked("Lone"), asked("Nowhere"), asked(""), asked("West 1' OR 1=1")):
        assert other == one_person


def test_a_team_of_one_is_named_before_the_launch_and_nobodys_answer_carries_it(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    people = hire(session, {"North 1": ("North", 12), "Lone": ("Lone", 1)})
    draft = opened_as_draft(session)
    page = signed_in(Role.STUDY_LEAD).get(f"/campaigns/{draft.id}").text
    assert "Groups that will never be reportable" in page and "<li>Lone</li>" in page
    actions.launch(session, "lead", draft)
    session.commit()
    assert {tuple(admission(session, draft, one).labels) for one in people} == {()}  # with Lone alone, twelve less one


def opened_as_draft(session: Session) -> Campaign:
    launched = opened(session, ["team"])
    draft = actions.draft(
        session, "lead", title="How we sell", version=launched.version, job="", cuts=["team"], least=5,
        closes_at=launched.closes_at,
    )  # fmt: skip
    session.commit()
    return draft
