"""The panel of the tests of interviews, and Meridian as in the tests of profiles."""

from tests.assess.interviews.conftest import applicant, company, interview

__all__ = ["applicant", "company", "interview"]
