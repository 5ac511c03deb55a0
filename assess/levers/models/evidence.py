"""What people said and what was seen of them: meetings, pseudonymous speakers, units of evidence and their codes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.analyses.models import Analysis
from assess.levers.models.registry import STAGES, Lever
from assess.people.models import Person
from surveys.models.base import Base
from surveys.moments import Moment, now

#: How evidence is gathered beside surveys of a campaign.
KINDS = ("discussion", "survey", "interview", "focus_group", "observation", "case")
#: Where a speaker stood in the locked analysis they were chosen from.
STANDINGS = ("top", "outlier", "middle", "other")
UNITS = ("quote", "summary")


class Meeting(Base):
    """One occasion on which people told or showed how they work.

    ``analysis_id`` is the version of the tiers its speakers were chosen from: it never changes, whatever comes later.
    Who spoke at one of a ``third_party`` is known to the study lead from outside alone.
    """

    __tablename__ = "lever_meeting"
    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]
    purpose: Mapped[str] = mapped_column(Text, default="")
    third_party: Mapped[bool] = mapped_column(default=False)
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    analysis: Mapped[Analysis | None] = relationship()
    speakers: Mapped[list["Speaker"]] = relationship(back_populates="meeting", order_by="Speaker.number")
    units: Mapped[list["EvidenceUnit"]] = relationship(back_populates="meeting", order_by="EvidenceUnit.number")


class Speaker(Base):
    """Somebody at a meeting under a number; who it is stands apart, for the study role alone."""

    __tablename__ = "lever_speaker"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint(f"standing IN {STANDINGS}", name="standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("lever_meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    standing: Mapped[str] = mapped_column(String(8))

    meeting: Mapped[Meeting] = relationship(back_populates="speakers")


class SpeakerIdentity(Base):
    """Who a speaker is; deleted with the person, and what they said stays without them."""

    __tablename__ = "lever_speaker_identity"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("lever_speaker.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)

    speaker: Mapped[Speaker] = relationship()
    person: Mapped[Person] = relationship()


class EvidenceUnit(Base):
    """One thing somebody told or showed: a quote or a summary, the situation, the action, the result.

    ``trace`` names an artifact or a record of a system that shows the same, "" where there is none; ``theme_id`` the
    idea told to the standing question that it is.
    """

    __tablename__ = "evidence_unit"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        UniqueConstraint("meeting_id", "theme_id"),
        CheckConstraint(f"kind IN {UNITS}", name="kind"),
        CheckConstraint(f"stage IN {STAGES}", name="stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("lever_meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("lever_speaker.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    situation: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    trace: Mapped[str] = mapped_column(String(200), default="")
    stage: Mapped[str] = mapped_column(String(20), default="")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    meeting: Mapped[Meeting] = relationship(back_populates="units")
    speaker: Mapped[Speaker | None] = relationship()
    codes: Mapped[list["EvidenceCode"]] = relationship(back_populates="unit", order_by="EvidenceCode.id")

    @property
    def example(self) -> bool:
        """Whether it tells what was done and what came of it, rather than what somebody thinks."""
        return bool(self.action and self.result)


class EvidenceCode(Base):
    """The lever one coder sees in a unit, None where they see none; ``coder`` is a pseudonym."""

    __tablename__ = "evidence_code"
    __table_args__ = (UniqueConstraint("unit_id", "coder"), Index("ix_evidence_code_coder", "coder"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("evidence_unit.id", ondelete="CASCADE"))
    lever_id: Mapped[int | None] = mapped_column(ForeignKey("lever.id"), index=True)
    coder: Mapped[str] = mapped_column(String(64))
    coded_at: Mapped[datetime] = mapped_column(Moment, default=now)

    unit: Mapped[EvidenceUnit] = relationship(back_populates="codes")
    lever: Mapped[Lever | None] = relationship()
