"""The sales team answers two surveys: one that nobody can trace, and one in confidence."""

import random
from collections.abc import Iterator, Mapping
from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns.actions import answer, ask_release, begin, close, draft, file_answers, finish, keep, launch
from assess.campaigns.frames import new_answers
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.campaigns.queries import Admission, admission
from assess.demo import campaign as asked
from assess.demo import forms
from assess.demo.accounts import STUDY_LEAD
from assess.demo.commenting import ask_everybody, comment_on, make_themes, take_comments
from assess.demo.roster import ROLE
from assess.demo.selecting import versions
from assess.demo.world import World
from assess.jobs.actions import enqueue
from assess.people.models import Account, Person
from surveys.items import Given
from surveys.moments import now
from surveys.versions import instrument_of

CONDITIONS, PERFORMERS = "conditions", "performer_survey"


def hold_surveys(session: Session, world: World) -> None:
    """Ask 240 reps about their conditions, anonymously, and about what they do, in confidence; 171 answer each.

    Both are closed, and what groups of five and more say is released.
    """
    lead = session.scalars(select(Account).where(Account.email == STUDY_LEAD.address)).one()
    held = _opened(
        session, lead, "What surrounds our work", CONDITIONS, "conditions", "anonymous", ["location", "team"]
    )
    for way, given in _given(session, world, held, CONDITIONS):
        answer(session, way, given)
    comment_on(session, held)
    _over(session, lead, held)
    make_themes(session, lead, held)
    ask_everybody(session, lead)
    held = _opened(session, lead, "What we do with customers", PERFORMERS, "performers", "confidential", ["standing"])
    for way, given in _given(session, world, held, PERFORMERS):
        begun = begin(session, way, "en")
        keep(session, begun, given)
        finish(session, begun)
    _over(session, lead, held)


def _opened(
    session: Session, lead: Account, title: str, survey: str, kind: str, promise: str, cuts: list[str]
) -> Campaign:
    [version] = versions(session, (survey,))
    held = draft(
        session, lead.pseudonym, title=title, version=version, job=ROLE, kind=kind, promise=promise, cuts=cuts,
        least=5, closes_at=now() + timedelta(days=14),
    )  # fmt: skip
    if promise == "anonymous":
        take_comments(session, lead, held)
    launch(session, lead.pseudonym, held)
    session.commit()
    return held


def _given(
    session: Session, world: World, held: Campaign, survey: str
) -> Iterator[tuple[Admission, Mapping[str, Given]]]:
    """The way in of everybody who answers, with what they say."""
    instrument = instrument_of(session, held.version.content_hash)
    table = forms.chosen(instrument, asked.survey_answers(world, survey, forms.definition(instrument)))
    rows = dict(list(table.groupby("respondent_ref")))
    invited = select(CampaignInvitation, Person.code).join(Person).where(CampaignInvitation.campaign_id == held.id)
    for invitation, code in session.execute(invited).all():
        if code in rows:
            given = dict(zip(rows[code]["item_key"], rows[code]["answer"].map(str).map(Given), strict=True))
            yield admission(session, invitation), given
    session.commit()


def _over(session: Session, lead: Account, held: Campaign) -> None:
    close(session, lead.pseudonym, held)
    secret: str = current_app.config["EXEMPLAR"].derived("order of demo answers")
    file_answers(session, held, now(), random.Random(secret))  # noqa: S311 order of invented answers
    session.commit()
    ask_release(session, lead.pseudonym, held, new_answers(session, held))
    enqueue(session, "campaigns.release", id=held.id, actor=lead.pseudonym)
    session.commit()
