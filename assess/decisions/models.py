"""What people decided about candidates: rows that refuse every change, by pseudonym; words beside them."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, CheckConstraint, ForeignKey, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class Decision(Base):
    """One decision; ``subject`` is the candidate's pseudonym, so that the row outlives the person's erasure.

    ``analysis_id`` and ``band`` are what was shown on the comparison page at that moment, ``panels`` the interviews
    whose panels were complete, ``scores`` both averages of each with the rule by which one counts, the guide's content
    hash and the calibration report.
    """

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint(f"decision IN {DECISIONS}", name="decision"),)

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
    decided_by: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)

    note: Mapped["DecisionNote | None"] = relationship(back_populates="decision")


class DecisionNote(Base):
    """Free words to a decision; they go with the candidate."""

    __tablename__ = "decision_note"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)

    decision: Mapped[Decision] = relationship(back_populates="note")


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "decision": tuple(
            f"CREATE TRIGGER decision_no_{verb.lower()} BEFORE {verb} ON decision "
            "BEGIN SELECT RAISE(ABORT, 'DECISION_APPEND_ONLY'); END"
            for verb in ("UPDATE", "DELETE")
        ),
    },
    "postgresql": {
        "decision": (
            "CREATE OR REPLACE FUNCTION refuse_decision_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'DECISION_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            "CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision "
            "FOR EACH ROW EXECUTE FUNCTION refuse_decision_change()",
        ),
    },
}
for _dialect, _tables in TRIGGERS.items():
    for _statement in _tables["decision"]:
        event.listen(Decision.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
