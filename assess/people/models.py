"""People, their teams, and the accounts they sign in with."""

import secrets
from datetime import date, datetime

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin, naive_utcnow
from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.access import Role as RoleName
from assess.access import needs_second_factor
from surveys.models.base import Base


def pseudonym() -> str:
    """A random name that says nothing about its bearer (96 bits)."""
    return secrets.token_hex(12)


account_role = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class Team(Base):
    """A group of people under one manager."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    manager_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", use_alter=True, deferrable=True, initially="DEFERRED")
    )

    manager: Mapped["Person | None"] = relationship(foreign_keys=manager_id, post_update=True)
    members: Mapped[list["Person"]] = relationship(back_populates="team", foreign_keys="Person.team_id")


class Person(Base):
    """Someone who works here; ``code`` is the company's own person id, ``participant_id`` the engine's."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(255))
    job: Mapped[str] = mapped_column(String(100), default="")
    segment: Mapped[str] = mapped_column(String(100), default="")
    location: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(50), default="active")
    hire_date: Mapped[date | None]
    role_start_date: Mapped[date | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), unique=True)

    team: Mapped[Team | None] = relationship(back_populates="members", foreign_keys=team_id)


class Role(Base, RoleMixin):
    """A role of ``access.Role``; rows are made with the database."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32), unique=True)


class Account(Base, UserMixin):
    """A sign-in: columns as Flask-Security asks for them."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    pseudonym: Mapped[str] = mapped_column(String(64), unique=True, default=pseudonym)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]  # may be empty
        String(64), unique=True
    )
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    #: Time step of the last code from the app: a code opens the door once.
    tf_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))

    person: Mapped[Person | None] = relationship()
    # the library annotates lists of its own mixins, and lists are invariant
    roles: Mapped[list[Role]] = relationship(secondary=account_role, lazy="selectin")  # type: ignore[assignment]
    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )

    @property
    def role_names(self) -> frozenset[RoleName]:
        """The roles as the access rules know them."""
        return frozenset(RoleName(role.name) for role in self.roles)

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Flask-Security asks after the password: is a second factor called for? Always where one is set up."""
        return self.check_tf_required_setup() or bool(tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether this account must have a second factor; it then cannot be turned off."""
        return needs_second_factor(self.role_names)


class Passkey(Base, WebAuthnMixin):
    """A passkey of an account: columns as Flask-Security asks for them."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), index=True, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    lastuse_datetime: Mapped[datetime] = mapped_column(default=naive_utcnow)
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    user: Mapped[Account] = relationship(back_populates="webauthn")
