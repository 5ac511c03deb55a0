"""The sales team answers a survey that nobody can trace."""

import random
from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns.actions import answer, ask_release, close, draft, file_answers, launch
from assess.campaigns.frames import new_answers
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.campaigns.queries import admission
from assess.demo import campaign as asked
from assess.demo import forms
from assess.demo.accounts import STUDY_LEAD
from assess.demo.roster import ROLE
from assess.demo.selecting import versions
from assess.demo.world import World
from assess.jobs.actions import enqueue
from assess.people.models import Account, Person
from surveys.items import Given
from surveys.moments import now
from surveys.versions import instrument_of

SURVEY = "performer_survey"


def hold_survey(session: Session, world: World) -> None:
    """Ask 240 reps, take the answers of 171, close, and release what groups of five and more say."""
    lead = session.scalars(select(Account).where(Account.email == STUDY_LEAD.address)).one()
    [version] = versions(session, (SURVEY,))
    instrument = instrument_of(session, version.content_hash)
    held = draft(
        session, lead.pseudonym, title="What works with customers", version=version, job=ROLE,
        cuts=["location", "team"], least=5, closes_at=now() + timedelta(days=14),
    )  # fmt: skip
    launch(session, lead.pseudonym, held)
    session.commit()
    table = forms.chosen(instrument, asked.survey_answers(world, SURVEY, forms.definition(instrument)))
    rows = dict(list(table.groupby("respondent_ref")))
    invited = select(CampaignInvitation, Person.code).join(Person).where(CampaignInvitation.campaign_id == held.id)
    for invitation, code in session.execute(invited).all():
        if code in rows:
            given = dict(zip(rows[code]["item_key"], rows[code]["answer"].map(str).map(Given), strict=True))
            answer(session, admission(session, invitation), given)
    session.commit()
    close(session, lead.pseudonym, held)
    session.commit()
    _release(session, held, lead)


def _release(session: Session, held: Campaign, lead: Account) -> None:
    secret: str = current_app.config["EXEMPLAR"].derived("order of demo answers")
    file_answers(session, held, now(), random.Random(secret))  # noqa: S311 order of invented answers
    session.commit()
    ask_release(session, lead.pseudonym, held, new_answers(session, held))
    enqueue(session, "campaigns.release", id=held.id, actor=lead.pseudonym)
    session.commit()
