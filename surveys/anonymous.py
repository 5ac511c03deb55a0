"""Answers under a promise of anonymity: taken in without a trace, then mixed under new ids (methods §10.2)."""

import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, event, insert, select, text
from sqlalchemy.orm import Session

from surveys.errors import Incomplete, UnknownItem
from surveys.items import KINDS, Answer, Given
from surveys.models import AnonymousAnswer, InstrumentVersion, Pending
from surveys.versions import freeze, instrument_of

#: Fewest answers rewritten together while a campaign is open.
BATCH = 5
_FORGET = "empty the write-ahead log"


def submit_anonymously(
    session: Session,
    version: InstrumentVersion,
    campaign: str,
    given: Mapping[str, Given],
    groups: Mapping[str, str],
) -> None:
    """Keeps one finished answer in ``pending``, without token, person, address or time.

    Spend the admission in another transaction, after this one is committed. ``groups`` are the coarse segments the
    campaign declared before launch. Raises NotAnAnswer, UnknownItem or Incomplete; nothing is kept then.
    """
    instrument = instrument_of(session, version.content_hash)
    unknown = next((code for code in given if code not in instrument.items), None)
    if unknown is not None:
        raise UnknownItem(item=unknown, instrument=instrument.code)
    answers: dict[str, Any] = {}
    owed = []
    for code, item in instrument.items.items():  # in the order asked: the order of answering would be a trace
        kind = KINDS[item.kind]
        answer = kind.read(item, given.get(code, Given()))
        if (item.required and not answer.answered) or kind.lacks(item, answer):
            owed.append(code)
        if answer.answered:
            answers[code] = _plain(answer)
    if owed:
        raise Incomplete(items=" ".join(owed))
    freeze(session, version)
    payload = {"groups": dict(sorted(groups.items())), "answers": answers}
    session.add(Pending(campaign=campaign, version_id=version.id, payload=payload))
    session.flush()
    forget_order(session)


def flush(session: Session, campaign: str, *, now: datetime, rng: random.Random, closed: bool = False) -> int:
    """Rewrites what is pending under new random ids, in random order, dated to the ISO week, and empties ``pending``.

    Waits for five answers unless the campaign is ``closed``; gives how many were rewritten. ``rng`` is
    ``random.SystemRandom()`` in earnest. After the commit call ``scrub``.
    """
    rows = session.execute(
        select(Pending.key, Pending.version_id, Pending.payload).where(Pending.campaign == campaign).with_for_update()
    ).all()
    if not rows or (len(rows) < BATCH and not closed):
        return 0
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))
    mixed = list(rows)
    rng.shuffle(mixed)
    year, week, _ = now.isocalendar()
    session.execute(
        insert(AnonymousAnswer),
        [
            {
                "id": f"{rng.getrandbits(128):032x}",
                "campaign": campaign,
                "version_id": row.version_id,
                "week": f"{year}-W{week:02d}",
                "groups": row.payload["groups"],
                "answers": row.payload["answers"],
            }
            for row in mixed
        ],
    )
    session.execute(delete(Pending).where(Pending.key.in_([row.key for row in rows])))
    return len(rows)


def scrub(engine: Engine, table: str = "pending") -> None:
    """Removes what the database still keeps of rows that are gone: the write-ahead log, or dead versions of a table."""
    statements = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": f"VACUUM {table}"}
    connection = engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        if engine.dialect.name == "postgresql":
            driver.autocommit = True
        driver.execute(statements[engine.dialect.name])
    finally:
        if engine.dialect.name == "postgresql":
            driver.autocommit = False
        connection.close()


def forget_order(session: Session) -> None:
    """Empties SQLite's write-ahead log once the transaction is committed: it holds pages in the order they came.

    Whoever has the log and the application's secret would read there whose admission was spent after which answer.
    Nobody waits for it: a reader who keeps the log busy keeps it until the next answer, or until ``scrub``.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.info[_FORGET] = True


@event.listens_for(Session, "after_commit")
def _checkpoint(session: Session) -> None:
    if not session.info.pop(_FORGET, False):
        return
    bind = session.get_bind()
    connection = (bind if isinstance(bind, Engine) else bind.engine).raw_connection()
    try:
        driver: Any = connection.driver_connection
        (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
        driver.execute("PRAGMA busy_timeout = 0")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute(f"PRAGMA busy_timeout = {patience}")
    finally:
        connection.close()


def _plain(answer: Answer) -> Any:
    """The number or the words alone; ratings keep their note and cues."""
    said = answer.value if answer.value is not None else answer.text
    if answer.evidence or answer.cues:
        return {"said": said, "evidence": answer.evidence, "cues": list(answer.cues)}
    return said
