"""How much of each lever people show, and which conditions teams work under, as files brought it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base

#: Who or what a value comes from.
SOURCES = ("self", "manager", "observation", "kpi", "survey", "upload")


class LeverValue(Base):
    """What one person shows of one lever, by one source, in a period or over the whole time (no period).

    ``lever_key`` is what measures of the kind ``upload`` refer to, so that a hypothesis that takes the place of another
    has the same values. ``value`` is in the lever's own unit; with ``opportunities`` it is a share of so many, 0 to 1.
    """

    __tablename__ = "lever_value"
    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES}", name="source"),
        CheckConstraint("opportunities > 0", name="opportunities"),
        CheckConstraint("opportunities IS NULL OR (value >= 0 AND value <= 1)", name="share"),
        # databases take two unknown periods for different ones
        Index(
            "one_value_a_period", "person_id", "lever_key", "source", "period_start", unique=True,
            sqlite_where=text("period_start IS NOT NULL"), postgresql_where=text("period_start IS NOT NULL"),
        ),
        Index(
            "one_value_of_all_time", "person_id", "lever_key", "source", unique=True,
            sqlite_where=text("period_start IS NULL"), postgresql_where=text("period_start IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    lever_key: Mapped[str] = mapped_column(String(200), index=True)
    source: Mapped[str] = mapped_column(String(16), default="upload")
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    value: Mapped[float]
    opportunities: Mapped[float | None]
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)


class TeamCondition(Base):
    """What holds for everyone in a team, such as hours of coaching a month or, as 0 and 1, which plan pays them."""

    __tablename__ = "team_condition"
    __table_args__ = (Index("one_condition_a_team", "team_id", "condition_key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    condition_key: Mapped[str] = mapped_column(String(200), index=True)
    value: Mapped[float]
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)
