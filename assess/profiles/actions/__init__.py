"""Saying which scales may enter, keeping what was built, approving and retiring it, keeping and showing fits."""

from assess.profiles.actions.fits import forget, keep_fits, keep_own_fits, once
from assess.profiles.actions.releases import release, take_back
from assess.profiles.actions.scales import Choice, NotCalledFor, ScaleFixed, set_scales
from assess.profiles.actions.versions import (
    BuiltByApprover,
    GateClosed,
    NoScales,
    NotADraft,
    approve,
    ask_to_build,
    keep_draft,
    retire,
)

__all__ = [
    "BuiltByApprover",
    "Choice",
    "GateClosed",
    "NoScales",
    "NotADraft",
    "NotCalledFor",
    "ScaleFixed",
    "approve",
    "ask_to_build",
    "forget",
    "keep_draft",
    "keep_fits",
    "keep_own_fits",
    "once",
    "release",
    "retire",
    "set_scales",
    "take_back",
]
