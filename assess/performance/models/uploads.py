"""Files that brought results, and how far they came."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment


class Upload(Base):
    """One file: from its choice, while it lies in the uploads folder as ``stored``, to its import or its undoing.

    ``dates`` says how 03/04/2026 is written in it; ``done`` is the share of a long check or import that is behind;
    ``findings`` is what a long check found.
    """

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    filename: Mapped[str] = mapped_column(String(255))
    stored: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default="open")
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    decimal: Mapped[str] = mapped_column(String(1), default="")
    dates: Mapped[str] = mapped_column(String(3), default="", server_default="")
    done: Mapped[float] = mapped_column(default=0.0, server_default="0")
    findings: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    imported_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class Change(Base):
    """The ledger: one value an import changed, or with an empty ``column`` one row it added.

    Rows of tables that say themselves which upload they came with are not listed as added. ``thing`` is the table;
    ``before`` and ``after`` hold dates as ISO text. What is about a person goes with the person.
    """

    __tablename__ = "upload_change"
    __table_args__ = (Index("change_of_row", "thing", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)
    thing: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[int]
    column: Mapped[str] = mapped_column(String(40), default="")
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
