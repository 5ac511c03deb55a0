"""Triggers for tables whose rows nobody changes or deletes, by dialect; for ``create_all`` and for migrations."""

from sqlalchemy import DDL, event

from surveys.models.base import Base

Triggers = dict[str, dict[str, tuple[str, ...]]]


def append_only(*models: type[Base]) -> Triggers:
    """Refuse every UPDATE and DELETE of these tables; gives back the statements, as migrations do not see triggers."""
    made: Triggers = {"sqlite": {}, "postgresql": {}}
    for model in models:
        table = model.__tablename__
        refused = f"{table.upper()}_APPEND_ONLY"
        made["sqlite"][table] = tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            for verb in ("UPDATE", "DELETE")
        )
        made["postgresql"][table] = (
            f"CREATE OR REPLACE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()",
        )
        for dialect, statements in made.items():
            for statement in statements[table]:
                event.listen(model.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
    return made
