"""Triggers by which a locked hypothesis refuses every change, and a late one to pass for an early one, whoever asks."""

from sqlalchemy import DDL, event

from assess.kept import Triggers
from assess.levers.models.registry import Lever, LeverMeasure

REFUSED, LATE = "LEVER_LOCKED", "LEVER_AFTER_OPENING"
_LOCKED = "(SELECT locked_at FROM lever WHERE id = {row}.lever_id) IS NOT NULL"
#: Once the data of a job are open whatever is written, or locked, of it is exploratory: dates may be forged.
_LATE = "NOT NEW.exploratory AND EXISTS (SELECT 1 FROM data_opening WHERE job = NEW.job)"


def frozen() -> Triggers:
    """Refuse to change or delete a locked lever or its measures, and to pre-date one once the data are open."""
    made: Triggers = {"sqlite": _sqlite(), "postgresql": _postgresql()}
    for dialect, tables in made.items():
        for model in (Lever, LeverMeasure):
            for statement in tables[model.__tablename__]:
                event.listen(model.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
    return made


def _sqlite() -> dict[str, tuple[str, ...]]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    when = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    return {
        "lever": tuple(
            f"CREATE TRIGGER lever_locked_{verb.lower()} BEFORE {verb} ON lever WHEN OLD.locked_at IS NOT NULL {refuse}"
            for verb in ("UPDATE", "DELETE")
        )
        + tuple(
            f"CREATE TRIGGER lever_late_{verb.lower()} BEFORE {verb} ON lever WHEN {_LATE}{more}"
            f" BEGIN SELECT RAISE(ABORT, '{LATE}'); END"
            for verb, more in (("INSERT", ""), ("UPDATE", " AND NEW.locked_at IS NOT NULL"))
        ),
        "lever_measure": tuple(
            f"CREATE TRIGGER lever_measure_locked_{verb.lower()} BEFORE {verb} ON lever_measure"
            f" WHEN {' OR '.join(_LOCKED.format(row=row) for row in rows)} {refuse}"
            for verb, rows in when.items()
        ),
    }


def _postgresql() -> dict[str, tuple[str, ...]]:
    refuse = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'"
    # NEW is null in a DELETE and OLD in an INSERT: their ids are then null and find no lever
    either = " OR ".join(_LOCKED.format(row=row) for row in ("OLD", "NEW"))
    return {
        "lever": (
            "CREATE OR REPLACE FUNCTION refuse_locked_lever() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {refuse}; END $$",
            "CREATE TRIGGER lever_locked BEFORE UPDATE OR DELETE ON lever"
            " FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL) EXECUTE FUNCTION refuse_locked_lever()",
            "CREATE OR REPLACE FUNCTION refuse_late_lever() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF (TG_OP = 'INSERT' OR NEW.locked_at IS NOT NULL) AND {_LATE} THEN RAISE EXCEPTION '{LATE}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            "CREATE TRIGGER lever_late BEFORE INSERT OR UPDATE ON lever"
            " FOR EACH ROW EXECUTE FUNCTION refuse_late_lever()",
        ),
        "lever_measure": (
            "CREATE OR REPLACE FUNCTION refuse_locked_lever_measure() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {either} THEN {refuse}; END IF; RETURN COALESCE(NEW, OLD); END $$",
            "CREATE TRIGGER lever_measure_locked BEFORE INSERT OR UPDATE OR DELETE ON lever_measure"
            " FOR EACH ROW EXECUTE FUNCTION refuse_locked_lever_measure()",
        ),
    }
