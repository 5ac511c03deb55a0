"""Published versions of instruments: known by the hash of their content, frozen once somebody begins to answer."""

from typing import Any

from sqlalchemy import JSON, Connection, String, event, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from surveys.errors import VersionFrozen
from surveys.models.base import Base


class InstrumentVersion(Base):
    """One wording of an instrument; ``frozen`` is no time, since an anonymous campaign must leave none."""

    __tablename__ = "instrument_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), index=True)
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen: Mapped[bool] = mapped_column(default=False, active_history=True)


@event.listens_for(InstrumentVersion, "before_update")
@event.listens_for(InstrumentVersion, "before_delete")
def _refuse_change(mapper: Mapper[Any], connection: Connection, version: InstrumentVersion) -> None:
    history = inspect(version).attrs.frozen.history
    frozen_before = history.deleted[0] if history.deleted else version.frozen
    if frozen_before and (history.deleted or inspect(version).modified or inspect(version).deleted):
        raise VersionFrozen(version=version.content_hash)
