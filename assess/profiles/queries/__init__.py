"""Reading profiles, what may enter them, and fits as a viewer may."""

from assess.profiles.queries.fits import Measured, everyone_measured, fit_for, fits_of_opening, measured, own_fit
from assess.profiles.queries.scales import JobLinks, Offered, fixed_scales, job_links, offered, settings
from assess.profiles.queries.versions import Job, approved, job_named, jobs, newest, profile, profiles, signer

__all__ = [
    "Job",
    "JobLinks",
    "Measured",
    "Offered",
    "approved",
    "everyone_measured",
    "fit_for",
    "fits_of_opening",
    "fixed_scales",
    "job_links",
    "job_named",
    "jobs",
    "measured",
    "newest",
    "offered",
    "own_fit",
    "profile",
    "profiles",
    "settings",
    "signer",
]
