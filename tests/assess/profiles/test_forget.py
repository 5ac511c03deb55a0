"""When a candidate's answers are deleted, no fit of theirs stays in any stored Report."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.delivery.actions import create_assessment, invite
from assess.delivery.models import ScaleScore
from assess.jobs.actions import announce
from assess.jobs.tasks import run_all
from assess.profiles.models import FitResult
from assess.profiles.queries import everyone_measured
from surveys.bank import library
from surveys.versions import publish
from tests.assess.profiles.company import Company


def test_every_stored_fit_loses_whoever_is_forgotten_and_keeps_the_others(
    session: Session, company: Company, approved: object
) -> None:
    application = company.applications["Amara Okafor"]
    code = application.candidate.participant.code
    kept = session.scalars(select(FitResult).where(FitResult.application_id == application.id)).one()
    first = kept.analysis_id
    before = everyone_measured(kept.analysis.report)
    assert any(one.person_id == code and one.fit.value is not None for one in before)
    version = publish(session, library()["work_style"])
    assessment = create_assessment(session, "test", "How you work", "selection", [version], "Ruth", company.opening)
    invitation = invite(session, "test", assessment, application=application)
    session.execute(delete(ScaleScore).where(ScaleScore.participant_id == application.candidate.participant_id))
    announce(session, "delivery.forgotten", invitation.id)
    session.commit()
    run_all(session)
    session.expire_all()
    after = everyone_measured(session.get_one(Analysis, first).report)
    assert after == [one for one in before if one.person_id != code]
    newest = session.scalars(select(FitResult).where(FitResult.application_id == application.id)).one()
    assert newest.analysis_id != first
    [again] = [one for one in everyone_measured(newest.analysis.report) if one.person_id == code]
    assert again.fit.value is None and again.band is None
