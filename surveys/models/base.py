"""The one declarative base, with constraint names that migrations can rely on."""

import secrets

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the project hangs here."""

    metadata = MetaData(naming_convention=NAMES)


def random_code() -> str:
    """128 random bits as 32 hex digits, for whatever appears in an address or stands for a person."""
    return secrets.token_hex(16)
