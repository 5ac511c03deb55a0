"""What people decided about candidates: rows that refuse every change, by pseudonym; words beside them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.decisions.models.rules import ComponentRule
from surveys.models import Base
from surveys.moments import Moment, now

DECISIONS = ("advance", "hold", "decline", "hire")
#: Reasons a decision may rest on; all are about the job or the process, none about the person's life.
REASONS = (
    "interview_evidence",
    "assessment_evidence",
    "work_sample",
    "required_experience",
    "required_licence",
    "required_language",
    "references",
    "conditions",
    "withdrew",
    "place_filled",
    "other_job_related",
)


#: Against the composite: who stood below others of the opening goes on before them, or the other way round.
DEVIATIONS = ("", "above", "below")


class Decision(Base):
    """One decision; ``subject`` is the candidate's pseudonym, so that the row outlives the person's erasure.

    ``analysis_id`` and ``band`` are what was shown on the comparison page at that moment, ``panels`` the interviews
    whose panels were complete, ``scores`` both averages of each with the rule by which one counts, the guide's content
    hash and the calibration report. ``rule_id`` is the version of the rule that combined the evidence,
    ``composite_analysis_id`` the Report it gave and ``composite`` the candidate's row of it; ``references_id`` the
    Report of references. ``considered`` are the pseudonyms of everybody who was in that stage, empty where they were
    too many to list, ``considered_count`` how many. ``corrects_id`` is the
    decision about the same candidate that was the last one until then.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(f"decision IN {DECISIONS}", name="decision"),
        CheckConstraint(f"deviation IN {DEVIATIONS}", name="deviation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id"), index=True)
    subject: Mapped[str] = mapped_column(String(32), index=True)
    stage: Mapped[str] = mapped_column(String(16))
    decision: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[list[str]] = mapped_column(JSON)
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))
    band: Mapped[int | None]
    panels: Mapped[list[int]] = mapped_column(JSON)
    scores: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("component_rule.id"))
    composite_analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))
    composite: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    #: No foreign key: what referees said is deleted in time, as they were promised, and this row refuses every change.
    references_id: Mapped[int | None]
    deviation: Mapped[str] = mapped_column(String(8), default="", server_default="")
    considered: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    considered_count: Mapped[int] = mapped_column(default=0, server_default="0")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    decided_by: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)

    note: Mapped["DecisionNote | None"] = relationship(back_populates="decision")
    rule: Mapped[ComponentRule | None] = relationship()
    dissents: Mapped[list["Dissent"]] = relationship(order_by="Dissent.id")


class DecisionNote(Base):
    """Free words to a decision, and why it is not what the composite says; they go with the candidate."""

    __tablename__ = "decision_note"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    deviation: Mapped[str] = mapped_column(Text, default="", server_default="")

    decision: Mapped[Decision] = relationship(back_populates="note")


class Dissent(Base):
    """Somebody who had a say would have decided otherwise; it stands beside the decision and changes nothing in it."""

    __tablename__ = "decision_dissent"
    __table_args__ = (CheckConstraint(f"would IN {DECISIONS}", name="would"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    would: Mapped[str] = mapped_column(String(16))
    said_by: Mapped[str] = mapped_column(String(64))
    said_at: Mapped[datetime] = mapped_column(Moment, default=now)

    note: Mapped["DissentNote | None"] = relationship(back_populates="dissent")


class DissentNote(Base):
    """Free words to a dissent; they go with the candidate."""

    __tablename__ = "dissent_note"

    dissent_id: Mapped[int] = mapped_column(ForeignKey("decision_dissent.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)

    dissent: Mapped[Dissent] = relationship(back_populates="note")
