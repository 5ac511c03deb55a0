"""Vignettes as they are rated here, courses through them, experts, outcomes; ratings are the engine's answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.interviews.models import Rater
from surveys.models import Base, InstrumentVersion, Participant
from surveys.moments import Moment, now
from surveys.vignettes import Vignette

#: ``training`` ends with a verdict; ``gold`` is the blind rating of an expert.
PURPOSES = ("training", "gold")
PARTS = ("practice", "test", "gold")
#: Where the gold of an outcome came from: the author's design, or the company's own experts.
SOURCES = ("design", "experts")


class VignetteVersion(Base):
    """A vignette as it was first read here; a code keeps its wording, so that ratings of years speak of one text.

    ``participant`` is the invented person, as the subject of ratings.
    """

    __tablename__ = "vignette"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    scorecard: Mapped[str] = mapped_column(String(60))
    content_hash: Mapped[str] = mapped_column(String(64))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)

    participant: Mapped[Participant] = relationship()

    @property
    def vignette(self) -> Vignette:
        """The text and its designed levels."""
        return Vignette.from_plain(self.definition)


class Expert(Base):
    """Somebody HR named to rate every vignette blind; the mean of five or more is the gold."""

    __tablename__ = "vignette_expert"

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id", ondelete="CASCADE"), unique=True)
    named_by: Mapped[str] = mapped_column(String(64))
    named_at: Mapped[datetime] = mapped_column(Moment, default=now)

    rater: Mapped[Rater] = relationship(lazy="joined")


class Course(Base):
    """One way through the vignettes: practice and test, the test alone when taken again, or an expert's rating."""

    __tablename__ = "vignette_course"
    __table_args__ = (
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        # nobody is on two ways at once
        Index(
            "uq_vignette_course_open",
            "rater_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(None, "rater_id", "finished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    began_at: Mapped[datetime] = mapped_column(Moment, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    rater: Mapped[Rater] = relationship(lazy="joined")
    version: Mapped[InstrumentVersion] = relationship()
    exercises: Mapped[list["Exercise"]] = relationship(
        back_populates="course", order_by="Exercise.position", cascade="all, delete-orphan"
    )
    outcome: Mapped["Outcome | None"] = relationship(back_populates="course", cascade="all, delete-orphan")

    @property
    def open_one(self) -> "Exercise | None":
        """The exercise that is next; None when all are locked."""
        return next((one for one in self.exercises if one.locked_at is None), None)

    def of(self, part: str) -> list["Exercise"]:
        """The exercises of one part, in order."""
        return [one for one in self.exercises if one.part == part]


class Exercise(Base):
    """One vignette to rate within a course, and where the ratings are kept."""

    __tablename__ = "vignette_exercise"
    __table_args__ = (
        UniqueConstraint("course_id", "vignette_id"),
        UniqueConstraint("course_id", "position"),
        CheckConstraint(f"part IN {PARTS}", name="part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("vignette_course.id", ondelete="CASCADE"))
    vignette_id: Mapped[int] = mapped_column(ForeignKey("vignette.id"), index=True)
    part: Mapped[str] = mapped_column(String(16))
    position: Mapped[int]
    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id", ondelete="CASCADE"), unique=True)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)

    course: Mapped[Course] = relationship(back_populates="exercises")
    version: Mapped[VignetteVersion] = relationship(lazy="joined")

    @property
    def vignette(self) -> Vignette:
        """The text to read."""
        return self.version.vignette


class GoldPoint(Base):
    """The experts' gold of one topic of a vignette: their mean, or why it is discarded (methods §6.3).

    There are none while fewer than five experts have rated everything; then the designed levels are the gold.
    """

    __tablename__ = "vignette_gold"

    vignette_id: Mapped[int] = mapped_column(ForeignKey("vignette.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(80), primary_key=True)
    points: Mapped[float | None]
    sd: Mapped[float | None]
    experts: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40), default="")
    computed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    version: Mapped[VignetteVersion] = relationship(lazy="joined")


class Outcome(Base):
    """What a test came to: the verdict, the gold it was measured by, and until when it holds.

    ``gold`` is points by vignette and topic, None where the experts did not agree; ``passed`` None without a verdict.
    """

    __tablename__ = "vignette_outcome"
    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES}", name="source"),
        Index(None, "expires_at"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("vignette_course.id", ondelete="CASCADE"), primary_key=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"))
    passed: Mapped[bool | None]
    source: Mapped[str] = mapped_column(String(16))
    gold: Mapped[dict[str, dict[str, float | None]]] = mapped_column(JSON)
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)

    course: Mapped[Course] = relationship(back_populates="outcome")


class Retest(Base):
    """The test is wanted again, since calibration saw this rater's ratings move; met by the next finished test."""

    __tablename__ = "vignette_retest"

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
