"""Who the first verdicts of a job rest on, so that whoever comes later can be asked the same again."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment, now


class LeverCohort(Base):
    """The people of the first verdicts of a job, by id; later ones are looked at apart, never mixed in."""

    __tablename__ = "lever_cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100), unique=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"))
    people: Mapped[list[int]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(Moment, default=now)
