"""Where versions of instruments are used, told to the library, which knows nothing of the features above it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.campaigns.models import Campaign
from assess.delivery.models import Assessment, AssessmentPart
from assess.instruments.queries import WHERE_USED, Use
from assess.interviews.models import Interview


def uses(session: Session, version_id: int) -> list[Use]:
    """Assessments and surveys by their titles; interviews by their number alone, since each is about a candidate."""
    assessments = (
        select(Assessment.id, Assessment.title)
        .join(AssessmentPart, AssessmentPart.assessment_id == Assessment.id)
        .where(AssessmentPart.version_id == version_id)
        .order_by(Assessment.id)
    )
    campaigns = select(Campaign.id, Campaign.title).where(Campaign.version_id == version_id).order_by(Campaign.id)
    interviews = select(func.count()).select_from(Interview).where(Interview.version_id == version_id)
    found = [Use("used.assessment", title, "delivery.assessment", id) for id, title in session.execute(assessments)]
    found += [Use("used.campaign", title, "campaigns.campaign", id) for id, title in session.execute(campaigns)]
    count = session.scalar(interviews)
    return [*found, Use("used.interviews", str(count))] if count else found


WHERE_USED.append(uses)
