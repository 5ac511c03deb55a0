"""Meridian, as the tests of profiles make it."""

from tests.assess.profiles.conftest import company, meridian, settings

__all__ = ["company", "meridian", "settings"]
