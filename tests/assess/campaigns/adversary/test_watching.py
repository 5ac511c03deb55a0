"""Whoever watches every page and the trail while colleagues answer sees numbers move by fives, and no moment."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.campaigns import frames, tasks
from assess.campaigns.models import Campaign
from assess.jobs.models import Job
from surveys.models import AnonymousAnswer, Pending
from tests.assess.campaigns.adversary.printing import show
from tests.assess.campaigns.companies import come, hire, opened
from tests.assess.campaigns.test_attack import in_some_order

CAME = 12
#: What a page says anew at every look, and what looking itself leaves behind.
OWN = re.compile(r"nonce-?[=\"\w-]+|csrf_token.*")


def counted_at_once(session: Session, campaign: Campaign) -> int:
    """The weakened build: answers are counted as they come."""
    pending = select(func.count()).select_from(Pending).where(Pending.campaign == campaign.code)
    filed = select(func.count()).select_from(AnonymousAnswer).where(AnonymousAnswer.campaign == campaign.code)
    return (session.scalar(pending) or 0) + (session.scalar(filed) or 0)


def ticks(session: Session, client: FlaskClient, run_jobs: Callable[[], int]) -> int:
    """After how many of the colleagues who leave the room something has moved that the watcher can read."""
    comers = in_some_order(hire(session, {f"North {session.query(Campaign).count()}": ("North", 24)}))[:CAME]
    campaign = opened(session)
    run_jobs()

    def seen() -> tuple[object, ...]:
        pages = [client.get(path).text for path in ("/", "/campaigns/", f"/campaigns/{campaign.id}")]
        trail = session.scalar(select(func.count()).select_from(AuditEvent))
        return *(OWN.sub("", page) for page in pages), trail, session.scalar(select(func.count()).select_from(Job))

    before, moved = seen(), 0
    for person in comers:
        come(session, campaign, [person])
        tasks.file_answers(session)
        now = seen()
        moved += now != before
        before = now
    return moved


def test_a_watcher_sees_two_of_twelve_come_and_on_a_build_that_counts_at_once_all_of_them(
    session: Session, signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    client = signed_in(Role.STUDY_LEAD)
    built = ticks(session, client, run_jobs)
    monkeypatch.setattr(frames, "answered", counted_at_once)
    weak = ticks(session, client, run_jobs)
    show(capsys, "the count ticks as a colleague leaves", "answers counted as they come", built, weak, CAME)
    assert (built, weak) == (2, CAME)  # the fifth and the tenth
