"""Practices, where they depart from the standard, what stands in their way, and the two panels that judge them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.levers.models.registry import Lever
from assess.people.models import Account
from scoring.content_validity import FEWEST, LEADERS, PERFORMERS, Panel, panel
from surveys.models.base import Base
from surveys.moments import Moment, now

BENEFITS = ("revenue", "efficiency", "decision_quality")
#: May it be done by everybody: "" nobody has looked.
COMPLIANCE = ("", "fit", "unfit")
BARRIER_STATES = ("open", "fixed", "accepted")
PANELS = (PERFORMERS, LEADERS)


class Practice(Base):
    """When ``situation``, does ``action``, using ``means``, so that ``result``: one thing of several.

    It belongs to a lever that a verdict supports. ``artifact`` says what somebody made for it, ``claim`` what they
    say it gives them; ``writers`` are all who wrote any of it, first to last. ``analysed_at`` is when the evidence was
    read together; ``compliance`` what somebody other than them found; ``asked_at`` and ``counted_at`` open and close
    both panels; ``talk`` is what was said where they disagree; ``published_at`` is when all may read it.
    """

    __tablename__ = "practice"
    __table_args__ = (
        CheckConstraint(f"benefit IN {BENEFITS}", name="benefit"),
        CheckConstraint(f"compliance IN {COMPLIANCE}", name="compliance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lever_id: Mapped[int] = mapped_column(ForeignKey("lever.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    situation: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[str] = mapped_column(Text, default="")
    means: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    benefit: Mapped[str] = mapped_column(String(20), default="revenue")
    artifact: Mapped[str] = mapped_column(Text, default="")
    claim: Mapped[str] = mapped_column(Text, default="")
    writers: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    analysed_at: Mapped[datetime | None] = mapped_column(Moment)
    evidence: Mapped[str] = mapped_column(Text, default="")
    compliance: Mapped[str] = mapped_column(String(8), default="")
    compliance_why: Mapped[str] = mapped_column(Text, default="")
    compliance_by: Mapped[str] = mapped_column(String(64), default="")
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    counted_at: Mapped[datetime | None] = mapped_column(Moment)
    talk: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    lever: Mapped[Lever] = relationship()
    deviations: Mapped[list["Deviation"]] = relationship(order_by="Deviation.id", cascade="all, delete-orphan")
    barriers: Mapped[list["Barrier"]] = relationship(order_by="Barrier.id", cascade="all, delete-orphan")

    @property
    def extracted(self) -> bool:
        """Whether all four parts of its sentence are written."""
        return all(part.strip() for part in (self.situation, self.action, self.means, self.result))


class Deviation(Base):
    """Where a practice departs from a company standard: which one, how, and why."""

    __tablename__ = "practice_deviation"

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), index=True)
    standard: Mapped[str] = mapped_column(String(200))
    how: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)


class Barrier(Base):
    """What stands in the way of a practice, often without anybody meaning it: who mends it, how, and until when."""

    __tablename__ = "practice_barrier"
    __table_args__ = (CheckConstraint(f"state IN {BARRIER_STATES}", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    fix: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(8), default="open")


class PanelSeat(Base):
    """Who is asked about a practice; neither whether they have answered nor what they said is here."""

    __tablename__ = "practice_seat"
    __table_args__ = (
        UniqueConstraint("practice_id", "account_id"),
        CheckConstraint(f"panel IN {PANELS}", name="panel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    panel: Mapped[str] = mapped_column(String(12))

    practice: Mapped[Practice] = relationship()
    account: Mapped[Account] = relationship()


class PanelBallot(Base):
    """The votes of one panel on one practice while it is open, and the ids of the seats that have voted.

    Each sorted, in one row that every vote writes alike: neither order, row nor transaction says whose is whose. In no
    backup, since two of them around one vote would; gone once the panel is counted.
    """

    __tablename__ = "practice_ballot"
    __table_args__ = (CheckConstraint(f"panel IN {PANELS}", name="panel"),)

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), primary_key=True)
    panel: Mapped[str] = mapped_column(String(12), primary_key=True)
    votes: Mapped[list[str]] = mapped_column(JSON, default=list)
    voted: Mapped[list[int]] = mapped_column(JSON, default=list)


class PanelResult(Base):
    """What one panel said of one practice: all that stays of its votes.

    ``essential`` is how many call it so, None of fewer than five: with so few a number tells who said what (methods
    §10.4.7). ``agrees`` is whether the panel validates it.
    """

    __tablename__ = "practice_result"
    __table_args__ = (
        CheckConstraint(f"panel IN {PANELS}", name="panel"),
        CheckConstraint(f"(essential IS NULL) = (judges < {FEWEST})", name="essential"),
    )

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), primary_key=True)
    panel: Mapped[str] = mapped_column(String(12), primary_key=True)
    judges: Mapped[int]
    essential: Mapped[int | None]
    agrees: Mapped[bool]

    @property
    def sat(self) -> Panel | None:
        """The panel with its numbers; None where it was too small for any."""
        return None if self.essential is None else panel(self.essential, self.judges)
