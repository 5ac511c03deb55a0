"""Referees of three candidates are named and asked, most answer; a background check has begun."""

from datetime import timedelta

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo import references
from assess.demo.references import Speaker
from assess.demo.selecting import CONTACT, versions
from assess.hiring.models import Application, Candidate
from assess.people.models import Account
from assess.references.actions.answering import begin, finish, keep
from assess.references.actions.asking import ask, set_rules
from assess.references.actions.background import log
from assess.references.actions.naming import Named, name
from assess.references.models import Referee
from assess.references.queries.sittings import notice
from surveys.items import Given
from surveys.moments import now
from surveys.versions import instrument_of

BANK, ENGLISH = "reference_check", "en"
#: What answering took.
TOOK = timedelta(minutes=11)
#: Whose background is being looked into.
CHECKED = "C-0002"


def ask_referees(session: Session, hr: Account) -> None:
    """Three references for each of three candidates, one of a manager among them."""
    [version] = versions(session, (BANK,))
    items = instrument_of(session, version.content_hash).items
    topics = tuple(code for code, item in items.items() if item.kind == "anchored")
    for code, speakers in references.SPEAKERS.items():
        application = session.scalars(select(Application).join(Candidate).where(Candidate.code == code)).one()
        set_rules(
            session, hr.pseudonym, application.opening, version, wanted=len(speakers), required=["manager"],
            days_open=14, months_kept=12, contact=CONTACT,
        )  # fmt: skip
        check = ask(session, hr.pseudonym, application)
        named = [Named(one.name, one.email, one.relation, one.length, "under_2") for one in speakers]
        name(session, check, named, ENGLISH, "")
        for place, (referee, speaker) in enumerate(zip(check.referees, speakers, strict=True)):
            points = references.points(code, place, topics)
            _answer(session, referee, speaker, {topic: Given(str(n)) for topic, n in points.items()})
        session.commit()
        if code == CHECKED:
            for what in ("conditional_offer", "in_progress"):
                log(session, hr.pseudonym, application, what, now().date())
            session.commit()


def _answer(session: Session, referee: Referee, speaker: Speaker, given: dict[str, Given]) -> None:
    if speaker.ago is None:
        return
    with force_locale(ENGLISH):
        words = notice(referee, current_app.config["EXEMPLAR"].company).text
    begin(session, referee, speaker.says, speaker.length, ENGLISH, words)
    if referee.administration_id is None:
        raise RuntimeError(f"{speaker.name} has not begun")
    keep(session, referee.administration_id, given)
    finish(session, referee, "")
    # they answered on different days, and not within a breath
    session.refresh(referee)
    referee.submitted_at = now() - speaker.ago
    referee.begun_at = referee.submitted_at - TOOK
    session.flush()
