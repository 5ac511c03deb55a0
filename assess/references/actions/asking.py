"""HR asks a candidate for references, by the rules of the opening."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.audit.actions import record
from assess.errors import Conflict
from assess.hiring.models import Application, Opening
from assess.jobs.actions import enqueue
from assess.links.actions import issue
from assess.links.actions import withdraw as shut_links
from assess.references.models import Referee, ReferenceCheck, ReferenceRules
from surveys.models import InstrumentVersion
from surveys.moments import now

#: Links live on so long after the last day, to tell whoever comes late that it is over.
AFTERWARDS = timedelta(days=31)


class NoRules(Conflict):
    """It is not said yet which references this opening asks for."""

    key = "references.no_rules"


class AlreadyAsked(Conflict):
    """A candidate is asked once for an opening: a second time would show what a single referee added."""

    key = "references.already_asked"


class CheckClosed(Conflict):
    """The references are closed; what they said stands."""

    key = "references.closed"


def set_rules(
    session: Session,
    actor: str,
    opening: Opening,
    version: InstrumentVersion,
    *,
    wanted: int,
    required: list[str],
    days_open: int,
    months_kept: int,
    contact: str,
) -> ReferenceRules:
    """Say which references an opening asks for; candidates who were asked before keep what they were asked."""
    # two who set them at once: the second waits here, then finds what the first set
    session.refresh(opening, ["id"], with_for_update={"of": Opening})
    rules = session.get(ReferenceRules, opening.id) or ReferenceRules(opening_id=opening.id)
    rules.version_id, rules.wanted, rules.required = version.id, wanted, required
    rules.days_open, rules.months_kept, rules.contact = days_open, months_kept, contact.strip()
    session.add(rules)
    session.flush()
    record(session, actor, "references.rules_set", f"opening:{opening.id}", wanted=wanted, required=required)
    return rules


def ask(session: Session, actor: str, application: Application) -> ReferenceCheck:
    """Ask a candidate to name their referees; a job sends the link. NoRules, AlreadyAsked."""
    rules = session.get(ReferenceRules, application.opening_id)
    if rules is None:
        raise NoRules
    # two presses at once: the second waits here, then finds the first
    session.refresh(application, with_for_update={"of": Application})
    if session.scalar(select(ReferenceCheck.id).where(ReferenceCheck.application_id == application.id)) is not None:
        raise AlreadyAsked
    check = ReferenceCheck(
        application=application,
        version_id=rules.version_id,
        wanted=rules.wanted,
        required=list(rules.required),
        days_open=rules.days_open,
        months_kept=rules.months_kept,
        contact=rules.contact,
        expires_at=now() + timedelta(days=rules.days_open),
    )
    session.add(check)
    session.flush()
    record(session, actor, "references.asked", f"check:{check.id}", wanted=check.wanted)
    enqueue(session, "references.send_names_link", id=check.id)
    return check


def send_again(session: Session, actor: str, check: ReferenceCheck) -> None:
    """Another link to the candidate while nobody is named, else to every referee who has not answered; more time.

    Raises CheckClosed.
    """
    if check.closed_at is not None:
        raise CheckClosed
    check.expires_at = now() + timedelta(days=check.days_open)
    if check.named_at is None:
        enqueue(session, "references.send_names_link", id=check.id)
    for referee in check.referees:
        if referee.state == "waiting":
            referee.reminded = False
            if referee.administration is not None:
                referee.administration.expires_at = check.expires_at
            enqueue(session, "references.send_link", id=referee.id)
    record(session, actor, "references.sent_again", f"check:{check.id}")


def open_names(session: Session, check: ReferenceCheck) -> str:
    """A token with which the candidate names referees; to be sent at once, kept nowhere."""
    return issue(session, Holder.APPLICANT, check.id, check.expires_at - now() + AFTERWARDS)


def open_way(session: Session, referee: Referee) -> str:
    """A token for one referee; to be sent at once, kept nowhere."""
    return issue(session, Holder.REFEREE, referee.id, referee.check.expires_at - now() + AFTERWARDS)


def shut(session: Session, check: ReferenceCheck) -> None:
    """Shut every link of a check: nothing is left to do with it."""
    shut_links(session, Holder.APPLICANT, check.id)
    for referee in check.referees:
        shut_links(session, Holder.REFEREE, referee.id)
