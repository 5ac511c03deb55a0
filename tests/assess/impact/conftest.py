"""Openings of one job whose candidates said something voluntarily and were decided about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.decisions.models import Decision
from assess.enclave import Enclave
from assess.hiring.actions import add_candidate, create_opening, move
from assess.hiring.models import Application, Opening
from assess.impact import queries
from assess.impact.tasks import check
from assess.vault.actions import put
from scoring.results import Report

JOB = "Account executive"


@dataclass
class Hiring:
    """One opening being filled: who applies, says something and is decided about."""

    session: Session
    enclave: Enclave
    opening: Opening
    applied: list[Application] = field(default_factory=list)

    def apply(self, **said: str) -> Application:
        """Somebody applies and says something voluntarily; nothing is kept of who says nothing."""
        number = len(self.applied)
        address = f"c{self.opening.id}-{number}@mail.example"
        application = add_candidate(self.session, "test", self.opening, f"Candidate {number}", address)
        self.applied.append(application)
        if said:
            self.say(application, **said)
        return application

    def say(self, application: Application, **said: str) -> None:
        """What somebody says, in place of anything said before."""
        with self.enclave.session() as vault:
            put(vault, application.candidate.participant.code, self.opening.id, said)
            vault.commit()

    def decide(self, application: Application, decision: str, stage: str, *reasons: str) -> None:
        """The application ends at a stage, by a decision."""
        kept = Decision(
            opening_id=self.opening.id, subject=application.candidate.participant.code, stage=stage,
            decision=decision, reasons=list(reasons) or ["interview_evidence"], panels=[], scores=[], decided_by="test",
        )  # fmt: skip
        self.session.add(kept)
        move(self.session, "test", application, "closed")

    def people(self, out: Iterable[tuple[str, int]], **said: str) -> None:
        """So many people who say the same, by where they end: a stage, or ``hired``."""
        for place, number in out:
            for _ in range(number):
                application = self.apply(**said)
                hired = place == "hired"
                self.decide(application, "hire" if hired else "decline", "decision" if hired else place)


@pytest.fixture
def enclave(app: Flask) -> Enclave:
    found: Enclave = app.extensions["vault"]
    return found


@pytest.fixture
def hiring(session: Session, enclave: Enclave) -> Hiring:
    return Hiring(session, enclave, create_opening(session, "test", "Account executive", JOB, "Lyon"))


@pytest.fixture
def second(session: Session, enclave: Enclave) -> Hiring:
    return Hiring(session, enclave, create_opening(session, "test", "Account executive", JOB, "Hamburg"))


@pytest.fixture
def counted(session: Session) -> Callable[[], Report]:
    """Check the job and give the newest Report on it."""

    def run() -> Report:
        session.commit()
        check(session, JOB, "test")
        session.commit()
        found = queries.newest(session, queries.JOB.format(JOB))
        assert found is not None
        return found.report

    return run


def rows(report: Report, step: str, question: str = "sex") -> dict[str, tuple[object, ...]]:
    """By group: n, selected, ratio (rounded) and verdict at a step."""
    table = report.table("rates")
    keys = ("step", "question", "group", "n", "selected", "ratio", "verdict")
    found = zip(*(table.column(key) for key in keys), strict=True)
    return {
        str(group): (n, selected, None if ratio.value is None else round(ratio.value, 3), verdict)  # type: ignore[union-attr]
        for at, asked, group, n, selected, ratio, verdict in found
        if (at, asked) == (step, question)
    }
