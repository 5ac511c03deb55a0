"""What sets top producers apart on scales, and does it predict people it was not built on?"""

from scoring.profile.build import INCUMBENTS, profile
from scoring.profile.exchange import from_json, to_json
from scoring.profile.gate import least, refusals
from scoring.profile.restriction import Hiring
from scoring.profile.results import CandidateScale, Check, Profile, ProfileScale, Spread, Validity

__all__ = [
    "profile",
    "least",
    "refusals",
    "to_json",
    "from_json",
    "INCUMBENTS",
    "CandidateScale",
    "Check",
    "Hiring",
    "Profile",
    "ProfileScale",
    "Spread",
    "Validity",
]
