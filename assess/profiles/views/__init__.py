"""Pages of profiles, and of the fit of one person."""

from assess.profiles.views import fits, releases, scales, versions
from assess.profiles.views.blueprint import bp

__all__ = ["bp", "fits", "releases", "scales", "versions"]
