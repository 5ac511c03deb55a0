"""Making accounts and giving roles."""

import secrets
from collections.abc import Iterable

from flask_security import hash_password
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role as RoleName
from assess.audit.actions import record
from assess.errors import Conflict
from assess.people.models import Account, Person, Role


class AddressTaken(Conflict):
    """Another account signs in with this address."""

    key = "people.address_taken"


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


def _rows(session: Session, roles: Iterable[RoleName]) -> list[Role]:
    return list(session.scalars(select(Role).where(Role.name.in_([role.value for role in roles]))))


def _keep_an_administrator(session: Session, leaving: Account) -> None:
    others = select(Account.id).where(
        Account.active, Account.id != leaving.id, Account.roles.any(Role.name == RoleName.ADMINISTRATOR)
    )
    if RoleName.ADMINISTRATOR in leaving.role_names and session.scalar(others.limit(1)) is None:
        raise LastAdministrator
