"""Making accounts and giving roles."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from flask_security import hash_password
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from assess.access import Role as RoleName
from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.people.models import Account, Person, Role, Team
from assess.uploads import Checked, Complaint
from assess.upserts import Plan, planned, written


class AddressTaken(Conflict):
    """Another account signs in with this address."""

    key = "people.address_taken"


class PersonUnknown(Refusal):
    """Nobody who works here has this person id."""

    status = 422
    key = "people.person_unknown"


class PersonTaken(Conflict):
    """Somebody else's account is this person's."""

    key = "people.person_taken"


class LastAdministrator(Conflict):
    """Without this account nobody could configure the product any more."""

    key = "people.last_administrator"


def open_account(
    session: Session,
    actor: str,
    email: str,
    name: str,
    roles: Iterable[RoleName],
    password: str | None = None,
    person: Person | None = None,
    demo: bool = False,
) -> Account:
    """A new account; without a password its owner sets one by the reset mail. AddressTaken if the address is in use."""
    email = email.strip().lower()
    if session.scalar(select(Account.id).where(func.lower(Account.email) == email)) is not None:
        raise AddressTaken(email=email)
    account = Account(
        email=email,
        name=name,
        active=True,
        demo=demo,
        person=person,
        password=hash_password(password or secrets.token_urlsafe(32)),
        fs_uniquifier=secrets.token_hex(32),
    )
    session.add(account)
    account.roles = _rows(session, roles)
    session.flush()
    record(session, actor, "people.account_opened", f"account:{account.pseudonym}", roles=sorted(roles))
    return account


def give_roles(session: Session, actor: str, account: Account, roles: Iterable[RoleName]) -> None:
    """Exactly these roles from now on; LastAdministrator if nobody would be left to administer."""
    wanted = frozenset(roles)
    if RoleName.ADMINISTRATOR not in wanted:
        _keep_an_administrator(session, account)
    account.roles = _rows(session, wanted)
    record(session, actor, "people.roles_given", f"account:{account.pseudonym}", roles=sorted(wanted))


def link_person(session: Session, actor: str, account: Account, code: str) -> None:
    """Say which person an account belongs to, by the company's own id, or none; PersonUnknown, PersonTaken.

    What a line manager or an employee may see hangs on it, so each change is recorded.
    """
    person = session.scalar(select(Person).where(Person.code == code.strip())) if code.strip() else None
    if code.strip() and person is None:
        raise PersonUnknown(code=code.strip())
    if person is account.person:
        return
    taken = select(Account.id).where(Account.person == person, Account.id != account.id)
    if person is not None and session.scalar(taken) is not None:
        raise PersonTaken(code=person.code)
    account.person = person
    session.flush()
    about = f"person:{person.id}" if person else ""
    record(session, actor, "people.person_linked", f"account:{account.pseudonym}", person=about)


def close_account(session: Session, actor: str, account: Account) -> None:
    """No sign-in any more; open sessions end, because their key changes."""
    _keep_an_administrator(session, account)
    account.active = False
    account.fs_uniquifier = secrets.token_hex(32)
    record(session, actor, "people.account_closed", f"account:{account.pseudonym}")


def ensure_roles(session: Session) -> None:
    """The rows of the closed list of roles; harmless when they are there."""
    known = set(session.scalars(select(Role.name)))
    session.add_all(Role(name=role.value) for role in RoleName if role.value not in known)
    session.flush()


#: A column of the people file and of the table, and what a blank cell becomes.
_PERSON_COLUMNS: dict[str, tuple[str, Any]] = {
    "person_id": ("code", None),
    "display_name": ("name", None),
    "email": ("email", None),
    "role": ("job", ""),
    "segment": ("segment", ""),
    "location": ("location", ""),
    "employment_status": ("status", "active"),
    "hire_date": ("hire_date", None),
    "role_start_date": ("role_start_date", None),
}
#: Id of a team that is yet to be made: differs from every other.
_NEW_TEAM = -1


def plan_people(session: Session, found: Checked, given: Collection[str]) -> tuple[Plan, list[Complaint]]:
    """What an import of these rows would change, and what speaks against it.

    Parameters
    ----------
    found : Checked
        Rows of ``forms.PEOPLE_COLUMNS``.
    given : names of columns
        That the file has; others are left as they are.
    """
    if not found.fits:
        return Plan(Person, [], [], 0), []
    teams = dict(session.execute(select(Team.name, Team.id)).all())
    plan = planned(session, Person, ("code",), _people(found, given, teams))
    return plan, list(_wrong_managers(session, found)) if "manager_id" in given else []


def import_people(session: Session, found: Checked, given: Collection[str]) -> Plan:
    """Make teams, add and change people, and say who manages which team; returns what was done."""
    if "team" in given:
        known = set(session.scalars(select(Team.name)))
        new = sorted({name for name in found.columns["team"] if name} - known)
        if new:
            session.execute(insert(Team), [{"name": name} for name in new])
    plan, _ = plan_people(session, found, given)
    written(session, plan)
    if {"team", "manager_id"} <= set(given):
        ids = dict(session.execute(select(Person.code, Person.id)).all())
        for team, manager in _managers(found).items():
            session.execute(update(Team).where(Team.name == team).values(manager_id=ids[manager]))
    return plan


def _people(found: Checked, given: Collection[str], teams: dict[str, int]) -> Iterator[dict[str, Any]]:
    names = [name for name in _PERSON_COLUMNS if name in given]
    columns = [_PERSON_COLUMNS[name] for name in names]
    team = found.columns["team"] if "team" in given else None
    for place, cells in enumerate(zip(*(found.columns[name] for name in names), strict=True)):
        row = {column: blank if cell is None else cell for (column, blank), cell in zip(columns, cells, strict=True)}
        if team is not None:
            row["team_id"] = teams.get(team[place], _NEW_TEAM) if team[place] else None
        yield row


def _managers(found: Checked) -> dict[str, str]:
    pairs = zip(found.columns["team"], found.columns["manager_id"], strict=True)
    return {team: manager for team, manager in pairs if team and manager}


def _wrong_managers(session: Session, found: Checked) -> Iterator[Complaint]:
    known = set(session.scalars(select(Person.code))) | set(found.columns["person_id"])
    managers: dict[str, tuple[str, int]] = {}
    rows = zip(found.rows.tolist(), found.columns["team"], found.columns["manager_id"], strict=True)
    for row, team, manager in rows:
        if not manager:
            continue
        if manager not in known:
            yield Complaint(row, "manager_id", manager, "uploads.unknown", {"value": manager})
        elif team and managers.setdefault(team, (manager, row))[0] != manager:
            other, first = managers[team]
            values = {"team": team, "other": other, "first": first}
            yield Complaint(row, "manager_id", manager, "people.two_managers", values)


def _rows(session: Session, roles: Iterable[RoleName]) -> list[Role]:
    return list(session.scalars(select(Role).where(Role.name.in_([role.value for role in roles]))))


def _keep_an_administrator(session: Session, leaving: Account) -> None:
    others = select(Account.id).where(
        Account.active, Account.id != leaving.id, Account.roles.any(Role.name == RoleName.ADMINISTRATOR)
    )
    if RoleName.ADMINISTRATOR in leaving.role_names and session.scalar(others.limit(1)) is None:
        raise LastAdministrator
