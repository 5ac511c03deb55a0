"""The same Meridian as in the tests of profiles."""

from tests.assess.profiles.conftest import analyst, approved, company, draft, hr, manager, meridian, settings

__all__ = ["analyst", "approved", "company", "draft", "hr", "manager", "meridian", "settings"]
