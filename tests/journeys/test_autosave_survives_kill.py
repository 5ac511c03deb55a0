"""Acknowledged answers survive ``kill -9`` of the whole server, again and again; so do an interviewer's ratings."""

from pathlib import Path

import pytest

from benchmarks import scorecards
from benchmarks.autosave import company
from benchmarks.autosave_kill import Ledger, lost_answers, run


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    outcome = run(tmp_path, saves=160, kills=1, phones=4)
    assert outcome.acknowledged >= 160 and outcome.kills == 1
    assert outcome.lost == ()


@pytest.mark.slow
def test_no_acknowledged_answer_of_a_thousand_is_lost_in_five_kills(tmp_path: Path) -> None:
    outcome = run(tmp_path, saves=1000, kills=5)
    assert outcome.acknowledged >= 1000 and outcome.lost == ()


def test_the_proof_notices_an_answer_that_is_gone(tmp_path: Path) -> None:
    company(tmp_path, candidates=1)
    assert lost_answers(tmp_path, [Ledger(acknowledged={"e01": "4"})]) == ["phone 1, e01: acknowledged 4, found None"]


def test_no_acknowledged_rating_is_lost_when_a_worker_is_killed(tmp_path: Path) -> None:
    """Four interviewers signed in and four by their link rate on while it dies."""
    acknowledged, cut, lost = scorecards.killed(tmp_path, interviewers=8, seconds=2)
    assert acknowledged >= 40 and cut >= 1
    assert lost == 0
