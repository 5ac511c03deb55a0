"""Saying how a result came about, alone; settling a round; holding somebody back or letting them through."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.errors import Refusal
from assess.jobs.actions import announce
from assess.once import add_once
from assess.people.models import Account, Person
from assess.performance.models.screening import (
    GROUNDS,
    HOLDS,
    SEATS,
    VERDICTS_ON_RESULTS,
    EthicsHold,
    Screen,
    ScreenVerdict,
)
from assess.performance.queries.screening import own_affair
from surveys.moments import now


class NotOwnAffair(Refusal):
    """Nobody judges their own results, or those of people they lead."""

    status = 403
    key = "screening.own_affair"


class AlreadyJudged(Refusal):
    """A reviewer speaks once a round."""

    status = 409
    key = "screening.already_judged"


class AlreadySettled(Refusal):
    """The round has its verdicts."""

    status = 409
    key = "screening.settled"


class NotSettled(Refusal):
    """A round that is open goes on; another begins when it is settled."""

    status = 409
    key = "screening.not_settled"


class NoGround(Refusal):
    """A verdict names at least one ground; another ground is said in words; it is one of the three."""

    status = 422
    key = "screening.no_ground"


class NoReason(Refusal):
    """Who holds somebody back, or lets them through, says why."""

    status = 422
    key = "screening.no_reason"


def judge(
    session: Session,
    reviewer: Account,
    person: Person,
    analysis: Analysis,
    verdict: str,
    grounds: Sequence[str],
    note: str,
) -> Screen:
    """One reviewer's verdict, and the result once the round has what it needs.

    Two who agree settle it; where they differ a third does, and where all three differ nobody can tell. The audit trail
    learns that somebody judged, and what came out only when it is out.

    Raises
    ------
    NotOwnAffair, AlreadyJudged, AlreadySettled, NoGround
    """
    if own_affair(reviewer, person):
        raise NotOwnAffair
    named = [ground for ground in GROUNDS if ground in grounds]
    if verdict not in VERDICTS_ON_RESULTS or not named or ("other" in named and not note.strip()):
        raise NoGround
    screen = _round(session, person, analysis)
    before = list(session.scalars(select(ScreenVerdict).where(ScreenVerdict.screen_id == screen.id)))
    if any(one.reviewer == reviewer.pseudonym for one in before):
        raise AlreadyJudged
    if screen.result is not None or len(before) >= SEATS:
        raise AlreadySettled
    session.add(
        ScreenVerdict(
            screen_id=screen.id, seat=len(before) + 1, reviewer=reviewer.pseudonym, verdict=verdict, grounds=named,
            note=note.strip(),
        )
    )  # fmt: skip
    record(session, reviewer.pseudonym, "performance.screened", f"screen:{screen.id}")
    given = [one.verdict for one in before] + [verdict]
    if (result := settled(given)) is not None:
        screen.result, screen.settled_at = result, now()
        record(session, reviewer.pseudonym, "performance.screen_settled", f"screen:{screen.id}", result=result)
        announce(session, "performance.screened", screen.id)
    session.flush()
    return screen


def settled(given: Sequence[str]) -> str | None:
    """What two or three verdicts come to; None while another is needed."""
    if len(given) < 2 or (len(given) == 2 and given[0] != given[1]):
        return None
    return next((one for one in given if given.count(one) > 1), "cannot_tell")


def _round(session: Session, person: Person, analysis: Analysis) -> Screen:
    """The open round of a person, locked, so that two who judge at once take two seats."""
    job = analysis.subject.removeprefix("job:")
    mine = (Screen.person_id == person.id, Screen.job == job)
    number = session.scalar(select(func.max(Screen.round)).where(*mine)) or 1
    # two who are the first at once: one adds the round, the other waits and finds it
    add_once(
        session, Screen,
        [{"person_id": person.id, "job": job, "round": number, "analysis_id": analysis.id, "opened_at": now()}],
    )  # fmt: skip
    query = select(Screen).where(*mine, Screen.round == number).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def screen_anew(session: Session, actor: Account, screen: Screen, analysis: Analysis) -> Screen:
    """Another round after a settled one, on newer results; the earlier verdicts stay. NotSettled, NotOwnAffair."""
    if own_affair(actor, screen.person):
        raise NotOwnAffair
    if screen.result is None:
        raise NotSettled
    mine = {"person_id": screen.person_id, "job": screen.job, "round": screen.round + 1}
    add_once(session, Screen, [{**mine, "analysis_id": analysis.id, "opened_at": now()}])
    record(session, actor.pseudonym, "performance.screen_reopened", f"screen:{screen.id}")
    return session.scalars(select(Screen).filter_by(**mine)).one()


def decide_hold(
    session: Session, reviewer: Account, person: Person, job: str, decision: str, reason: str
) -> EthicsHold:  # fmt: skip
    """Keep somebody on hold, or let them through, with the reason; a later decision counts, the earlier stays.

    Raises
    ------
    NotOwnAffair, NoReason
    """
    if own_affair(reviewer, person):
        raise NotOwnAffair
    if decision not in HOLDS or not reason.strip():
        raise NoReason
    kept = EthicsHold(
        person_id=person.id, job=job, decision=decision, reason=reason.strip(), reviewer=reviewer.pseudonym
    )
    session.add(kept)
    session.flush()
    record(session, reviewer.pseudonym, "performance.hold_decided", f"person:{person.id}", decision=decision, job=job)
    announce(session, "performance.hold_decided", kept.id)
    return kept
