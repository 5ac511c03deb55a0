"""Tables of campaigns: the survey and its promise, whom it asks, what was released; import from here."""

from assess.campaigns.models.campaigns import KINDS, LEAST, PROMISES, STATES, Campaign
from assess.campaigns.models.comments import STANDING, Comment, CommentBox, CommentPool, KnownCustomer
from assess.campaigns.models.invitations import CampaignAdmissions, CampaignInvitation
from assess.campaigns.models.promises import TRIGGERS
from assess.campaigns.models.releases import CampaignReleasedSet
from assess.campaigns.models.series import CampaignSeries
from assess.campaigns.models.themes import STEPS, Theme, ThemeComment

__all__ = [
    "KINDS",
    "LEAST",
    "PROMISES",
    "STANDING",
    "STATES",
    "STEPS",
    "TRIGGERS",
    "Campaign",
    "CampaignAdmissions",
    "CampaignInvitation",
    "CampaignReleasedSet",
    "CampaignSeries",
    "Comment",
    "CommentBox",
    "CommentPool",
    "KnownCustomer",
    "Theme",
    "ThemeComment",
]
