"""What waits of surveys, projects, practices and plans."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns.frames import new_answers
from assess.campaigns.queries import campaigns
from assess.home.queries.things import Source, Waiting
from assess.people.models import Account
from assess.plans import queries as plans
from assess.practices import queries as practices
from assess.projects.queries.alignment import due, today
from assess.projects.queries.packs import AUDIENCE, shared_with
from assess.projects.queries.projects import READERS as PROJECT_READERS
from surveys.moments import now


def _surveys(session: Session, viewer: Account) -> Iterable[Waiting]:
    for campaign in campaigns(session, viewer):
        place = {"id": campaign.id}
        if campaign.state == "draft":
            yield Waiting("launch", "campaigns.campaign", place, campaign.title)
        elif campaign.closes_at <= now() or campaign.state == "closed":
            _answers, unseen = new_answers(session, campaign)
            if unseen >= campaign.least:
                yield Waiting("release", "campaigns.campaign", place, campaign.title, unseen, campaign.closes_at)


def _to_align(session: Session, viewer: Account) -> Iterable[Waiting]:
    """Rows of a scorecard the viewer sees to, from two weeks before they are due."""
    for row, overdue in due(session, viewer, today()):
        since = datetime.combine(row.due, datetime.min.time(), UTC) if row.due else None
        key = "align_overdue" if overdue else "align"
        yield Waiting(key, "projects.item", {"id": row.id}, row.finding, since=since)


def _to_read(session: Session, viewer: Account) -> Iterable[Waiting]:
    for one in shared_with(session, viewer):
        if one.opened_at is None:
            yield Waiting("read_pack", "projects.pack", {"id": one.pack_id}, one.pack.title, since=one.pack.shared_at)


def _to_vote(session: Session, viewer: Account) -> Iterable[Waiting]:
    for seat in practices.waiting(session, viewer):
        practice = seat.practice
        yield Waiting("vote", "practices.vote", {"id": practice.id}, practice.title, since=practice.asked_at)


def _to_screen(session: Session, viewer: Account) -> Iterable[Waiting]:
    for one in practices.to_screen(session, viewer):
        yield Waiting("screen", "practices.practice", {"id": one.id}, one.title, since=one.analysed_at)


def _plans(session: Session, viewer: Account) -> Iterable[Waiting]:
    """One's own plan, about nobody, and those of the people one leads."""
    for plan, step, since in plans.waiting(session, viewer):
        about = "" if plan.person_id == viewer.person_id else plan.person.name
        yield Waiting(f"plan_{step}", "plans.plan", {"id": plan.id}, about, since=since)


STUDIES: tuple[Source, ...] = (
    (frozenset({Role.STUDY_LEAD, Role.HR}), _surveys),
    (frozenset(PROJECT_READERS), _to_align),
    (frozenset(AUDIENCE), _to_read),
    (frozenset(Role), _to_vote),
    (frozenset(practices.KEEPERS), _to_screen),
    (frozenset(plans.PARTNERS), _plans),
)
