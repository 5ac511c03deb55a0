"""Reading comment boxes: which names are taken out, what waits, and what a reviewer may see."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns.models.campaigns import Campaign
from assess.campaigns.models.comments import STANDING, Comment, CommentBox, KnownCustomer
from assess.campaigns.models.themes import Theme, ThemeComment
from assess.campaigns.queries.campaigns import outside, reads
from assess.errors import LinkUnknown, NotFound
from assess.paging import Slice, selected
from assess.people.models import Account, Person, Team
from surveys.scrubbing import Known, known

#: Fewest comments that are read together (methods §10.3); fewer are never read.
LEAST_COMMENTS = 10
#: Who may read comments: the study role of the company, or somebody from outside.
REVIEWERS = (Role.STUDY_LEAD, Role.EXTERNAL_STUDY)


def directory(session: Session) -> Known:
    """Every name that is taken out: people, accounts, customers, teams."""
    people = {*session.scalars(select(Person.name)), *session.scalars(select(Account.name))}
    customers = session.scalars(select(KnownCustomer.name)).all()
    return _prepared(tuple(sorted(people)), tuple(sorted(customers)), tuple(sorted(session.scalars(select(Team.name)))))


# preparing 100,000 names takes seconds, and they are the same for one comment after the other
@lru_cache(maxsize=2)
def _prepared(people: tuple[str, ...], customers: tuple[str, ...], teams: tuple[str, ...]) -> Known:
    return known(people, customers, teams)


def customers(session: Session) -> Sequence[str]:
    """Names of customers, products and projects that are taken out."""
    return session.scalars(select(KnownCustomer.name).order_by(KnownCustomer.name)).all()


def box_of(session: Session, campaign: Campaign) -> CommentBox | None:
    """The comment box of a campaign that has one."""
    return session.scalar(select(CommentBox).where(CommentBox.campaign_id == campaign.id))


def standing_box(session: Session) -> CommentBox | None:
    """The standing question, once it was opened."""
    return session.scalar(select(CommentBox).where(CommentBox.code == STANDING))


def entered(session: Session, entry: str) -> CommentBox:
    """The standing question its link opens; LinkUnknown for any other link, and while it is closed."""
    box = standing_box(session)
    if box is None or not box.open or box.entry != entry:
        raise LinkUnknown
    return box


def open_box(session: Session, code: str) -> CommentBox:
    """The comment box of a campaign that still takes comments; NotFound."""
    box = session.scalar(select(CommentBox).join(Campaign).where(CommentBox.code == code, Campaign.state == "open"))
    if box is None:
        raise NotFound
    return box


def reviews(viewer: Account, box: CommentBox) -> bool:
    """Whether a viewer reads these comments: in third-party mode nobody of the company does."""
    external = box.third_party or (box.campaign is not None and box.campaign.third_party)
    return outside(viewer) if external else Role.STUDY_LEAD in viewer.role_names


def reviewed(session: Session, viewer: Account, id: int) -> CommentBox:
    """A box for whoever reviews it; NotFound."""
    box = session.get(CommentBox, id)
    if box is None or not reviews(viewer, box):
        raise NotFound
    return box


def to_review(session: Session, viewer: Account) -> Sequence[CommentBox]:
    """The boxes a viewer reviews that hold comments to read."""
    waiting = select(Comment.box).distinct()
    found = session.scalars(select(CommentBox).where(CommentBox.code.in_(waiting)).order_by(CommentBox.id)).all()
    return [box for box in found if reviews(viewer, box)]


def comments(session: Session, box: CommentBox, page: int) -> Slice[Comment]:
    """A page of comments by their random ids: in no order that means anything."""
    total = session.scalar(select(func.count()).select_from(Comment).where(Comment.box == box.code)) or 0
    return selected(session, select(Comment).where(Comment.box == box.code).order_by(Comment.id), total, page)


def drafts(session: Session, box: CommentBox) -> Sequence[tuple[Theme, int]]:
    """The themes of a box that are not released yet, with how many comments each is made of."""
    count = func.count(ThemeComment.comment_id)
    query = select(Theme, count).outerjoin(ThemeComment).where(Theme.box_id == box.id, ~Theme.released)
    return [(theme, n) for theme, n in session.execute(query.group_by(Theme.id).order_by(Theme.id)).all()]


def draft(session: Session, box: CommentBox, id: int) -> Theme:
    """A theme that is not released yet; NotFound."""
    theme = session.get(Theme, id)
    if theme is None or theme.box_id != box.id or theme.released:
        raise NotFound
    return theme


def themes_of(session: Session, box: CommentBox, shown: Slice[Comment]) -> Mapping[str, list[str]]:
    """Which themes each comment of a page stands in, by their titles."""
    ids = [comment.id for comment in shown.rows]
    query = select(ThemeComment.comment_id, Theme.title).join(Theme).where(ThemeComment.comment_id.in_(ids))
    found: dict[str, list[str]] = {}
    for comment, title in session.execute(query.order_by(Theme.id)).all():
        found.setdefault(comment, []).append(title)
    return found


def released_themes(session: Session, viewer: Account, id: int) -> tuple[Campaign, Sequence[Theme]]:
    """What was released of a campaign's comments, most voices first; NotFound while nothing is."""
    campaign = session.get(Campaign, id)
    box = box_of(session, campaign) if campaign is not None else None
    if campaign is None or box is None or not (reads(viewer, campaign) or reviews(viewer, box)):
        raise NotFound
    found = _released(session, box)
    if not found:
        raise NotFound
    return campaign, found


def ideas(session: Session) -> Sequence[Theme]:
    """What was released of the standing question: ideas a registry of hypotheses may take up."""
    box = standing_box(session)
    return _released(session, box) if box is not None else []


def idea(session: Session, id: int) -> Theme:
    """One released idea; NotFound."""
    theme = session.get(Theme, id)
    if theme is None or not theme.released or theme.box.code != STANDING:
        raise NotFound
    return theme


def box_to_review(session: Session, viewer: Account, campaign: Campaign) -> CommentBox | None:
    """The box of a campaign for a viewer who reviews it; None for anybody else, and where there is none."""
    box = box_of(session, campaign)
    return box if box is not None and reviews(viewer, box) else None


def has_themes(session: Session, campaign: Campaign) -> bool:
    """Whether themes of this campaign were released."""
    box = box_of(session, campaign)
    return box is not None and bool(_released(session, box))


def _released(session: Session, box: CommentBox) -> Sequence[Theme]:
    return session.scalars(select(Theme).where(Theme.box_id == box.id, Theme.released).order_by(Theme.id.desc())).all()
