"""Taking comments in, scrubbed and shuffled, and laying them before a reviewer once there are ten."""

import hashlib
import hmac
import random
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.actions.refusals import NotAllowedNow, NothingAnswered
from assess.campaigns.models.campaigns import Campaign
from assess.campaigns.models.comments import STANDING, Comment, CommentBox, CommentPool, KnownCustomer
from assess.campaigns.queries.comments import LEAST_COMMENTS, box_of, standing_box
from assess.errors import Conflict, Refusal
from assess.once import add_once
from assess.people.models import Person
from surveys.anonymous import forget_order
from surveys.scrubbing import Known, scrubbed

#: Longest comment, in characters.
LONGEST = 2_000
#: So many may come to the standing question in a week, or twice as many as there are people.
FEWEST_A_WEEK = 200


class TooLong(Refusal):
    """A comment longer than two thousand characters."""

    status = 422
    key = "comments.too_long"


class TooManyNow(Refusal):
    """More came to the standing question this week than people could have sent."""

    status = 429
    key = "comments.too_many"


class NotWithConfidence(Conflict):
    """Comments are for anonymous surveys: in confidential ones words go with the answers."""

    key = "comments.confidential"


def allow(session: Session, actor: str, campaign: Campaign) -> CommentBox:
    """Give an anonymous campaign a comment box, before anybody is asked; it keeps the one it has."""
    if campaign.state != "draft":
        raise NotAllowedNow(state=campaign.state)
    if campaign.promise != "anonymous":
        raise NotWithConfidence
    box = box_of(session, campaign)
    if box is None:
        box = CommentBox(campaign=campaign)
        session.add(box)
        session.flush()
        session.add(CommentPool(code=box.code, waiting=[], spent=[]))
        record(session, actor, "campaigns.comments_allowed", f"campaign:{campaign.id}")
    return box


def forbid(session: Session, actor: str, campaign: Campaign) -> None:
    """Take the comment box away again, before anybody is asked."""
    if campaign.state != "draft":
        raise NotAllowedNow(state=campaign.state)
    box = box_of(session, campaign)
    if box is not None:
        session.execute(delete(CommentPool).where(CommentPool.code == box.code))
        session.delete(box)
        record(session, actor, "campaigns.comments_forbidden", f"campaign:{campaign.id}")


def open_standing(session: Session, actor: str, third_party: bool) -> CommentBox:
    """Open the standing question, for the first time or again; it keeps its link and who reads it."""
    box = standing_box(session)
    if box is None:
        box = CommentBox(code=STANDING, third_party=third_party)
        session.add(box)
        session.add(CommentPool(code=STANDING, waiting=[], spent=[]))
    box.open = True
    record(session, actor, "campaigns.standing_opened", "standing")
    session.flush()
    return box


def close_standing(session: Session, actor: str, box: CommentBox) -> None:
    """Take no more; what waits stays until there are ten."""
    box.open = False
    record(session, actor, "campaigns.standing_closed", "standing")


def renew_entry(session: Session, actor: str, box: CommentBox, entry: str) -> None:
    """Another link, where the old one got into wrong hands."""
    box.entry = entry
    record(session, actor, "campaigns.standing_renewed", "standing")


def comment(
    session: Session, box: CommentBox, names: Known, said: str, quotable: bool, mark: str, rng: random.Random
) -> bool:
    """Keep a comment, scrubbed, among those that wait; False where this form was sent before, and nothing is kept.

    Writes one row that is written by every comment alike, and nothing else: no audit, no job, no time. ``mark`` stands
    for the form it came by. Raises NothingAnswered, TooLong or TooManyNow.
    """
    if len(said) > LONGEST:
        raise TooLong(most=LONGEST)
    clean = scrubbed(said, names).text
    if not clean:
        raise NothingAnswered
    add_once(session, CommentPool, [{"code": box.code, "waiting": [], "spent": []}])  # no backup brings it back
    pool = session.scalars(_pool(box.code)).one()
    if mark in pool.spent:
        return False
    if box.code == STANDING and len(pool.spent) >= _most(session):
        raise TooManyNow
    _write(session, box.code, [*pool.waiting, {"text": clean, "quotable": quotable}], {*pool.spent, mark}, rng)
    forget_order(session)
    return True


def _most(session: Session) -> int:
    people = session.scalar(select(func.count()).select_from(Person).where(Person.status == "active")) or 0
    return max(FEWEST_A_WEEK, 2 * people)


def mark(key: str, code: str, week: str, nonce: str) -> str:
    """What stands for a form that was sent: its week, where one is named, and a keyed hash."""
    return week + hmac.new(key.encode(), f"{code}:{week}:{nonce}".encode(), hashlib.sha256).hexdigest()[:32]


def file_comments(session: Session, box: CommentBox, rng: random.Random, weeks: Sequence[str]) -> int:
    """Lay comments before the reviewer once there are ten, or shuffle them once more; gives how many were laid.

    Those of a campaign when it is over, all at once; fewer than ten are destroyed unread. Those of the standing
    question ten or more at a time, and no further ones before the themes of these are released. ``weeks`` are the
    weeks whose forms are still taken; marks of earlier ones go.
    """
    pool = session.scalars(_pool(box.code)).one_or_none()
    if pool is None:
        return 0
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))
    over = box.campaign is not None and box.campaign.state == "closed"
    read = session.scalar(select(func.count()).select_from(Comment).where(Comment.box == box.code))
    ready = len(pool.waiting) >= LEAST_COMMENTS and (over if box.campaign is not None else not read)
    if ready:
        rows = [{"id": f"{rng.getrandbits(128):032x}", "box": box.code, **one} for one in pool.waiting]
        rng.shuffle(rows)
        session.execute(insert(Comment), rows)
    if over:
        session.execute(delete(CommentPool).where(CommentPool.code == box.code))
    else:
        spent = {one for one in pool.spent if box.code != STANDING or one.startswith(tuple(weeks))}
        _write(session, box.code, [] if ready else pool.waiting, spent, rng)
    return len(pool.waiting) if ready else 0


def name_customers(session: Session, actor: str, names: Iterable[str]) -> int:
    """The customers, products and projects whose names are taken out, in place of those before; gives how many."""
    wanted = {" ".join(name.split())[:200] for name in names} - {""}
    session.execute(delete(KnownCustomer).where(KnownCustomer.name.not_in(wanted)))
    there = set(session.scalars(select(KnownCustomer.name)))
    session.add_all(KnownCustomer(name=name) for name in sorted(wanted - there))
    record(session, actor, "campaigns.customers_named", "customers", count=len(wanted))
    return len(wanted)


def _pool(code: str) -> Any:
    query = select(CommentPool).where(CommentPool.code == code)
    return query.with_for_update().execution_options(populate_existing=True)


def _write(
    session: Session, code: str, waiting: list[dict[str, Any]], spent: Iterable[str], rng: random.Random
) -> None:
    # an UPDATE even where nothing changed: its transaction is the last that touched the row, and says nothing then
    mixed = list(waiting)
    rng.shuffle(mixed)
    session.execute(update(CommentPool).where(CommentPool.code == code).values(waiting=mixed, spent=sorted(spent)))
