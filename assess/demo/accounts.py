"""Who signs in at the invented company, and as what."""

from dataclasses import dataclass

from assess.access import Role

#: Known to everybody, which is why production refuses to start with these accounts.
PASSWORD = "meridian-demo-2026"  # noqa: S105 an invented company's


@dataclass(frozen=True, slots=True)
class Demo:
    """An account of the demo company; ``person`` is the employee whose account it is, ``email`` theirs."""

    name: str
    roles: tuple[Role, ...]
    person: str | None = None
    email: str | None = None

    @property
    def address(self) -> str:
        """Where its mail would go."""
        return self.email or ".".join(self.name.lower().split()) + "@meridian.example"


ADMINISTRATOR = Demo("Ada Lund", (Role.ADMINISTRATOR,))
HR = Demo("Ruth Adeyemi", (Role.HR,))
ANALYST = Demo("Priya Raman", (Role.ANALYST,))
HIRING_MANAGER = Demo("Helena Dias", (Role.HIRING_MANAGER,))
STUDY_LEAD = Demo("Jonas Feld", (Role.STUDY_LEAD,))
AUDITOR = Demo("Noor Haddad", (Role.AUDITOR,))
LEADER = Demo("Marta Klein", (Role.LEADER,))
ENABLEMENT = Demo("Sami Aalto", (Role.ENABLEMENT,))
DEVELOPMENT = Demo("Olga Dahl", (Role.ORGANISATION_DEVELOPMENT,))

#: Accounts that belong to no employee of the sales teams; managers, interviewers and reps get theirs from the roster.
STAFF = (
    ADMINISTRATOR, HR, ANALYST, HIRING_MANAGER, STUDY_LEAD, AUDITOR, LEADER, ENABLEMENT, DEVELOPMENT,
)  # fmt: skip
