"""Who may open what: every view names its roles or its link, and what names none stays shut."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from assess.database import WRITES

View = TypeVar("View", bound=Callable[..., Any])
RULE = "access_rule"


class Role(StrEnum):
    """What an account may be; one account may hold several."""

    ADMINISTRATOR = "administrator"
    HR = "hr"
    ANALYST = "analyst"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    LINE_MANAGER = "line_manager"
    EMPLOYEE = "employee"
    LEADER = "leader"
    ENABLEMENT = "enablement"
    STUDY_LEAD = "study_lead"
    EXTERNAL_STUDY = "external_study"
    AUDITOR = "auditor"
    ORGANISATION_DEVELOPMENT = "organisation_development"


class Holder(StrEnum):
    """Who comes by a secret link instead of an account."""

    CANDIDATE = "candidate"
    RESPONDENT = "respondent"
    REFEREE = "referee"
    APPLICANT = "applicant"
    SEAT = "seat"


#: Roles that see scores of many people, or who sees them: a password alone is not enough.
SECOND_FACTOR = frozenset(
    {Role.HR, Role.ANALYST, Role.ADMINISTRATOR, Role.STUDY_LEAD, Role.EXTERNAL_STUDY, Role.AUDITOR}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a view: everybody, anyone signed in, some roles, or the holder of a link."""

    everybody: bool = False
    roles: frozenset[Role] = frozenset()
    holder: Holder | None = None

    def admits(self, roles: frozenset[Role], holder: Holder | None = None) -> bool:
        """Whether someone with these roles, or who opened such a link, may come in."""
        return self.everybody or bool(self.roles & roles) or (holder is not None and holder == self.holder)


def _ruled(rule: Rule, writes: bool | None = None) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, RULE, rule)
        if writes is not None:
            setattr(view, WRITES, writes)
        return view

    return mark


def public(view: View) -> View:
    """A view for everybody, such as signing in."""
    return _ruled(Rule(everybody=True))(view)


def signed_in(view: View) -> View:
    """A view for every account, such as one's own settings."""
    return _ruled(Rule(roles=frozenset(Role)))(view)


def allowed(*roles: Role, holder: Holder | None = None, writes: bool | None = None) -> Callable[[View], View]:
    """A view for these roles, or for whoever opened such a link.

    ``writes`` says what its method does not: that a GET records who looked, that a POST leaves writing to another.
    """
    return _ruled(Rule(roles=frozenset(roles), holder=holder), writes)


def holding(holder: Holder, writes: bool | None = None) -> Callable[[View], View]:
    """A view for whoever opened such a link; ``writes`` as in ``allowed``."""
    return _ruled(Rule(holder=holder), writes)


def rule_of(view: Callable[..., Any] | None) -> Rule:
    """The rule of a view; one that names none admits nobody."""
    rule = getattr(view, RULE, None)
    return rule if isinstance(rule, Rule) else Rule()


def needs_second_factor(roles: frozenset[Role]) -> bool:
    """Whether these roles call for a TOTP or a passkey."""
    return bool(roles & SECOND_FACTOR)
