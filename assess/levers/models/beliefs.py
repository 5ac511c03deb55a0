"""What leaders believe matters most, each on their own and before anybody has looked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.levers.models.registry import Lever
from surveys.models.base import Base
from surveys.moments import Moment, now


class Belief(Base):
    """One leader's order of the hypotheses of a job, given once; ``leader`` is their pseudonym."""

    __tablename__ = "lever_belief"
    __table_args__ = (UniqueConstraint("job", "leader"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100))
    leader: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)

    places: Mapped[list["BeliefPlace"]] = relationship(order_by="BeliefPlace.place")


class BeliefPlace(Base):
    """The place a leader gave one hypothesis, 1 for what matters most; what has no place came after all that have."""

    __tablename__ = "lever_belief_place"
    __table_args__ = (UniqueConstraint("belief_id", "place"), CheckConstraint("place >= 1", name="place"))

    belief_id: Mapped[int] = mapped_column(ForeignKey("lever_belief.id"), primary_key=True)
    lever_id: Mapped[int] = mapped_column(ForeignKey("lever.id"), primary_key=True)
    place: Mapped[int]

    lever: Mapped[Lever] = relationship()
