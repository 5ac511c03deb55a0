"""Rows become frames: answers as given with their scores, ratings with rater and ratee, anonymous answers by group."""

import random

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from scoring.forced_choice.blocks import blocks, ranks
from scoring.keys import ScoringKey
from surveys import frames, sessions
from surveys.anonymous import flush, submit_anonymously
from surveys.bank import library, read
from surveys.definition import Instrument
from surveys.items import Given
from surveys.models import InstrumentVersion, Participant
from surveys.scales import keys
from surveys.versions import publish
from tests.surveys.conftest import NOON
from tests.surveys.test_items import BANKS


def answered(
    session: Session,
    version: InstrumentVersion,
    given: dict[str, Given],
    respondent: Participant | None = None,
    subject: Participant | None = None,
) -> None:
    begun = sessions.start(
        session, version, respondent or Participant(), subject=subject, purpose="selection", now=NOON, context="room:1"
    )
    sessions.save(session, begun.id, given, now=NOON)
    sessions.submit(session, begun.id, now=NOON)


def test_responses_are_long_and_as_given(session: Session, instrument: Instrument) -> None:
    version = publish(session, instrument)
    answered(session, version, {"late": Given("5"), "ten": Given("7")})
    sessions.start(session, version, Participant(), purpose="selection", now=NOON)  # never submitted
    found = frames.responses(session, [version.id])
    assert tuple(found.columns) == frames.RESPONSES
    assert found[["item", "value", "score"]].to_dict("list") == {
        "item": ["late", "ten"], "value": [5.0, 7.0], "score": [5.0, 7.0],
    }  # fmt: skip
    table = frames.wide(found, instrument)
    assert list(table.columns) == ["plan", "late", "look", "ten"]
    assert table.isna().sum(axis=1).tolist() == [2]


def test_an_option_gets_its_score_in_the_frame_only(session: Session) -> None:
    version = publish(session, library()["situational_judgement"])
    answered(session, version, {"postponed": Given("c>a"), "blame": Given("b>d")})
    found = frames.responses(session, [version.id])
    assert found["item"].tolist() == ["blame", "postponed"]
    assert found["text"].tolist() == ["b>d", "c>a"]
    assert found["value"].isna().all()
    assert found["score"].tolist() == [1.5, 5.0]


def test_blocks_become_the_ranks_that_forced_choice_takes(session: Session) -> None:
    instrument = read(BANKS / "forced.toml")
    version = publish(session, instrument)
    for given in ("1:b,3:c", "3:a", "c,b,a"):
        begun = sessions.start(session, version, Participant(), purpose="research", now=NOON)
        sessions.save(session, begun.id, {"one": Given(given)}, now=NOON)
        begun.submitted_at = NOON  # a block left unfinished cannot be handed in; old data may hold one
        session.flush()
    known = frames.statements(instrument)
    assert known.reset_index().values.tolist() == [
        ["one.a", "one", "order", 1], ["one.b", "one", "contact", 1], ["one.c", "one", "calm", -1],
    ]  # fmt: skip
    table = frames.ranks(frames.responses(session, [version.id]), instrument)
    assert list(table.columns) == ["one.a", "one.b", "one.c"]
    assert table.iloc[[0, 2]].values.tolist() == [[2, 1, 3], [3, 2, 1]]
    assert table.iloc[1].isna().all()
    taken = blocks(known)  # the statistics read both as they are
    pd.testing.assert_frame_equal(ranks(table, taken), table)
    assert frames.wide(frames.responses(session, [version.id]), instrument)["one"].isna().all()
    assert keys(instrument) == ()


def test_no_blocks_no_statements(session: Session, instrument: Instrument) -> None:
    version = publish(session, instrument)
    assert frames.statements(instrument).empty
    assert frames.ranks(frames.responses(session, [version.id]), instrument).empty


def test_an_empty_version_gives_an_empty_frame_with_every_column(session: Session, instrument: Instrument) -> None:
    version = publish(session, instrument)
    assert list(frames.responses(session, [version.id]).columns) == list(frames.RESPONSES)
    assert list(frames.ratings(session, [version.id]).columns) == list(frames.RATINGS)
    assert list(frames.anonymous_answers(session, "x").columns) == list(frames.ANONYMOUS)


def test_versions_are_told_apart(session: Session, instrument: Instrument) -> None:
    version = publish(session, instrument)
    other = publish(session, library()["situational_judgement"])
    answered(session, version, {"ten": Given("7")})
    answered(session, other, {"blame": Given("d>c")})
    both = frames.responses(session, [version.id, other.id])
    assert both["version"].tolist() == [version.content_hash, other.content_hash]
    assert frames.responses(session, [other.id])["item"].tolist() == ["blame"]


def test_ratings_name_rater_ratee_and_criterion_and_no_evidence_is_missing(session: Session) -> None:
    version = publish(session, library()["interview_scorecard"])
    rater, candidate = Participant(code="r" * 32), Participant(code="c" * 32)
    given = {code: Given("4", cues=("1",)) for code in ("preparation", "discovery", "pipeline", "care")}
    answered(session, version, given | {"deciding": Given("none")}, rater, candidate)
    found = frames.ratings(session, [version.id])
    assert tuple(found.columns) == frames.RATINGS
    assert set(zip(found["rater"], found["ratee"], found["context"], strict=True)) == {("r" * 32, "c" * 32, "room:1")}
    by_criterion = found.set_index("criterion")["rating"]
    assert pd.isna(by_criterion["deciding"])
    assert by_criterion.drop("deciding").tolist() == [4.0] * 4
    assert frames.ratings(session, [version.id], administrations=[]).empty


def test_anonymous_answers_carry_groups_and_week_and_no_more(session: Session, instrument: Instrument) -> None:
    version = publish(session, instrument)
    for ten in range(5):
        submit_anonymously(session, version, "c", {"ten": Given(str(ten))}, {"region": "N"})
    flush(session, "c", now=NOON, rng=random.Random(1))
    found = frames.anonymous_answers(session, "c")
    assert sorted(found["score"]) == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert found.columns.tolist() == [*frames.ANONYMOUS, "group:region"]
    assert set(found["week"]) == {"2026-W48"}


@pytest.mark.parametrize("code", ["work_style", "situational_judgement", "performer_survey"])
def test_every_scale_of_the_library_is_a_scoring_key(code: str) -> None:
    found = keys(library()[code])
    assert all(isinstance(key, ScoringKey) for key in found)
    assert [key.scale for key in found] == [scale.code for scale in library()[code].scales]


def test_as_many_administrations_are_read_as_one_likes(
    session: Session, instrument: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement holds at most 32,766 values on SQLite; more administrations than that are asked for in turns."""
    version = publish(session, instrument)
    for number in range(5):
        answered(session, version, {"late": Given(str(1 + number % 5)), "ten": Given("7")})
    whole = frames.responses(session, [version.id])
    ids = [int(id) for id in whole["administration"].unique()]
    assert len(ids) == 5
    monkeypatch.setattr(frames, "AT_ONCE", 2)
    pd.testing.assert_frame_equal(frames.responses(session, [version.id], administrations=[*reversed(ids)]), whole)
    assert set(frames.responses(session, [version.id], administrations=ids[1:4])["administration"]) == set(ids[1:4])
