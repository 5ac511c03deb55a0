"""Tables of decisions: the rule of an opening, what it gave, and records that refuse every change; import from here."""

from sqlalchemy import DDL, event

from assess.decisions.models.records import (
    DECISIONS,
    DEVIATIONS,
    REASONS,
    Decision,
    DecisionNote,
    Dissent,
    DissentNote,
)
from assess.decisions.models.rules import ORIGINS, ComponentRule, ComponentScore, CompositeResult

__all__ = [
    "DECISIONS",
    "DEVIATIONS",
    "ORIGINS",
    "REASONS",
    "TRIGGERS",
    "ComponentRule",
    "ComponentScore",
    "CompositeResult",
    "Decision",
    "DecisionNote",
    "Dissent",
    "DissentNote",
]

#: Rows that nobody changes or deletes: decisions, what others said against them, and the rules they were made by.
KEPT = (Decision, Dissent, ComponentRule)


def _triggers(table: str) -> dict[str, tuple[str, ...]]:
    refused = f"{table.upper()}_APPEND_ONLY"
    return {
        "sqlite": tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            for verb in ("UPDATE", "DELETE")
        ),
        "postgresql": (
            f"CREATE OR REPLACE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()",
        ),
    }


#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    dialect: {model.__tablename__: _triggers(model.__tablename__)[dialect] for model in KEPT}
    for dialect in ("sqlite", "postgresql")
}
for _dialect, _tables in TRIGGERS.items():
    for _model in KEPT:
        for _statement in _tables[_model.__tablename__]:
            event.listen(_model.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
