"""Somebody who has everything: the database with its row order and its bytes, the application's secret, the mails."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from assess.campaigns import actions
from assess.campaigns.models import Campaign, CampaignInvitation
from tests.assess.campaigns.companies import KEY

#: Tables that may hold answers; every other one is searched for people.
WHERE_ANSWERS_ARE = ("pending", "anonymous_answer")


@dataclass(frozen=True)
class Dump:
    """What was taken: every table as the database hands it out, its bytes, and the mails in the order sent."""

    tables: Mapping[str, list[dict[str, Any]]]
    content: bytes
    mails: Sequence[str]
    marks: Mapping[str, int]
    invitations: Mapping[int, int]
    addresses: Mapping[str, int]


def take(session: Session, campaign: Campaign, mails: Sequence[str] = ()) -> Dump:
    """Dump everything, and compute with the stolen secret which mark is whose."""
    connection = session.connection()
    tables = {
        name: [dict(row) for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()]
        for name in inspect(connection).get_table_names()
    }
    path = connection.engine.url.database if connection.dialect.name == "sqlite" else None
    content = b"".join(Path(f"{path}{end}").read_bytes() for end in ("", "-wal")) if path else b""
    invitations = session.query(CampaignInvitation).all()
    return Dump(
        tables,
        content,
        list(mails),
        {actions.mark(KEY, campaign.code, one.id): one.person_id for one in invitations},
        {one.id: one.person_id for one in invitations},
        {str(one.person.email): one.person_id for one in invitations},
    )


def told(stored: Any) -> int | None:
    """Which answer a stored payload is."""
    payload = json.loads(stored) if isinstance(stored, str) else stored
    said = payload.get("answers", payload)
    return int(said["research"]) * 11 + int(said["multithread"]) if "research" in said else None


def answers_in_order(dump: Dump) -> Iterator[list[int]]:
    """Every order of answers the dump knows: as stored, by each column, by place in the file, by anything inside."""
    for name in WHERE_ANSWERS_ARE:
        rows = dump.tables[name]
        column = "payload" if name == "pending" else "answers"
        orders = [rows, *(sorted(rows, key=lambda row, key=key: str(row[key])) for key in (rows[0] if rows else ()))]
        orders.append(sorted(rows, key=lambda row: dump.content.rfind(str(row[column]).encode())))
        for order in orders:
            found = [number for row in order if (number := told(row[column])) is not None]
            yield from (found, found[::-1])


def people_in_order(dump: Dump) -> Iterator[list[int]]:
    """Every order of people the dump knows: of any row, job, audit event, mark or mail that names one."""
    for rows in (rows for name, rows in dump.tables.items() if name not in WHERE_ANSWERS_ARE):
        for key in rows[0] if rows else ():
            for order in (rows, sorted(rows, key=lambda row, key=key: str(row[key]))):
                found = [person for row in order for person in _named(row, dump)]
                if len(set(found)) > 1:
                    yield list(dict.fromkeys(found))
    by_place = sorted((dump.content.rfind(mark.encode()), person) for mark, person in dump.marks.items())
    yield [person for place, person in by_place if place >= 0]
    yield list(dict.fromkeys(dump.addresses[address] for address in dump.mails))


def _named(row: Mapping[str, Any], dump: Dump) -> Iterator[int]:
    for key, value in row.items():
        if key == "person_id" and value in dump.invitations.values():
            yield value
        elif key == "spent":
            marks = json.loads(value) if isinstance(value, str) else value
            yield from (dump.marks[mark] for mark in marks if mark in dump.marks)
        elif isinstance(value, str) and value.startswith("invitation:"):
            yield dump.invitations[int(value.removeprefix("invitation:"))]
        elif key == "target" and value in dump.invitations:
            yield dump.invitations[value]


def best(dump: Dump, truth: Mapping[int, int]) -> int:
    """Most answers any pairing of an order of people with an order of answers gives to the right person."""
    hits = [0]
    for people in people_in_order(dump):
        for answers in answers_in_order(dump):
            if not (n := min(len(people), len(answers))):
                continue
            for pairs in (zip(people, answers, strict=False), zip(people[-n:], answers[-n:], strict=True)):
                hits.append(sum(truth.get(person) == number for person, number in pairs))
    return max(hits)
