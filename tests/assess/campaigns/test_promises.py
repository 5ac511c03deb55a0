"""Two promises, never blurred: what the database refuses, and what each leaves behind."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.campaigns import actions, frames, tasks
from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation
from assess.jobs.models import Job
from surveys.bank import library
from surveys.models import Administration, AnonymousAnswer, Participant, Pending, random_code
from surveys.moments import now
from surveys.versions import publish
from tests.assess.campaigns.companies import admission, answers, come, confide, hire, opened


def an_administration(session: Session, campaign: Campaign) -> dict[str, object]:
    one = Participant()
    session.add(one)
    session.flush()
    return {
        "code": random_code(), "version_id": campaign.version_id, "respondent_id": one.id, "subject_id": one.id,
        "purpose": "survey", "context": campaign.code, "anonymous": False, "started_at": now(),
    }  # fmt: skip


def test_an_anonymous_campaign_never_has_an_administration(session: Session) -> None:
    hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    with pytest.raises(IntegrityError, match="PROMISE_OTHER"):
        session.execute(insert(Administration).values(an_administration(session, campaign)))
    session.rollback()
    elsewhere = an_administration(session, campaign) | {"context": "elsewhere"}
    session.execute(insert(Administration).values(elsewhere))
    with pytest.raises(IntegrityError, match="PROMISE_OTHER"):
        session.execute(update(Administration).values(context=campaign.code))
    session.rollback()


@pytest.mark.database
@pytest.mark.parametrize("model", [Pending, AnonymousAnswer])
def test_a_confidential_campaign_never_has_an_anonymous_row(
    session: Session, model: type[Pending] | type[AnonymousAnswer]
) -> None:
    hire(session, {"North 1": ("North", 10)})
    campaign = opened(session, promise="confidential")
    row = {"campaign": campaign.code, "version_id": campaign.version_id}
    row |= (
        {"key": random_code(), "payload": {}}
        if model is Pending
        else {"id": random_code(), "week": "2026-W40", "groups": {}, "answers": {}}
    )
    with pytest.raises(IntegrityError, match="PROMISE_OTHER"):
        session.execute(insert(model).values(row))
    session.rollback()
    session.execute(insert(model).values(row | {"campaign": "elsewhere"}))
    with pytest.raises(IntegrityError, match="PROMISE_OTHER"):
        session.execute(update(model).values(campaign=campaign.code))
    session.rollback()


def test_a_campaign_people_were_asked_in_is_not_deleted_to_be_made_again(session: Session) -> None:
    hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    session.execute(text("DELETE FROM campaign_invitation"))
    session.execute(delete(CampaignAdmissions))
    with pytest.raises(IntegrityError, match="PROMISE_KEPT"):
        session.execute(delete(Campaign).where(Campaign.id == campaign.id))
    session.rollback()


def test_the_groups_an_answer_carries_stand_from_the_first_invitation_on(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    invitation = admission(session, campaign, people[0]).invitation
    session.commit()
    alone = update(CampaignInvitation).where(CampaignInvitation.id == invitation).values(labels={"region": "Alone"})
    for statement in (alone, update(Campaign).values(cuts=["team", "job"])):
        with pytest.raises(IntegrityError, match="PROMISE_KEPT"):
            session.execute(statement)
        session.rollback()


def test_answers_given_under_one_promise_are_not_taken_under_the_other(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    anonymous, confidential = opened(session), opened(session, promise="confidential")
    with pytest.raises(actions.OtherPromise):
        actions.answer(session, admission(session, confidential, people[0]), answers(1))
    with pytest.raises(actions.OtherPromise):
        actions.begin(session, admission(session, anonymous, people[0]), "en")


def test_where_all_that_is_asked_is_sensitive_everything_takes_seven_people(session: Session) -> None:
    hire(session, {"North 1": ("North", 10)})
    assert opened(session, least=5, kind="openness").least == 5  # openness is one of its scales: see the results
    pulse = actions.draft(
        session, "lead", title="Openness", version=publish(session, library()["openness_pulse"]), job="", cuts=[],
        least=5, closes_at=now() + timedelta(days=14),
    )  # fmt: skip
    assert pulse.least == 7


def test_confiding_leaves_no_event_and_no_job_behind(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session, promise="confidential")
    counted = [len(session.scalars(select(model.id)).all()) for model in (AuditEvent, Job)]
    confide(session, campaign, [(people[0], 1)])
    assert [len(session.scalars(select(model.id)).all()) for model in (AuditEvent, Job)] == counted


def test_beginning_twice_goes_on_with_what_was_begun(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session, promise="confidential")
    way = admission(session, campaign, people[0])
    assert actions.begin(session, way, "en") == actions.begin(session, way, "de")


def test_the_count_of_confided_answers_moves_in_fives_while_it_is_open(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session, promise="confidential")
    seen = []
    for number, person in enumerate(people[:6]):
        confide(session, campaign, [(person, number)])
        seen.append(frames.answered(session, campaign))
    assert seen == [0, 0, 0, 0, 5, 5]
    actions.close(session, "lead", campaign)
    assert frames.answered(session, campaign) == 6


def test_what_was_not_sent_before_the_end_is_not_counted_and_not_taken_any_more(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session, promise="confidential")
    begun = actions.begin(session, admission(session, campaign, people[0]), "en")
    actions.keep(session, begun, answers(3))
    actions.close(session, "lead", campaign)
    session.commit()
    assert session.get_one(Administration, begun).closed_at is not None
    assert frames.confidential_answers(session, [campaign.id]).empty


def test_what_was_confided_is_read_by_person_item_and_scale_with_reversed_items_turned(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session, promise="confidential")
    begun = actions.begin(session, admission(session, campaign, people[0]), "en")
    told = answers(13) | {"tricks_hidden": answers(0)["ask_how"], "leaders_change": answers(0)["ask_how"]}
    actions.keep(session, begun, told)
    actions.finish(session, begun)
    session.commit()
    assert frames.confidential_answers(session, [campaign.id]).empty  # whoever comes next would be the difference
    actions.close(session, "lead", campaign)
    found = frames.confidential_answers(session, [campaign.id])
    code = session.get_one(Participant, people[0].participant_id).code
    assert list(found.columns) == list(frames.CONFIDED)
    assert set(found["person_id"]) == {code}
    said = dict(zip(found["item"], found["score"], strict=True))
    assert said["ask_how"] == 4 and said["tricks_hidden"] == 2
    assert said["culture_of_openness"] == pytest.approx(10 / 3)
    assert "lever_use" not in said  # two of eight items are too few
    assert set(found["period"]) == {now().date().isoformat()}


def test_anonymous_answers_cannot_be_read_by_person(session: Session) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    campaign = opened(session)
    come(session, campaign, [(person, number) for number, person in enumerate(people)])
    tasks.file_answers(session)
    with pytest.raises(ValueError, match="promised anonymity"):
        frames.confidential_answers(session, [campaign.id])
