"""Roll-outs of one lever in some teams: what was planned, with whom, and who was left as they were."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.kept import append_only
from assess.levers.models.registry import Lever
from assess.people.models import Team
from scoring.change.results import Design
from surveys.models.base import Base
from surveys.moments import Moment, now

DESIGNS = tuple(design.value for design in Design)
#: Designs in which a lot says which teams begin, and when.
LOTS = (Design.RANDOMISED.value, Design.STEPPED_WEDGE.value)


class Intervention(Base):
    """One roll-out as it was written down, never changed; a correction is a further row that says which it corrects.

    ``start`` is the first day of the first period in which treated teams worked with it, where ``Arm.start`` says
    nothing else; ``picked_low`` whether teams were picked for low results. What was written down by ``start`` was
    planned before anybody could know how it went. ``seed`` is of the lot, which is drawn here or is none.
    """

    __tablename__ = "intervention"
    __table_args__ = (
        CheckConstraint(f"design IN {DESIGNS}", name="design"),
        CheckConstraint(f"(design IN {LOTS}) = (seed IS NOT NULL)", name="lot"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lever_id: Mapped[int] = mapped_column(ForeignKey("lever.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(Text)
    design: Mapped[str] = mapped_column(String(20))
    start: Mapped[date]
    picked_low: Mapped[bool]
    seed: Mapped[int | None] = mapped_column(BigInteger)
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("intervention.id"), unique=True)

    lever: Mapped[Lever] = relationship()
    arms: Mapped[list["Arm"]] = relationship(order_by="Arm.team_id")

    @property
    def begins(self) -> date:
        """The first day on which any team worked with it."""
        return min((arm.start or self.start for arm in self.arms if arm.treated), default=self.start)

    @property
    def planned_before(self) -> bool:
        """Whether it was written down before it began anywhere."""
        return self.made_at.date() <= self.begins

    def replaces(self, other: "Intervention") -> bool:
        """Whether it takes the place of the record it corrects: only before either began.

        Later it stands beside it, so that nobody corrects away what came of it.
        """
        return self.corrects_id == other.id and self.planned_before and self.made_at.date() <= other.begins


class Arm(Base):
    """One team of a roll-out: treated, or left as it was; ``start`` where teams began at different times."""

    __tablename__ = "intervention_team"

    intervention_id: Mapped[int] = mapped_column(ForeignKey("intervention.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)
    treated: Mapped[bool]
    start: Mapped[date | None]

    team: Mapped[Team] = relationship()


#: Statements by dialect and table: who was treated cannot be changed once results are known.
TRIGGERS = append_only(Intervention, Arm)
