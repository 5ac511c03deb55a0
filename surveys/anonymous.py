"""Answers under a promise of anonymity: taken in without a trace, then mixed under new ids (methods §10.2)."""

import random
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, event, insert, select, text
from sqlalchemy.orm import Session

from surveys.errors import Incomplete, UnknownItem
from surveys.items import KINDS, Answer, Given
from surveys.models import AnonymousAnswer, InstrumentVersion, Pending
from surveys.versions import freeze, instrument_of

#: Fewest answers of the same groups that are rewritten together while a campaign is open.
BATCH = 5
#: How long a table may keep ``scrub`` waiting, and with it whoever comes after.
_PATIENCE_MS = 200
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
    """Rewrites what is pending under new random ids, in random order, dated to the ISO week; gives how many.

    Of each combination of groups five or more together, unless the campaign is ``closed``: with fewer, the one answer
    from the South among five is told by its group alone, to whoever knows which five have come since the last backup.
    What goes on waiting is mixed too. ``rng`` is ``random.SystemRandom()`` in earnest. After the commit call ``scrub``.
    """
    rows = session.execute(
        select(Pending.key, Pending.version_id, Pending.payload).where(Pending.campaign == campaign).with_for_update()
    ).all()
    if not rows:
        return 0
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))
    mixed = list(rows)
    rng.shuffle(mixed)
    waiting = Counter(_groups(row.payload["groups"]) for row in mixed)
    filed = [row for row in mixed if closed or waiting[_groups(row.payload["groups"])] >= BATCH]
    weeks = _weeks(session, campaign, waiting, now)
    session.execute(delete(Pending).where(Pending.key.in_([row.key for row in rows])))
    if filed:
        session.execute(
            insert(AnonymousAnswer),
            [
                {
                    "id": f"{rng.getrandbits(128):032x}",
                    "campaign": campaign,
                    "version_id": row.version_id,
                    "week": weeks[_groups(row.payload["groups"])],
                    "groups": row.payload["groups"],
                    "answers": row.payload["answers"],
                }
                for row in filed
            ],
        )
    kept = [row for row in mixed if row not in filed]
    if kept:
        columns = [{"campaign": campaign, "version_id": row.version_id, "payload": row.payload} for row in kept]
        session.execute(insert(Pending), columns)
    return len(filed)


def _groups(groups: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(groups.items()))


def _weeks(
    session: Session, campaign: str, waiting: Mapping[tuple[tuple[str, str], ...], int], now: datetime
) -> dict[tuple[tuple[str, str], ...], str]:
    """The week answers of each combination of groups are dated to; fewer than five get none of their own."""
    year, week, _ = now.isocalendar()
    found = dict.fromkeys(waiting, f"{year}-W{week:02d}")
    few = {groups for groups, count in waiting.items() if count < BATCH}
    if few:
        query = select(AnonymousAnswer.groups, AnonymousAnswer.week).where(AnonymousAnswer.campaign == campaign)
        for before, earlier in session.execute(query.order_by(AnonymousAnswer.week)):
            if _groups(before) in few:
                found[_groups(before)] = earlier
    return found


def scrub(engine: Engine, *tables: str) -> None:
    """Removes what the database still keeps of rows that are gone: the write-ahead log, or dead versions in ``tables``.

    These small tables are written anew: a plain VACUUM frees the place of a dead row and leaves its bytes there. Nobody
    waits for it: where somebody reads one of them for long, it is written anew the next time.
    """
    connection = engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        psycopg: Any = engine.dialect.dbapi
        driver.autocommit = True
        driver.execute(f"SET lock_timeout = '{_PATIENCE_MS}ms'")
        for table in tables:
            with suppress(psycopg.errors.LockNotAvailable):
                driver.execute(f"VACUUM FULL {table}")
        driver.execute("RESET lock_timeout")
        driver.autocommit = False
    finally:
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
