"""Reading anchors put to judges: what one judge places, and which anchors hold."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.errors import NotFound
from assess.guides.models import AnchorStudy, Judge
from assess.people.models import Account
from scoring.reports.retranslation import KIND
from surveys.definition import Anchor, Instrument

SUBJECT = "anchor_study:{}"
#: Verdicts beyond those of the statistics: no judge was asked, or too few have been.
UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a guide's anchors hold, how many do not, and how many nobody has judged."""

    holds: int
    fails: int
    unjudged: int

    @property
    def anchors(self) -> int:
        """All of them."""
        return self.holds + self.fails + self.unjudged

    @property
    def status(self) -> str:
        """``held`` when all hold, ``failed`` when one does not, else ``unjudged``."""
        return "failed" if self.fails else "unjudged" if self.unjudged else "held"


def studies(session: Session) -> Sequence[AnchorStudy]:
    """Every round of judging, the newest first."""
    query = select(AnchorStudy).options(selectinload(AnchorStudy.judges)).order_by(AnchorStudy.id.desc())
    return session.scalars(query).all()


def study(session: Session, id: int) -> AnchorStudy:
    """One round of judging; NotFound. Who may look is decided by role alone."""
    found = session.get(AnchorStudy, id)
    if found is None:
        raise NotFound
    return found


def report_of(session: Session, study: AnchorStudy) -> Analysis | None:
    """The stored Report of a round; None until it is computed."""
    return latest(session, KIND, SUBJECT.format(study.id))


def judge_for(session: Session, viewer: Account, study_id: int) -> Judge:
    """The viewer's own place among the judges of a round; NotFound for everybody else."""
    query = select(Judge).where(Judge.study_id == study_id, Judge.account_id == viewer.id)
    found = session.scalar(query.options(selectinload(Judge.placements), selectinload(Judge.study)))
    if found is None:
        raise NotFound
    return found


def asked(session: Session, viewer: Account) -> Sequence[Judge]:
    """Open rounds the viewer is a judge of and has not handed in."""
    query = select(Judge).join(Judge.study).where(Judge.account_id == viewer.id, Judge.submitted_at.is_(None))
    return session.scalars(query.where(AnchorStudy.state == "open").order_by(Judge.id)).all()


def order(judge: Judge) -> list[int]:
    """The places of the anchors in an order of the judge's own, the same whenever they come back."""
    places = list(range(len(judge.study.anchors)))
    random.Random(judge.id).shuffle(places)  # noqa: S311 an order, not a secret
    return places


def verdicts(session: Session) -> Mapping[tuple[str, int, str], str]:
    """What the newest round that judged it says of each anchor: by competency, points and words.

    By its words: an anchor somebody changed since has not been judged.
    """
    found: dict[tuple[str, int, str], str] = {}
    closed = select(AnchorStudy).where(AnchorStudy.state == "closed").order_by(AnchorStudy.id)
    for one in session.scalars(closed):
        stored = report_of(session, one)
        if stored is None:
            continue
        table = stored.report.table("anchors")
        columns = (table.column(key) for key in ("item_code", "points", "anchor", "anchor_verdict"))
        for code, points, words, verdict in zip(*columns, strict=True):
            if verdict != "untold" and isinstance(points, int):
                found[str(code), points, str(words).removeprefix(f"{code}: ")] = str(verdict)
    return found


def verdict_of(known: Mapping[tuple[str, int, str], str], code: str, anchor: Anchor) -> str:
    """The verdict on one anchor; ``unjudged`` where there is none."""
    return known.get((code, anchor.points, anchor.behaviour), UNJUDGED)


def standing(known: Mapping[tuple[str, int, str], str], instrument: Instrument) -> Standing:
    """How the anchors of an instrument stand."""
    said = [verdict_of(known, item.code, anchor) for item in instrument.items.values() for anchor in item.anchors]
    holds, unjudged = said.count("holds"), said.count(UNJUDGED)
    return Standing(holds, len(said) - holds - unjudged, unjudged)
