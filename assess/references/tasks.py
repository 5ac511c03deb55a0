"""Letters to candidates and referees, and what is made of references once they are closed."""

from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from assess import mail
from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM, record
from assess.config import Settings
from assess.i18n import interface
from assess.jobs.actions import enqueue
from assess.jobs.tasks import sweep, task
from assess.phrases import phrase
from assess.references import actions, frames
from assess.references.models import Referee, ReferenceCheck
from assess.references.queries import checks, signs
from assess.references.queries.sentences import showable
from assess.references.queries.sittings import MINUTES, criteria
from scoring.errors import Code
from scoring.policy import minimum
from scoring.references import Leniency, leniency, standing
from scoring.reports.references import report
from scoring.results import Caveat
from surveys.moments import now

SUBJECT = "reference_check:{}"
#: The item in which referees write in their own words.
SAID = "said"


@task("references.send_names_link")
def send_names_link(session: Session, id: int) -> None:
    """Mail the candidate the link to name referees."""
    check = checks.check_by(session, id)
    if check.closed_at is None:
        _to_candidate(session, check, "referee.names_subject", "referee.names_mail")


@task("references.tell_declined")
def tell_declined(session: Session, id: int) -> None:
    """Ask the candidate for another referee, since one cannot take part."""
    referee = session.get(Referee, id)
    if referee is not None and referee.check.closed_at is None:
        values = {"referee": referee.name}
        _to_candidate(session, referee.check, "referee.another_subject", "referee.another_mail", **values)


@task("references.send_link")
def send_link(session: Session, id: int) -> None:
    """Mail a referee their link; the token exists in this mail only."""
    referee = session.get(Referee, id)
    if referee is None or referee.state != "waiting" or referee.check.closed_at is not None:
        return
    referee.sent_at = now()
    record(session, SYSTEM, "references.link_sent", f"check:{referee.check_id}")
    _to_referee(session, referee, "referee.mail_subject", "referee.mail")


@task("references.send_reminder")
def send_reminder(session: Session, id: int) -> None:
    """Remind a referee once, unless they answered or said no in the meantime."""
    referee = session.get(Referee, id)
    if referee is not None and referee.state == "waiting" and referee.check.closed_at is None:
        _to_referee(session, referee, "referee.reminder_subject", "referee.reminder")


@task("references.close_if_done")
def close_if_done(session: Session, id: int) -> None:
    """Close a check when everybody who was asked for has handed in."""
    actions.close_if_done(session, checks.check_by(session, id))


@task("references.compute")
def compute(session: Session, id: int) -> None:
    """Make what is shown of a closed check, once: it never changes, so nothing can be told from a difference."""
    check = checks.check_by(session, id)
    if check.closed_at is None or check.analysis_id is not None or check.forgotten_at is not None:
        return
    names = criteria(session, check)
    norm = checks.norm_in_force(session, check.version_id)
    pool = Leniency.from_plain(norm.leniency) if norm else None
    table, relations = frames.ratings(session, check, list(names)), frames.relations(check)
    written = frames.words(session, check, SAID)
    found = standing(table, relations, list(names), pool)
    made = report(
        found,
        names,
        len(relations),
        check.wanted,
        pool,
        showable(written.values(), [one.name for one in check.referees]),
        _barred(session, check),
    )
    kept = provenance(made, {"ratings": table}, seed=0, check=id, norm=norm.id if norm else 0)
    analysis = store(session, kept, SUBJECT.format(id), SYSTEM)
    actions.freeze(session, check, analysis, signs.of_answers(check, len(names), written))
    enqueue(session, "references.renew_norm", id=check.version_id)


def _barred(session: Session, check: ReferenceCheck) -> list[Caveat]:
    """Why nothing may be shown: the same referees but one or two spoke of this candidate before (methods §10.4, 3)."""
    least = minimum("references", "referees").refuse
    ours = frozenset(one.email for one in check.referees if one.submitted_at is not None)
    for others in checks.shown_before(session, check):
        if 0 < len(ours - others) < least or 0 < len(others - ours) < least:
            return [Caveat(Code.ANONYMITY_DIFFERENCING)]
    return []


@task("references.renew_norm")
def renew_norm(session: Session, id: int) -> None:
    """Let in the relations that have five new references or more, and see anew how kindly each speaks."""
    if not actions.take_in(session, id, checks.waiting_for_norm(session, id)):
        return
    session.flush()
    table = frames.normed(session, id)
    # no lock is held while it computes; a worker that dies here is made good by the next references
    session.commit()
    found = leniency(table)
    if found.status != "refused":
        actions.keep_norm(session, id, found.plain())


@sweep
def close_due(session: Session) -> None:
    """Close checks whose time is over."""
    for check in checks.due(session, now()):
        actions.close_if_done(session, check)


@sweep
def remind(session: Session) -> None:
    """Ask for one reminder to each referee whose time is nearly over."""
    for referee in checks.to_remind(session, now()):
        referee.reminded = True  # with the same commit: no reminder is asked for twice
        enqueue(session, "references.send_reminder", id=referee.id)


@sweep
def forget_in_time(session: Session) -> None:
    """Delete references that were kept as long as the notice promised."""
    actions.forget(session, checks.outdated(session, now()))


@task("references.forget", "delivery.application_over")
def forget_application(session: Session, id: int) -> None:
    """Delete the references and the background check of an application that was kept as long as promised."""
    actions.forget_application(session, id)


def _to_candidate(session: Session, check: ReferenceCheck, subject: str, body: str, **more: str) -> None:
    values = _values(check) | more | {"link": f"{_base()}/referee/names/{actions.open_names(session, check)}"}
    _send(session, check.application.candidate.email, check.language, subject, body, values)


def _to_referee(session: Session, referee: Referee, subject: str, body: str) -> None:
    link = f"{_base()}/referee/{actions.open_way(session, referee)}"
    values = _values(referee.check) | {"referee": referee.name, "link": link}
    _send(session, referee.email, referee.language or referee.check.language, subject, body, values)


def _values(check: ReferenceCheck) -> dict[str, Any]:
    settings: Settings = current_app.config["EXEMPLAR"]
    return {
        "company": settings.company,
        "candidate": check.application.candidate.name,
        "opening": check.application.opening.name,
        "wanted": check.wanted,
        "until": f"{check.expires_at:%Y-%m-%d}",
        "minutes": MINUTES,
        "contact": check.contact,
    }


def _send(session: Session, to: str, language: str, subject: str, body: str, values: dict[str, Any]) -> None:
    with force_locale(interface(language)):
        head, words = phrase(subject, **values), phrase(body, **values)
    # no lock is held while the mail server takes its time; if it refuses, the next try makes another link
    session.commit()
    mail.send(to, head, words)


def _base() -> str:
    settings: Settings = current_app.config["EXEMPLAR"]
    return settings.base_url.rstrip("/")
