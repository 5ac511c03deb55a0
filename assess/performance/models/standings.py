"""Tiers in the form pages read: what holds for the whole cohort, and a row a person."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.analyses.models import Analysis
from assess.people.models import Person
from scoring.results import Report
from surveys.models.base import Base


class Rating(Base):
    """The newest tiers of a role, so that no page reads a Report of thousands.

    ``headline_json`` is the Report of ``analysis`` without its rows of single people; ``periods`` are the first and
    last days of the periods compared.
    """

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(100), unique=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id", ondelete="CASCADE"), index=True)
    headline_json: Mapped[str] = mapped_column(Text)
    periods: Mapped[list[list[str]]] = mapped_column(JSON)

    analysis: Mapped[Analysis] = relationship()

    @property
    def headline(self) -> Report:
        """What the Report says of the whole cohort."""
        return Report.from_json(self.headline_json)


class RatedPerson(Base):
    """One person in the newest tiers of a role.

    ``place`` counts from the best; ``score``, ``low`` and ``high`` are None where refused; ``rank`` is the adjusted
    one, or the raw one without it; ``moved`` by how many ranks circumstance moved the person. ``row_json`` is the
    Report cut to this person, ``derivation`` what ``scoring.derivation.periods`` takes.
    """

    __tablename__ = "rated_person"
    __table_args__ = (
        UniqueConstraint("rating_id", "person_id"),
        Index("ix_rated_person_place", "rating_id", "place"),
        Index("ix_rated_person_tier", "rating_id", "tier"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rating_id: Mapped[int] = mapped_column(ForeignKey("rating.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    tier: Mapped[str] = mapped_column(String(20))
    chance: Mapped[float | None]
    score: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    rank: Mapped[float | None]
    moved: Mapped[float]
    noted: Mapped[bool]
    row_json: Mapped[str] = mapped_column(Text)
    derivation: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    person: Mapped[Person] = relationship()
    rating: Mapped[Rating] = relationship()

    @property
    def row(self) -> Report:
        """The Report's tables ``people`` and ``steps``, cut to this person."""
        return Report.from_json(self.row_json)
