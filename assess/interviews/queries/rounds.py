"""What the candidates of an opening go through, and which average counts there."""

from collections.abc import Collection, Sequence
from math import ceil

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.access import Role
from assess.errors import NotFound
from assess.hiring.models import Application, Opening
from assess.hiring.queries import SEES_EVERY_OPENING
from assess.interviews.models import Interview, Round, ScoreRule
from assess.people.models import Account

#: At most so many topics a rater, and at least so many raters a topic (methods §6.1, §6.2).
MOST_TOPICS, LEAST_RATERS = 7, 2


def rounds(session: Session, opening: Opening) -> Sequence[Round]:
    """The rounds of an opening, in the order they were made."""
    query = select(Round).where(Round.opening_id == opening.id).options(joinedload(Round.version))
    return session.scalars(query.order_by(Round.id)).all()


def round_for(session: Session, viewer: Account, id: int) -> Round:
    """One round of an opening the viewer plans for; NotFound."""
    query = select(Round).where(Round.id == id).options(joinedload(Round.opening), joinedload(Round.version))
    found = session.scalar(query)
    if found is None or not plans_for(viewer, found.opening):
        raise NotFound
    return found


def last_panel(session: Session, round: Round) -> Interview | None:
    """The newest panel of a round, whose people often sit in the next one too."""
    query = select(Interview).where(Interview.round_id == round.id).options(selectinload(Interview.seats))
    return session.scalar(query.order_by(Interview.id.desc()).limit(1))


def panels_before(session: Session, applications: Collection[int]) -> dict[int, list[Interview]]:
    """The panels each of these candidates has met or will meet, by application."""
    query = select(Interview).where(Interview.application_id.in_(applications), Interview.state != "cancelled")
    found: dict[int, list[Interview]] = {}
    for one in session.scalars(
        query.options(joinedload(Interview.round), selectinload(Interview.seats)).order_by(Interview.id)
    ):
        if one.application_id is not None:
            found.setdefault(one.application_id, []).append(one)
    return found


def plans_for(viewer: Account, opening: Opening) -> bool:
    """Whether the viewer may plan for an opening: HR, and its hiring manager."""
    sees = viewer.role_names & SEES_EVERY_OPENING and Role.HR in viewer.role_names
    return bool(sees or opening.hiring_manager_id == viewer.id)


def rule_of(session: Session, opening_id: int) -> str:
    """Which average counts for an opening: as given unless it was chosen otherwise."""
    return session.scalar(select(ScoreRule.rule).where(ScoreRule.opening_id == opening_id)) or "raw"


def rule_fixed(session: Session, opening_id: int) -> bool:
    """Whether that can no longer be chosen: once a panel is planned, and so before anybody has rated.

    Asking whether somebody has rated would tell on a panel that is sealed; whether one is planned tells nothing.
    """
    planned = exists().where(Interview.application_id == Application.id, Application.opening_id == opening_id)
    return bool(session.scalar(select(planned)))


def proposed(topics: Sequence[str], raters: int) -> list[list[str]]:
    """Who asks what, in the guide's order: everything where that is seven topics or fewer, else each topic with two.

    The panel is a ring in which neighbours share topics, so that everybody's ratings are linked with everybody's; the
    topics of an incomplete last turn go to people further apart, so that nobody has two more than another.
    """
    if raters <= LEAST_RATERS or len(topics) <= MOST_TOPICS:
        return [list(topics) for _seat in range(raters)]
    dealt: list[list[str]] = [[] for _seat in range(raters)]
    rest = len(topics) % raters
    for at, topic in enumerate(topics):
        last = at >= len(topics) - rest and 2 * rest <= raters
        for seat in (at % raters, (at % raters + (rest if last else 1)) % raters):
            dealt[seat].append(topic)
    return dealt


def least_raters(topics: int) -> int:
    """The smallest panel in which each topic has two raters and nobody more than seven."""
    return max(LEAST_RATERS, ceil(LEAST_RATERS * topics / MOST_TOPICS))
