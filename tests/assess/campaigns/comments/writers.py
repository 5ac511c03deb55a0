"""A campaign with a comment box, people who leave comments, and a standing question, for the tests of comments."""

import random
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy.orm import Session

from assess.campaigns import actions
from assess.campaigns.actions import comments
from assess.campaigns.models import Campaign, CommentBox
from assess.campaigns.queries.comments import box_of, directory
from surveys.bank import library
from surveys.moments import now
from surveys.versions import publish
from tests.assess.campaigns.companies import SURVEY


def with_box(session: Session, third_party: bool = False) -> tuple[Campaign, CommentBox]:
    """A launched campaign that takes comments."""
    campaign = actions.draft(
        session, "lead", title="How we sell", version=publish(session, library()[SURVEY]), job="", cuts=[], least=5,
        closes_at=now() + timedelta(days=14), third_party=third_party,
    )  # fmt: skip
    comments.allow(session, "lead", campaign)
    actions.launch(session, "lead", campaign)
    session.commit()
    box = box_of(session, campaign)
    assert box is not None
    return campaign, box


def say(
    session: Session, box: CommentBox, said: Iterable[str], quotable: bool = False, rng: random.Random | None = None
) -> None:
    """One comment after the other, each in a transaction of its own."""
    names, week = directory(session), "2026-W47" if box.campaign_id is None else ""
    for place, words in enumerate(said):
        ticket = comments.mark("key", box.code, week, f"{words}{place}")
        comments.comment(session, box, names, words, quotable, ticket, rng or random.SystemRandom())
        session.commit()
