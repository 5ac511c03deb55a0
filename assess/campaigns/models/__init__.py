"""Tables of campaigns: the survey and its promise, whom it asks, what was released; import from here."""

from assess.campaigns.models.campaigns import PROMISES, STATES, TRIGGERS, Campaign
from assess.campaigns.models.invitations import CampaignAdmissions, CampaignInvitation
from assess.campaigns.models.releases import CampaignReleasedSet

__all__ = [
    "PROMISES",
    "STATES",
    "TRIGGERS",
    "Campaign",
    "CampaignAdmissions",
    "CampaignInvitation",
    "CampaignReleasedSet",
]
