"""What was handed to other leaders, and what was decided on it: rows that say what stood there then."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Account
from assess.projects.models.projects import Project
from surveys.models import Base
from surveys.moments import Moment, now

#: What kind of thing was decided about a project.
DECIDED = ("start", "adopt", "change", "defer", "stop", "other")


class SharePack(Base):
    """Reports and rows of the scorecard as they stood when they were shared, for named readers.

    ``reports`` lists id, kind, subject and SHA-256 of each Report, ``rows`` the rows of the scorecard word for word,
    owners by pseudonym.
    """

    __tablename__ = "share_pack"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    message: Mapped[str] = mapped_column(Text, default="")
    reports: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    shared_by: Mapped[str] = mapped_column(String(64))
    shared_at: Mapped[datetime] = mapped_column(Moment, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    project: Mapped[Project] = relationship()
    readers: Mapped[list["PackReader"]] = relationship(back_populates="pack", order_by="PackReader.id")


class PackReader(Base):
    """Somebody a pack is for, and when they first opened it."""

    __tablename__ = "share_pack_reader"
    __table_args__ = (UniqueConstraint("pack_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("share_pack.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)

    pack: Mapped[SharePack] = relationship(back_populates="readers")
    account: Mapped[Account] = relationship()


class ProjectDecision(Base):
    """Who decided what on which evidence: by pseudonym, never changed; its words stand beside it.

    ``evidence`` lists Reports (id, kind, subject, SHA-256) and rows of the scorecard (id, status then); ``digest`` is
    the SHA-256 of the words, so that these can be deleted but not replaced. ``corrects_id`` is an earlier entry this
    one puts right.
    """

    __tablename__ = "project_decision"
    __table_args__ = (CheckConstraint(f"kind IN {DECIDED}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64))
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(64))
    recorded_by: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("project_decision.id"))

    words: Mapped["ProjectDecisionWords | None"] = relationship(back_populates="decision")


class ProjectDecisionWords(Base):
    """What was decided and why, in words; apart, so that a name in them can be deleted."""

    __tablename__ = "project_decision_words"

    decision_id: Mapped[int] = mapped_column(ForeignKey("project_decision.id"), primary_key=True)
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[ProjectDecision] = relationship(back_populates="words")
