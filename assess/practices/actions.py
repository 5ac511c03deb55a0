"""Writing practices down, screening them, asking both panels, counting, and sharing what both validated."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.jobs.actions import announce
from assess.levers.models.registry import Lever
from assess.once import add_once
from assess.practices.models import PANELS, Barrier, Deviation, PanelBallot, PanelResult, PanelSeat, Practice
from assess.practices.queries import judges, results, why_not
from scoring.content_validity import ESSENTIAL, FEWEST, panel
from surveys.anonymous import forget_order
from surveys.moments import now

#: A panel too small for a test validates only when everybody of at least so many agrees.
UNTESTED = 3


class NotSupported(Conflict):
    """No verdict supports the lever, or something speaks against it."""

    key = "practices.not_supported"


class NotReady(Conflict):
    """A step before this one has not been taken."""

    key = "practices.not_ready"


class Settled(Conflict):
    """The panels have been asked, so what they judge stays as it is."""

    key = "practices.settled"


class OwnWork(Conflict):
    """Whoever wrote any of it does not screen it."""

    key = "practices.own_work"


class TooFewJudges(Conflict):
    """A panel of so few says nothing."""

    key = "practices.too_few_judges"


class TooFewVotes(Conflict):
    """Votes of so few would tell who said what."""

    key = "practices.too_few_votes"


class AlreadyVoted(Conflict):
    """A seat votes once."""

    key = "practices.already_voted"


class NotValidated(Conflict):
    """Not both panels call it essential."""

    key = "practices.not_validated"


@dataclass(frozen=True, slots=True)
class Statement:
    """When ``situation``, does ``action``, using ``means``, so that ``result``; and what is said of it."""

    title: str
    situation: str
    action: str
    means: str
    result: str
    benefit: str
    artifact: str
    claim: str


def open_practice(session: Session, actor: str, lever: Lever, said: Statement) -> Practice:
    """Begin a practice from a lever that a verdict supports and nothing speaks against; NotSupported for another."""
    if why_not(session, lever):
        raise NotSupported
    made = Practice(lever=lever)
    session.add(made)
    _say(made, actor, said)
    session.flush()
    record(session, actor, "practices.opened", f"practice:{made.id}", lever=lever.id)
    return made


def describe(session: Session, actor: str, found: Practice, said: Statement) -> None:
    """Write it anew; what was read, screened or found fit before has to be so again. Settled once panels are asked."""
    _must_be_open(session, found)
    _say(found, actor, said)
    found.analysed_at, found.compliance, found.compliance_why, found.compliance_by = None, "", "", ""
    record(session, actor, "practices.described", f"practice:{found.id}")


def _say(found: Practice, actor: str, said: Statement) -> None:
    _wrote(found, actor)
    for part in ("title", "situation", "action", "means", "result", "benefit", "artifact", "claim"):
        setattr(found, part, getattr(said, part))


def _wrote(found: Practice, actor: str) -> None:
    # all of them: whoever only corrects a word does not make the first writer's words another's
    found.writers = list(dict.fromkeys([*(found.writers or ()), actor]))


def deviate(session: Session, actor: str, found: Practice, standard: str, how: str, why: str) -> None:
    """Note where it departs from a standard of the company; then it is screened anew."""
    _must_be_open(session, found)
    _wrote(found, actor)
    found.deviations.append(Deviation(standard=standard, how=how, why=why))
    found.compliance, found.compliance_why, found.compliance_by = "", "", ""
    record(session, actor, "practices.deviation_noted", f"practice:{found.id}")


def bar(session: Session, actor: str, found: Practice, what: str, owner: str, fix: str, due: date | None) -> None:
    """Note what stands in its way, and who sees to it."""
    found.barriers.append(Barrier(what=what, owner=owner, fix=fix, due=due))
    record(session, actor, "practices.barrier_noted", f"practice:{found.id}")


def settle_barrier(session: Session, actor: str, barrier: Barrier, state: str) -> None:
    """A barrier is fixed, accepted as it is, or open again."""
    barrier.state = state
    record(session, actor, "practices.barrier_settled", f"practice:{barrier.practice_id}", state=state)


def analyse(session: Session, actor: str, found: Practice, evidence: str) -> None:
    """Note that the evidence was read together, and what it is; NotReady before all four parts are written."""
    _must_be_open(session, found)
    if not found.extracted:
        raise NotReady
    found.evidence, found.analysed_at = evidence, now()
    record(session, actor, "practices.analysed", f"practice:{found.id}")


def screen(session: Session, actor: str, found: Practice, fit: bool, why: str) -> None:
    """Say whether everybody may do it: lawful, ethical, allowed. Not by one who wrote any of it (OwnWork).

    NotReady before it is read: what was written anew meanwhile is read again first, so nobody passes words unseen.
    """
    _must_be_open(session, found)
    if found.analysed_at is None:
        raise NotReady
    if actor in found.writers:
        raise OwnWork
    found.compliance, found.compliance_why, found.compliance_by = "fit" if fit else "unfit", why, actor
    record(session, actor, "practices.screened", f"practice:{found.id}", fit=fit)


def ask(session: Session, actor: str, found: Practice) -> None:
    """Ask both panels; NotReady before it is analysed and found fit, TooFewJudges where a panel would be too small.

    NotSupported where something speaks against its lever by now.
    """
    _must_be_open(session, found)
    _must_be_supported(session, found)
    if found.analysed_at is None or found.compliance != "fit":
        raise NotReady
    seats = judges(session, found)
    for name, asked in seats.items():
        if len(asked) < UNTESTED:
            raise TooFewJudges(panel=name, people=len(asked), need=UNTESTED)
    found.asked_at = now()
    for name, asked in seats.items():
        session.add_all(PanelSeat(practice_id=found.id, account_id=one.id, panel=name) for one in asked)
    session.flush()
    record(session, actor, "practices.asked", f"practice:{found.id}", **{name: len(seats[name]) for name in PANELS})


def vote(session: Session, seat: PanelSeat, said: str) -> None:
    """Cast one vote into the sorted row of the panel: no audit, no time, nothing that says whose it is.

    The first brings the row along, so that a panel restored from a backup, which holds none, votes anew. The
    write-ahead log, which holds the row as it was after each vote, is emptied. Raises AlreadyVoted or Settled.
    """
    add_once(session, PanelBallot, [{"practice_id": seat.practice_id, "panel": seat.panel, "votes": [], "voted": []}])
    # of two votes of one seat at once the second finds the first
    ballot = session.scalars(_ballots(seat.practice_id).where(PanelBallot.panel == seat.panel)).one()
    if seat.id in ballot.voted:
        raise AlreadyVoted
    session.refresh(seat.practice)
    if seat.practice.counted_at is not None:
        raise Settled
    ballot.votes, ballot.voted = sorted([*ballot.votes, said]), sorted([*ballot.voted, seat.id])
    session.flush()
    forget_order(session)


def count(session: Session, actor: str, found: Practice) -> None:
    """Close both panels: what they said stays, their votes do not. TooFewVotes when a panel would show who said what.

    Of fewer than five only whether they agree is kept.
    """
    if found.asked_at is None or found.counted_at is not None:
        raise NotReady
    votes = {ballot.panel: ballot.votes for ballot in session.scalars(_ballots(found.id))}
    if min(len(votes.get(name, ())) for name in PANELS) < UNTESTED:
        raise TooFewVotes(need=UNTESTED)
    found.counted_at = now()
    for name, cast in votes.items():
        judges, essential = len(cast), cast.count(ESSENTIAL)
        agrees = essential == judges if judges < FEWEST else panel(essential, judges).agrees
        kept = essential if judges >= FEWEST else None
        session.add(PanelResult(practice_id=found.id, panel=name, judges=judges, essential=kept, agrees=agrees))
    session.execute(delete(PanelBallot).where(PanelBallot.practice_id == found.id))
    session.flush()
    record(session, actor, "practices.counted", f"practice:{found.id}")


def _ballots(practice_id: int) -> Select[PanelBallot]:
    return select(PanelBallot).where(PanelBallot.practice_id == practice_id).with_for_update()


def talk_over(session: Session, actor: str, found: Practice, said: str) -> None:
    """Keep what was said where the panels disagree: a dispute is talked about, never dropped."""
    if found.counted_at is None:
        raise NotReady
    found.talk = said
    record(session, actor, "practices.talked_over", f"practice:{found.id}")


def publish(session: Session, actor: str, found: Practice) -> None:
    """Let everybody read it; NotValidated unless performers and leaders both call it essential.

    NotSupported where something speaks against its lever by now, whatever was said of it.
    """
    said = results(session, found)
    if not said or found.published_at is not None:
        raise NotReady
    if not all(one.agrees for one in said.values()):
        raise NotValidated
    _must_be_supported(session, found)
    found.published_at = now()
    record(session, actor, "practices.published", f"practice:{found.id}")
    announce(session, "practices.published", found.id)


def _must_be_supported(session: Session, found: Practice) -> None:
    if why_not(session, found.lever):
        raise NotSupported


def _must_be_open(session: Session, found: Practice) -> None:
    # of two, one who writes and one who asks the panels, the second finds what the first did
    session.refresh(found, with_for_update={"of": Practice})
    if found.asked_at is not None:
        raise Settled
