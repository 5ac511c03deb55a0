"""Fills a database with as many candidates as asked for, by statements that both databases understand."""

from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from assess.access import Role
from assess.people.actions import ensure_roles, open_account
from surveys.bank import library
from surveys.versions import freeze, publish

BANK = "work_style"
JOB = "Account executive"
ROLES = {"hr@company.example": Role.HR, "analyst@company.example": Role.ANALYST}


@dataclass(frozen=True)
class Size:
    """How large: ``largest`` is the last assessment; the newest ``long`` candidates answered everything, others 5."""

    people: int
    openings: int
    largest: int
    long: int
    days: int = 30


def fill(session: Session, size: Size) -> None:
    """Candidates over openings with an assessment each: seven of ten handed in and are scored, one is answering, one
    has a link, of one the time ran out; with links, mails sent, jobs done and the audit trail of each.
    """
    ensure_roles(session)
    for address, role in ROLES.items():
        made = open_account(session, "benchmark", address, address.partition("@")[0], [role])
        made.tf_primary_method = "authenticator"
    instrument = library()[BANK]
    version = publish(session, instrument)
    freeze(session, version)
    connection = session.connection()
    run = _Filler(connection, size, version.id, list(instrument.items), [one.code for one in instrument.scales])
    run.fill()
    session.commit()


