"""Reading profiles, what may enter them, and fits as a viewer may."""

from assess.profiles.queries.fits import (
    Measured,
    everyone_measured,
    fit_for,
    fits_of_opening,
    measured,
    near_chance,
    own_fit,
)
from assess.profiles.queries.releases import (
    Leading,
    Pool,
    leaders,
    leading,
    leading_jobs,
    shown,
    team_fit,
    team_shown,
)
from assess.profiles.queries.scales import JobLinks, Offered, fixed_scales, job_links, linked, offered, settings
from assess.profiles.queries.versions import Job, approved, job_named, jobs, newest, profile, profiles, signer

__all__ = [
    "Job",
    "JobLinks",
    "Leading",
    "Measured",
    "Offered",
    "Pool",
    "approved",
    "everyone_measured",
    "fit_for",
    "fits_of_opening",
    "fixed_scales",
    "job_links",
    "job_named",
    "jobs",
    "leaders",
    "leading",
    "leading_jobs",
    "linked",
    "measured",
    "near_chance",
    "newest",
    "offered",
    "own_fit",
    "profile",
    "profiles",
    "settings",
    "shown",
    "signer",
    "team_fit",
    "team_shown",
]
