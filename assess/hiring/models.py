"""Openings, candidates and their applications; names and addresses of candidates stand here and nowhere else."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.people.models import Account
from surveys.models import Base, Participant
from surveys.moments import Moment, now

#: From first to last; a candidate may go back a stage, and from any stage to the last.
STAGES = ("applied", "assessment", "interview", "decision", "closed")
STATES = ("open", "filled", "cancelled")


class Opening(Base):
    """A place to fill; ``code`` is the company's requisition id, ``job`` the role family of its performers."""

    __tablename__ = "opening"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    job: Mapped[str] = mapped_column(String(100), index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(16), default="open")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    hiring_manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)

    hiring_manager: Mapped[Account | None] = relationship()
    applications: Mapped[list["Application"]] = relationship(back_populates="opening", cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        """The title with its place: openings of one title differ in where they are."""
        return f"{self.title}, {self.place}" if self.place and self.place not in self.title else self.title


class Candidate(Base):
    """Somebody who applied: the company's id in ``code``, a small-letter address, and who they are to the engine."""

    __tablename__ = "candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(255), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    participant: Mapped[Participant] = relationship()
    applications: Mapped[list["Application"]] = relationship(back_populates="candidate", cascade="all, delete-orphan")


class Application(Base):
    """A candidate for an opening, and the stage they are in; one row a pair."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("candidate_id", "opening_id"),
        Index(None, "opening_id", "stage", "id"),
        CheckConstraint(f"stage IN {STAGES}", name="stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(16), default="applied")
    stage_since: Mapped[datetime] = mapped_column(Moment, default=now)

    candidate: Mapped[Candidate] = relationship(back_populates="applications")
    opening: Mapped[Opening] = relationship(back_populates="applications")
