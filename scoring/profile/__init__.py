"""What sets top producers apart on scales, and does it predict people it was not built on?"""

from scoring.profile.build import INCUMBENTS, profile
from scoring.profile.results import CandidateScale, Check, Profile, ProfileScale, Spread, Validity

__all__ = ["profile", "INCUMBENTS", "CandidateScale", "Check", "Profile", "ProfileScale", "Spread", "Validity"]
