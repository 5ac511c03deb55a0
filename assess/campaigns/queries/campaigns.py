"""The campaigns a viewer may know of, their released Reports, and how they go."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.errors import NotFound
from assess.jobs.queries import newest
from assess.people.models import Account

KIND = "campaign"
MANAGERS = (Role.STUDY_LEAD, Role.HR)
READERS = (*MANAGERS, Role.ENABLEMENT, Role.LEADER, Role.ANALYST)


def campaigns(session: Session, viewer: Account) -> Sequence[Campaign]:
    """The campaigns a viewer may know of, newest first: all, or those with released results."""
    query = select(Campaign).order_by(Campaign.id.desc())
    if not manages(viewer):
        released = select(Analysis.subject).where(Analysis.kind == KIND)
        query = query.where(("campaign:" + func.cast(Campaign.id, Analysis.subject.type)).in_(released))
    return session.scalars(query).all()


def manages(viewer: Account) -> bool:
    """Whether a viewer prepares campaigns and looks after them."""
    return bool(viewer.role_names & set(MANAGERS))


def campaign(session: Session, viewer: Account, id: int) -> Campaign:
    """A campaign for those who manage it; NotFound."""
    found = session.get(Campaign, id)
    if found is None or not manages(viewer):
        raise NotFound
    return found


def results(session: Session, viewer: Account, id: int) -> tuple[Campaign, Analysis]:
    """A campaign's newest released Report; NotFound while none is released."""
    found = session.get(Campaign, id)
    analysis = latest(session, KIND, f"campaign:{id}")
    if found is None or analysis is None or not viewer.role_names & set(READERS):
        raise NotFound
    return found, analysis


def released(session: Session, campaign: Campaign) -> Analysis | None:
    """The newest released Report of a campaign."""
    return latest(session, KIND, f"campaign:{campaign.id}")


def releasing(session: Session, campaign: Campaign) -> str:
    """How the release last asked for goes: ``"waiting"``, ``"running"``, ``"failed"``, or empty."""
    job = newest(session, "campaigns.release")
    return job.state if job is not None and job.arguments["id"] == campaign.id and job.state != "done" else ""


def invited(session: Session, campaign: Campaign) -> int:
    """How many people were asked."""
    query = select(func.count()).select_from(CampaignInvitation).where(CampaignInvitation.campaign_id == campaign.id)
    return session.scalar(query) or 0


def mailed(session: Session, campaign: Campaign) -> int:
    """How many got the latest mail."""
    query = select(func.count()).select_from(CampaignInvitation)
    return (
        session.scalar(
            query.where(CampaignInvitation.campaign_id == campaign.id, CampaignInvitation.mailed >= campaign.mailings)
        )
        or 0
    )
