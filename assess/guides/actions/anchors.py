"""Putting anchors before judges, keeping where they put them, closing the round."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.guides.actions.jobs import HandedIn, NothingSaid
from assess.guides.models import AnchorStudy, Judge, Placement
from assess.instruments.models import InstrumentPublication
from assess.jobs.actions import enqueue
from assess.people.models import Account
from surveys.definition import Item
from surveys.models import InstrumentVersion
from surveys.moments import now

#: With one competency there is nothing to choose between.
LEAST_COMPETENCIES = 2


class TooFewCompetencies(Refusal):
    """Judges need something to choose between."""

    status = 422
    key = "guides.too_few_competencies"


class StudyClosed(Conflict):
    """The round of judging is over."""

    key = "guides.study_closed"


class WroteThem(Refusal):
    """Whoever wrote anchors knows where they belong."""

    status = 422
    key = "guides.wrote_them"


class NotAllPlaced(Refusal):
    """Some anchors have no place yet."""

    status = 422
    key = "guides.not_all_placed"


def begin(session: Session, actor: str, title: str, items: Sequence[Item], code: str = "") -> AnchorStudy:
    """A round about the anchors of these competencies; who published the instrument of that code cannot judge it.

    Raises TooFewCompetencies.
    """
    if len(items) < LEAST_COMPETENCIES:
        raise TooFewCompetencies(least=LEAST_COMPETENCIES)
    publishers = select(InstrumentPublication.published_by).join(
        InstrumentVersion, InstrumentVersion.id == InstrumentPublication.version_id
    )
    wrote = session.scalars(publishers.where(InstrumentVersion.code == code)).all() if code else []
    anchors: list[dict[str, Any]] = [
        {"competency": item.code, "points": anchor.points, "behaviour": anchor.behaviour}
        for item in items
        for anchor in item.anchors
    ]
    made = AnchorStudy(
        title=title,
        competencies=[{"code": item.code, "name": item.text, "definition": item.definition} for item in items],
        anchors=anchors,
        written_by=sorted({actor, *wrote}),
        made_by=actor,
    )
    session.add(made)
    session.flush()
    record(session, actor, "guides.judging_begun", f"anchor_study:{made.id}", anchors=len(anchors))
    return made


def ask(session: Session, actor: str, study: AnchorStudy, accounts: Sequence[Account]) -> int:
    """Ask these people, each once, by mail; returns how many are new. WroteThem for one of those who wrote."""
    _open(session, study)
    session.refresh(study, ["judges"])
    known = {judge.account_id for judge in study.judges}
    new = [account for account in accounts if account.id not in known]
    writers = [account.name for account in new if account.pseudonym in study.written_by]
    if writers:
        raise WroteThem(names=", ".join(writers))
    made = [Judge(account=account) for account in new]
    study.judges.extend(made)
    session.flush()
    for judge in made:
        enqueue(session, "guides.ask_judge", id=judge.id)
    if made:
        record(session, actor, "guides.judges_asked", f"anchor_study:{study.id}", n=len(made))
    return len(made)


def place(session: Session, judge: Judge, given: Mapping[int, tuple[str, int | None]]) -> None:
    """Keep where a judge puts these anchors (by their place): a competency and a level, or an empty one. HandedIn."""
    _open(session, judge.study)
    session.refresh(judge, ["submitted_at", "placements"])
    if judge.submitted_at is not None:
        raise HandedIn
    known = {one.place: one for one in judge.placements}
    codes = {"", *(one["code"] for one in judge.study.competencies)}
    for at, (competency, points) in given.items():
        if not 0 <= at < len(judge.study.anchors) or competency not in codes:
            continue
        row = known.get(at) or Placement(place=at)
        row.competency, row.points = competency, points if competency else None
        if at not in known:
            judge.placements.append(row)
    session.flush()


def hand_in(session: Session, judge: Judge) -> None:
    """Where this judge put the anchors stands; HandedIn the second time, NotAllPlaced."""
    _open(session, judge.study)
    session.refresh(judge, ["submitted_at"])
    if judge.submitted_at is not None:
        raise HandedIn
    left = len(judge.study.anchors) - len(judge.placements)
    if left:
        raise NotAllPlaced(n=left)
    judge.submitted_at = now()
    session.flush()
    record(session, judge.account.pseudonym, "guides.judge_handed_in", f"anchor_study:{judge.study_id}")


def close(session: Session, actor: str, study: AnchorStudy) -> None:
    """End the judging and have what was handed in computed; NothingSaid."""
    _open(session, study)
    if not any(judge.submitted_at for judge in study.judges):
        raise NothingSaid
    study.state, study.closed_at = "closed", now()
    session.flush()
    record(session, actor, "guides.judging_closed", f"anchor_study:{study.id}")
    enqueue(session, "guides.compute_anchors", id=study.id, actor=actor)


def _open(session: Session, study: AnchorStudy) -> None:
    # held until the end: nobody hands in while it is being closed, nobody is asked twice by two at once
    session.refresh(study, ["state"], with_for_update=True)
    if study.state != "open":
        raise StudyClosed
