"""Writing into the vault; nothing here can read. The session is the vault's own, see ``assess.enclave``."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assess.enclave import SEAL
from assess.vault.models import KEPT_BYTES, voluntary_answer

#: Both know ON CONFLICT, in classes that share no base.
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def row_name(session: Session, participant: str, opening_id: int) -> bytes:
    """What stands in the vault for a candidate, by the participant's code, in one opening."""
    return session.info[SEAL].name(participant, str(opening_id))  # type: ignore[no-any-return]


def put(session: Session, participant: str, opening_id: int, answers: Mapping[str, str]) -> None:
    """Keep what a candidate said, by question, in place of anything earlier; blanks are kept as such."""
    name = row_name(session, participant, opening_id)
    said = json.dumps({question: answer for question, answer in answers.items() if answer})
    box = session.info[SEAL].shut(name, said.encode().ljust(KEPT_BYTES))
    statement = _INSERT[session.get_bind().dialect.name](voluntary_answer).values(name=name, box=box)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"box": box}))


def withdraw(session: Session, participant: str, opening_id: int) -> None:
    """Take out what a candidate said; harmless if there is nothing, and nobody learns whether there was."""
    name = row_name(session, participant, opening_id)
    session.execute(delete(voluntary_answer).where(voluntary_answer.c.name == name))
