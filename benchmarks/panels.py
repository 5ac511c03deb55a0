"""Fills a database with panels: so many interviewers, three before each candidate, eight topics, everything locked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

import numpy as np
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.hiring.models import Application, Candidate, Opening
from assess.interviews.models import Interview, Rater, Seat
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from assess.people.models import Role as RoleRow
from benchmarks.crowd import ROLES
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import Administration, Base, Participant, Response
from surveys.moments import now
from surveys.versions import freeze, publish

SCORECARD = library()["interview_scorecard"]
JOB, SEATS, MONTHS = "Account executive", 3, 9
#: Rows a statement.
AT_ONCE = 5_000
#: What is referred to before what refers.
ORDER = (Opening, Participant, Candidate, Application, Interview, Administration, Seat, Response)


@dataclass(frozen=True)
class Size:
    """How many interviewers and candidates, over how many openings, rated on how many topics."""

    interviewers: int = 200
    candidates: int = 5_000
    openings: int = 50
    topics: int = 8


def scorecard(topics: int) -> Instrument:
    """The shipped scorecard with as many topics, each page of it repeated under other codes."""
    found = [item for section in SCORECARD.sections for item in section.items]
    items = tuple(
        replace(found[at % len(found)], code=f"topic_{at}", text=f"Topic {at}") for at in range(1, topics + 1)
    )
    return SCORECARD.with_sections((replace(SCORECARD.sections[0], items=items),))


def fill(session: Session, size: Size) -> None:
    """Interviewers with accounts, candidates with complete panels over nine months, and one panel with an open seat."""
    ensure_roles(session)
    for address, role in ROLES.items():
        made = open_account(session, "benchmark", address, address.partition("@")[0], [role])
        made.tf_primary_method = "authenticator"
    instrument = scorecard(size.topics)
    version = publish(session, instrument)
    freeze(session, version)
    interviewing = session.scalars(select(RoleRow).where(RoleRow.name == Role.INTERVIEWER)).one()
    raters = []
    for number in range(size.interviewers):
        # nobody signs in by a password here, and hashing two hundred takes half a minute
        address, secret = f"r{number}@company.example", f"nobody {number}"
        account = Account(email=address, name=f"Interviewer {number}", password=secret, fs_uniquifier=secret)
        account.roles, account.tf_primary_method = [interviewing], "authenticator"
        raters.append(Rater(account=account, participant=Participant()))
    session.add_all(raters)
    session.flush()
    rows = _rows(size, version.id, list(instrument.items), [(one.id, one.participant_id) for one in raters])
    waiting: dict[type[Base], list[dict[str, Any]]] = {}
    for table, row in rows:
        waiting.setdefault(table, []).append(row)
        if len(waiting[table]) >= AT_ONCE:
            _write(session, waiting)
    _write(session, waiting)
    # afterwards: a trigger keeps answers of what is handed in
    locked = select(Seat.administration_id).where(Seat.state == "locked")
    session.execute(
        update(Administration).where(Administration.id.in_(locked)).values(submitted_at=Administration.started_at)
    )
    session.commit()


def _write(session: Session, waiting: dict[type[Base], list[dict[str, Any]]]) -> None:
    for table in ORDER:
        if rows := waiting.pop(table, None):
            session.execute(insert(table), rows)


def _rows(
    size: Size, version: int, topics: list[str], raters: list[tuple[int, int]]
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Every row with its table; ratings by a rating scale of severities and competence drawn from a seed."""
    rng = np.random.default_rng(1)
    today, ids, seats = now(), count(1), count(1)
    severity = np.clip(rng.normal(0, 0.5, size.interviewers), -1, 1)
    participants = count(max(one for _, one in raters) + 1)
    for opening in range(1, size.openings + 1):
        yield Opening, {"id": opening, "code": f"R-{opening}", "title": f"{JOB} {opening}", "job": JOB}
    for number in range(1, size.candidates + 1):
        at = today - timedelta(days=30 * MONTHS * (1 - number / size.candidates))
        whole = number < size.candidates
        participant = next(participants)
        yield Participant, {"id": participant, "code": f"p{participant}"}
        yield Candidate, {
            "id": number, "code": f"c{number}", "name": f"Candidate {number}",
            "email": f"c{number}@candidates.example", "participant_id": participant, "created_at": at,
        }  # fmt: skip
        yield Application, {
            "id": number, "candidate_id": number, "opening_id": 1 + number % size.openings, "stage": "interview",
            "stage_since": at,
        }  # fmt: skip
        yield Interview, {
            "id": number, "application_id": number, "version_id": version, "scheduled_at": at, "created_at": at,
            "state": "complete" if whole else "open", "completed_at": at if whole else None,
        }  # fmt: skip
        competence = rng.normal(0, 1.2) + rng.normal(0, 0.8, len(topics))
        # candidates come round, so that everybody is linked with everybody
        panel = (number + np.array([0, 1 + number % 17, 40 + number % 29])) % size.interviewers
        for position, place in enumerate(panel, start=1):
            rater, respondent = raters[place]
            administration, locked = next(ids), whole or position < SEATS
            yield Administration, {
                "id": administration, "version_id": version, "respondent_id": respondent, "subject_id": participant,
                "purpose": "selection", "context": f"interview:{number}", "started_at": at,
            }  # fmt: skip
            yield Seat, {
                "id": next(seats), "interview_id": number, "position": position, "rater_id": rater, "topics": topics,
                "administration_id": administration, "state": "locked" if locked else "open",
                "locked_at": at if locked else None,
            }  # fmt: skip
            felt = competence - severity[place] + rng.normal(0, 1, len(topics))
            for topic, points in zip(topics, 1 + np.digitize(felt, (-2.0, -0.7, 0.7, 2.0)), strict=True):
                yield Response, {
                    "administration_id": administration, "item": topic, "value": float(points), "cues": "1",
                    "answered_at": at,
                }  # fmt: skip
