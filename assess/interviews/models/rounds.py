"""What the candidates of an opening go through, each the same, and which average of their ratings counts."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.hiring.models import Opening
from surveys.models import Base, InstrumentVersion
from surveys.moments import Moment, now

KINDS = ("interview", "simulation", "observation")
#: Which average of a panel's ratings counts: as given, or with each interviewer's strictness taken out.
SCORE_RULES = ("raw", "fair")


class Round(Base):
    """One conversation or simulation of an opening: what is asked, for how long, and who asks what.

    ``split`` has the topics of each seat in turn, so its length is the size of the panel.
    """

    __tablename__ = "interview_round"
    __table_args__ = (
        UniqueConstraint("opening_id", "name"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("minutes > 0 AND deadline_hours > 0", name="lengths"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    minutes: Mapped[int]
    deadline_hours: Mapped[int]
    split: Mapped[list[list[str]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    opening: Mapped[Opening] = relationship()
    version: Mapped[InstrumentVersion] = relationship()


class ScoreRule(Base):
    """Which average counts for an opening; without a row the one as given."""

    __tablename__ = "score_rule"
    __table_args__ = (CheckConstraint(f"rule IN {SCORE_RULES}", name="rule"),)

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(16))
    set_by: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[datetime] = mapped_column(Moment, default=now)
