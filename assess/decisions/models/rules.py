"""How the evidence on candidates of an opening is combined, and what came of it; a rule is never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.analyses.models import Analysis
from assess.hiring.models import Application
from scoring.decisions import COMPONENTS, MODELS, PRESETS
from surveys.models import Base
from surveys.moments import Moment, now

ORIGINS = (*PRESETS, "own", "frontier")


class ComponentRule(Base):
    """One version of the rule of an opening; whoever was decided about by an earlier one keeps that.

    ``weights`` leads from a component to its weight (components left out have none), ``hurdles`` from a component to
    the score to reach in its own units, ``minimum`` from a topic of the scorecard to the rating every candidate needs
    on it. ``origin`` says where the weights are from. ``decisions`` counts those made in the opening before this
    version; the default that the first decision fixed has no ``reason``.
    """

    __tablename__ = "component_rule"
    __table_args__ = (
        UniqueConstraint("opening_id", "number"),
        CheckConstraint(f"model IN {MODELS}", name="model"),
        CheckConstraint(f"origin IN {ORIGINS}", name="origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"))
    number: Mapped[int]
    model: Mapped[str] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(16))
    weights: Mapped[dict[str, float]] = mapped_column(JSON)
    hurdles: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    minimum: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    cut_source: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    decisions: Mapped[int] = mapped_column(default=0)
    set_by: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def by_default(self) -> bool:
        """Whether nobody chose it: the first decision found no rule and fixed the default."""
        return self.number == 1 and not self.reason


class ComponentScore(Base):
    """What one kind of evidence gave an application, in its own units; a missing one has no row.

    ``source`` names what it is read from, such as the number of a panel or of a Report.
    """

    __tablename__ = "component_score"
    __table_args__ = (
        Index(None, "component", "value"),
        CheckConstraint(f"component IN {COMPONENTS}", name="component"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    component: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[float]
    se: Mapped[float | None]
    source: Mapped[str] = mapped_column(String(64))


class CompositeResult(Base):
    """The evidence on one application combined by a rule; None and ``reasons`` where too much of it is missing.

    ``rule`` is None while it was the default that nobody fixed yet. ``n`` counts the applicants it is compared with,
    ``share`` is the part of the weight that is there, ``parts`` leads from a component to score, z and weight. ``look``
    names what a person shall look at again before anybody decides; the product turns nobody away (methods §7.8).
    """

    __tablename__ = "composite_result"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("component_rule.id"))
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"))
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    band: Mapped[int | None]
    place: Mapped[int | None]
    n: Mapped[int]
    share: Mapped[float]
    status: Mapped[str] = mapped_column(String(8))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    parts: Mapped[dict[str, list[float]]] = mapped_column(JSON)
    look: Mapped[list[str]] = mapped_column(JSON)

    rule: Mapped[ComponentRule | None] = relationship()
    analysis: Mapped[Analysis] = relationship()
    application: Mapped[Application] = relationship()
