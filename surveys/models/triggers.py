"""Promises kept by the database itself: frozen versions, submitted answers and keys refuse every change."""

from sqlalchemy import DDL, event

from surveys.models.administration import Response
from surveys.models.answer_file import AnswerFile
from surveys.models.instrument import InstrumentVersion
from surveys.models.key import KeyRevision

_SUBMITTED = "(SELECT submitted_at FROM administration WHERE id = NEW.administration_id) IS NOT NULL"
_REFUSE_SUBMITTED = (
    "CREATE OR REPLACE FUNCTION refuse_submitted() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF {_SUBMITTED} THEN RAISE EXCEPTION 'ALREADY_SUBMITTED'"
    " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
)

_KEY_CONTENT = "version_id, number, changes, reason, made_by, made_at"

#: Statements by dialect and table, for ``create_all`` and for migrations, which do not see triggers.
TRIGGERS: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "instrument_version": tuple(
            f"CREATE TRIGGER instrument_version_frozen_{verb.lower()} BEFORE {verb} ON instrument_version"
            " WHEN OLD.frozen BEGIN SELECT RAISE(ABORT, 'VERSION_FROZEN'); END"
            for verb in ("UPDATE", "DELETE")
        ),
        "response": tuple(
            f"CREATE TRIGGER response_submitted_{name} BEFORE {verb} ON response"
            f" WHEN {_SUBMITTED} BEGIN SELECT RAISE(ABORT, 'ALREADY_SUBMITTED'); END"
            for name, verb in (
                ("insert", "INSERT"),
                ("update", "UPDATE OF administration_id, item, value, text, evidence, cues"),
            )
        ),
        "answer_file": tuple(
            f"CREATE TRIGGER answer_file_submitted_{verb.lower()} BEFORE {verb} ON answer_file"
            f" WHEN {_SUBMITTED} BEGIN SELECT RAISE(ABORT, 'ALREADY_SUBMITTED'); END"
            for verb in ("INSERT", "UPDATE")
        ),
        "key_revision": tuple(
            f"CREATE TRIGGER key_revision_no_{name} BEFORE {verb} ON key_revision{when}"
            " BEGIN SELECT RAISE(ABORT, 'KEY_APPEND_ONLY'); END"
            for name, verb, when in (
                ("delete", "DELETE", ""),
                ("update", f"UPDATE OF {_KEY_CONTENT}", ""),
                ("return", "UPDATE OF in_force_at", " WHEN OLD.in_force_at IS NOT NULL"),
            )
        ),
    },
    "postgresql": {
        "instrument_version": (
            "CREATE OR REPLACE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'VERSION_FROZEN' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            "CREATE TRIGGER instrument_version_frozen BEFORE UPDATE OR DELETE ON instrument_version"
            " FOR EACH ROW WHEN (OLD.frozen) EXECUTE FUNCTION refuse_frozen()",
        ),
        "response": (
            _REFUSE_SUBMITTED,
            "CREATE TRIGGER response_submitted BEFORE INSERT OR UPDATE OF administration_id, item, value, text,"
            " evidence, cues ON response FOR EACH ROW EXECUTE FUNCTION refuse_submitted()",
        ),
        "answer_file": (
            _REFUSE_SUBMITTED,
            "CREATE TRIGGER answer_file_submitted BEFORE INSERT OR UPDATE ON answer_file"
            " FOR EACH ROW EXECUTE FUNCTION refuse_submitted()",
        ),
        "key_revision": (
            "CREATE OR REPLACE FUNCTION refuse_key_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'KEY_APPEND_ONLY' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER key_revision_append_only BEFORE DELETE OR UPDATE OF {_KEY_CONTENT} ON key_revision"
            " FOR EACH ROW EXECUTE FUNCTION refuse_key_change()",
            "CREATE TRIGGER key_revision_in_force BEFORE UPDATE OF in_force_at ON key_revision"
            " FOR EACH ROW WHEN (OLD.in_force_at IS NOT NULL) EXECUTE FUNCTION refuse_key_change()",
        ),
    },
}

for _model in (InstrumentVersion, Response, AnswerFile, KeyRevision):
    for _dialect, _tables in TRIGGERS.items():
        for _statement in _tables[_model.__tablename__]:
            event.listen(_model.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
