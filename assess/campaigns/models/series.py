"""Surveys that come again: the same questions to the same groups every few weeks."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment


class CampaignSeries(Base):
    """How often the waves of a survey come and how many there are; ``next_at`` is when the next one opens, None after
    the last.
    """

    __tablename__ = "campaign_series"
    __table_args__ = (
        CheckConstraint("every_weeks BETWEEN 1 AND 52", name="every_weeks"),
        CheckConstraint("waves BETWEEN 2 AND 52", name="waves"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    every_weeks: Mapped[int]
    waves: Mapped[int]
    next_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