class _Filler:
    def __init__(self, connection: Connection, size: Size, version: int, items: list[str], scales: list[str]) -> None:
        self.connection, self.size, self.version = connection, size, version
        self.postgres = connection.dialect.name == "postgresql"
        self.items, self.scales = _values(items), _values(scales)
        #: One second after the other through the days; the last candidate came now.
        self.step = size.days * 86_400 / size.people

    def at(self, days: float = 0) -> str:
        """When candidate i came, and so many days later, as an expression."""
        since = f"(i - {self.size.people}) * {self.step} + {days * 86_400}"
        if self.postgres:
            return f"now() + ({since}) * interval '1 second'"
        return f"strftime('%Y-%m-%d %H:%M:%S.000000', 'now', ({since}) || ' seconds')"

    def run(self, table: str, columns: dict[str, str], first: int = 1, last: int | None = None, join: str = "") -> None:
        """Insert a row for each number i from first to last, and for each row of ``join``."""
        last = self.size.people if last is None else last
        numbers = f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
        if self.postgres:
            numbers = f"WITH n(i) AS (SELECT * FROM generate_series({first}, {last}))"
        names, values = ", ".join(columns), ", ".join(columns.values())
        where = "" if "WHERE" in join else "WHERE 1 = 1"
        self.execute(f"INSERT INTO {table} ({names}) {numbers} SELECT {values} FROM n {join} {where}")

    def execute(self, statement: str) -> None:
        # the moments hold colons that are no parameters
        self.connection.execute(text(statement.replace(":", "\\:")))

    def fill(self) -> None:
        size = self.size
        others = f"1 + i % {size.openings - 1}"
        opening = f"CASE WHEN i > {size.people - size.largest} THEN {size.openings} ELSE {others} END"
        self.run("opening", {
            "id": "i", "code": "'R-' || i", "title": f"'{JOB} ' || i", "job": f"'{JOB}'", "place": "''",
            "state": "'open'", "created_at": self.at(),
        }, last=size.openings)  # fmt: skip
        self.run("assessment", {
            "id": "i", "title": "'How you work ' || i", "purpose": "'selection'", "opening_id": "i",
            "contact": "'HR'", "days_open": "14", "months_kept": "12", "created_at": self.at(), "feedback": "'never'",
            "basis": "'legitimate_interest'", "method_basis": "'legitimate_interest'", "notice_days": "0",
            "minimum_age": "0", "review_days": "30",
        }, last=size.openings)  # fmt: skip
        self.run("assessment_part", {"assessment_id": "i", "position": "1", "version_id": str(self.version)},
                 last=size.openings)  # fmt: skip
        self.run("participant", {"id": "i", "code": "'p' || i"})
        self.run("person", {
            "id": "i", "code": "'M-' || i", "name": "'Colleague ' || i", "job": f"'{JOB}'", "status": "'active'",
            "segment": "''", "location": "''",
            "participant_id": "i",
        }, last=500)  # fmt: skip
        self.run("candidate", {
            "id": "i", "code": "'c' || i", "name": "'Candidate ' || i", "email": "'c' || i || '@candidates.example'",
            "participant_id": "i", "created_at": self.at(),
        })  # fmt: skip
        self.run("application", {
            "id": "i", "candidate_id": "i", "opening_id": opening, "stage": "'assessment'", "stage_since": self.at(),
        })  # fmt: skip
        done = "i % 10 < 7"
        self.run("invitation", {
            "id": "i", "assessment_id": opening, "participant_id": "i", "application_id": "i",
            "invited_at": self.at(), "sent_at": self.at(0.01),
            "expires_at": f"CASE WHEN i % 10 = 9 THEN {self.at(0.02)} ELSE {self.at(size.days + 14)} END",
            "begun_at": f"CASE WHEN i % 10 < 8 THEN {self.at(0.02)} END",
            "submitted_at": f"CASE WHEN {done} THEN {self.at(0.03)} END", "attempt": "1", "reminded": "0",
        })  # fmt: skip
        self._answers(done)
        self.run("link", {
            "digest": "'d' || i", "holder": "'candidate'", "target": "i", "expires_at": self.at(400),
            "withdrawn": "false",
        })  # fmt: skip
        self.run("job", {
            "name": "name", "arguments": "('{\"id\": ' || i || '}')" + ("::json" if self.postgres else ""),
            "sameness": "name || i", "state": "'done'", "attempts": "1", "progress": "1", "problem": "''",
            "created_at": self.at(), "ended_at": self.at(0.01),
        }, join=f"CROSS JOIN {_named('delivery.send_link', 'delivery.score')}")  # fmt: skip
        self.run("audit_event", {
            "at": self.at(), "actor": "'benchmark'", "action": "name", "subject": "'invitation:' || i",
            "details": "'{}'", "previous": "''", "hash": "name || i",
        }, join=f"CROSS JOIN {_named('delivery.invited', 'delivery.link_sent', 'delivery.submitted')}")  # fmt: skip
        if self.postgres:
            for table in ("participant", "candidate", "application", "invitation", "administration", "opening",
                          "assessment", "person"):  # fmt: skip
                self.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")

    def _answers(self, done: str) -> None:
        begun = "WHERE i % 10 < 8"
        self.run("administration", {
            "id": "i", "code": "'a' || i", "version_id": str(self.version), "respondent_id": "i", "subject_id": "i",
            "purpose": "'selection'", "context": "''", "started_at": self.at(0.02),
            "expires_at": self.at(self.size.days + 14),
        }, join=begun)  # fmt: skip
        self.run("invitation_part", {"invitation_id": "i", "position": "1", "administration_id": "i"}, join=begun)
        answer = {
            "administration_id": "i", "item": "code", "value": "1 + (i + place * 7 + i * place % 11) % 5",
            "evidence": "''", "cues": "''", "shown": self.at(0.02), "answered_at": self.at(0.025), "changes": "0",
        }  # fmt: skip
        short = self.size.people - self.size.long
        if short:
            self.run("response", answer, 1, short, f"CROSS JOIN {self.items} WHERE i % 10 < 8 AND place <= 5")
        self.run("response", answer, short + 1, None, f"CROSS JOIN {self.items} {begun}")
        self.execute("UPDATE administration SET submitted_at = (SELECT submitted_at FROM invitation WHERE id ="
                     " administration.id) WHERE id % 10 < 7")  # fmt: skip
        self.run("scale_score", {
            "administration_id": "i", "participant_id": "i", "version_id": str(self.version), "scale": "code",
            "value": "1 + (i * 13 + place * 7) % 41 / 10.0", "answered": "10", "scored_at": self.at(0.04),
        }, join=f"CROSS JOIN {self.scales} WHERE {done}")  # fmt: skip
        self.run("answer_quality", {
            "administration_id": "i", "longstring": "3", "spread": "1.1", "seconds": "6", "flags": "'[]'",
            "careless": "false",
        }, join=f"WHERE {done}")  # fmt: skip


def _values(codes: list[str]) -> str:
    rows = " UNION ALL ".join(f"SELECT {place} AS place, '{code}' AS code" for place, code in enumerate(codes, 1))
    return f"({rows}) AS listed"


def _named(*names: str) -> str:
    return "(" + " UNION ALL ".join(f"SELECT '{name}' AS name" for name in names) + ") AS named"
