"""Reading campaigns as a viewer may; rows of answers are read nowhere here; import from here."""

from assess.campaigns.queries.admissions import (
    WHO_SEES,
    Admission,
    Answered,
    Over,
    admission,
    is_spent,
    opened,
)
from assess.campaigns.queries.audience import ANONYMOUS, CUTS, LaunchCheck, audience, instruments, jobs, launch_check
from assess.campaigns.queries.campaigns import (
    KIND,
    MANAGERS,
    READERS,
    campaign,
    campaigns,
    invited,
    mailed,
    manages,
    released,
    releasing,
    results,
)
from assess.campaigns.queries.plots import Plot, plots

__all__ = [
    "ANONYMOUS",
    "Admission",
    "Answered",
    "CUTS",
    "KIND",
    "LaunchCheck",
    "MANAGERS",
    "Over",
    "Plot",
    "READERS",
    "WHO_SEES",
    "admission",
    "audience",
    "campaign",
    "campaigns",
    "instruments",
    "invited",
    "is_spent",
    "jobs",
    "launch_check",
    "mailed",
    "manages",
    "opened",
    "plots",
    "released",
    "releasing",
    "results",
]
