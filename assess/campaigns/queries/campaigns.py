"""The campaigns a viewer may know of, their released Reports, and how they go."""

from collections.abc import Sequence

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.errors import NotFound
from assess.jobs.queries import newest
from assess.people.models import Account

KIND = "campaign"
#: Who runs campaigns: people of the company their own, somebody from outside those in third-party mode.
CLIENTS = (Role.STUDY_LEAD, Role.HR)
MANAGERS = (*CLIENTS, Role.EXTERNAL_STUDY)
#: Who reads what is released: besides them whoever acts on it.
READERS = (*MANAGERS, Role.ENABLEMENT, Role.ORGANISATION_DEVELOPMENT, Role.LEADER, Role.ANALYST)


def outside(viewer: Account) -> bool:
    """Whether a viewer is from outside: with any role in the company one is not."""
    return viewer.role_names == {Role.EXTERNAL_STUDY}


def manages(viewer: Account, campaign: Campaign) -> bool:
    """Whether a viewer prepares this campaign and looks after it: in third-party mode nobody of the company does."""
    return outside(viewer) if campaign.third_party else bool(viewer.role_names & set(CLIENTS))


def starts(viewer: Account) -> bool:
    """Whether a viewer may prepare campaigns at all."""
    return outside(viewer) or bool(viewer.role_names & set(CLIENTS))


def campaigns(session: Session, viewer: Account) -> Sequence[Campaign]:
    """The campaigns a viewer may know of, newest first: those they run, and those with released results.

    Somebody from outside knows of those in third-party mode alone.
    """
    query = select(Campaign).order_by(Campaign.id.desc())
    if outside(viewer):
        return session.scalars(query.where(Campaign.third_party)).all()
    released = ("campaign:" + func.cast(Campaign.id, Analysis.subject.type)).in_(
        select(Analysis.subject).where(Analysis.kind == KIND)
    )
    own = ~Campaign.third_party if starts(viewer) else false()
    return session.scalars(query.where(or_(own, released))).all()


def campaign(session: Session, viewer: Account, id: int) -> Campaign:
    """A campaign for those who manage it; NotFound."""
    found = session.get(Campaign, id)
    if found is None or not manages(viewer, found):
        raise NotFound
    return found


def results(session: Session, viewer: Account, id: int) -> tuple[Campaign, Analysis]:
    """A campaign's newest released Report; NotFound while none is released."""
    found = session.get(Campaign, id)
    analysis = latest(session, KIND, f"campaign:{id}")
    if found is None or analysis is None or not reads(viewer, found):
        raise NotFound
    return found, analysis


def reads(viewer: Account, campaign: Campaign) -> bool:
    """Whether a viewer may read what is released of a campaign."""
    return manages(viewer, campaign) or bool(viewer.role_names & set(READERS) - {Role.EXTERNAL_STUDY})


def released(session: Session, campaign: Campaign) -> Analysis | None:
    """The newest released Report of a campaign."""
    return latest(session, KIND, f"campaign:{campaign.id}")


def releasing(session: Session, campaign: Campaign) -> str:
    """How the release last asked for goes: ``"waiting"``, ``"running"``, ``"failed"``, or empty."""
    job = newest(session, "campaigns.release", campaign.id)
    return job.state if job is not None and job.state != "done" else ""


def invited(session: Session, campaign: Campaign) -> int:
    """How many people were asked."""
    query = select(func.count()).select_from(CampaignInvitation).where(CampaignInvitation.campaign_id == campaign.id)
    return session.scalar(query) or 0


def mailed(session: Session, campaign: Campaign) -> int:
    """How many the latest mailing is done with, whether they needed its mail or not."""
    query = select(func.count()).select_from(CampaignInvitation)
    return (
        session.scalar(
            query.where(CampaignInvitation.campaign_id == campaign.id, CampaignInvitation.mailed >= campaign.mailings)
        )
        or 0
    )
