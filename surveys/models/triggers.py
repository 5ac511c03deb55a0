"""Promises kept by the database itself: frozen versions and submitted answers refuse every change, whoever asks."""

from sqlalchemy import DDL, event

from surveys.models.administration import Response
from surveys.models.answer_file import AnswerFile
from surveys.models.instrument import InstrumentVersion

_SUBMITTED = "(SELECT submitted_at FROM administration WHERE id = NEW.administration_id) IS NOT NULL"
_REFUSE_SUBMITTED = (
    "CREATE OR REPLACE FUNCTION refuse_submitted() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF {_SUBMITTED} THEN RAISE EXCEPTION 'ALREADY_SUBMITTED'"
    " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
)

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
    },
}

for _model in (InstrumentVersion, Response, AnswerFile):
    for _dialect, _tables in TRIGGERS.items():
        for _statement in _tables[_model.__tablename__]:
            event.listen(_model.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
