"""Starting, saving, submitting and expiring an administration; whoever calls commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from surveys.definition import Instrument
from surveys.errors import (
    AdministrationClosed,
    AlreadySubmitted,
    Incomplete,
    UnknownAdministration,
    UnknownItem,
    UseForbidden,
)
from surveys.items import KINDS, Answer, Given
from surveys.languages import spoken
from surveys.models import Administration, InstrumentVersion, Participant, Response, random_code
from surveys.papers import Paper, draw, laid
from surveys.routing import asked as sections_asked
from surveys.timing import check
from surveys.versions import freeze, instrument_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an administration has come: items in the order asked.

    Attributes
    ----------
    missing : tuple of str
        Items without an answer.
    owed : Mapping
        Items that stand in the way of submitting, each with its reason (``"REQUIRED"`` or what the kind lacks).
    """

    answered: int
    total: int
    missing: tuple[str, ...]
    owed: Mapping[str, str]


def start(
    session: Session,
    version: InstrumentVersion,
    respondent: Participant,
    *,
    purpose: str,
    now: datetime,
    subject: Participant | None = None,
    context: str = "",
    expires_at: datetime | None = None,
    language: str = "",
) -> Administration:
    """A new administration about ``subject`` (the respondent if none), its paper drawn; freezes the version.

    Raises UseForbidden when the instrument may not be used for ``purpose``, KeyError for a ``language`` it cannot be
    answered in.
    """
    instrument = instrument_of(session, version.content_hash)
    if purpose not in instrument.uses:
        raise UseForbidden(instrument=version.code, purpose=purpose)
    if language:
        spoken(instrument, language)
    freeze(session, version)
    code = random_code()
    administration = Administration(
        code=code,
        paper=draw(instrument, code, language).plain() or None,
        version=version,
        respondent=respondent,
        subject=subject or respondent,
        purpose=purpose,
        context=context,
        started_at=now,
        expires_at=expires_at,
    )
    session.add(administration)
    session.flush()
    return administration


def save(
    session: Session,
    administration_id: int,
    given: Mapping[str, Given],
    *,
    now: datetime,
    shown: datetime | None = None,
) -> None:
    """Keeps answers item by item; the last one written for an item wins, and other items stay untouched.

    All or none: an unreadable answer raises NotAnAnswer before anything is written. Saving the same answer again
    changes nothing, so that a client may retry. ``shown`` is when the items were first seen. Raises SectionOver for an
    item of a timed section that is over.
    """
    instrument = _open(session, administration_id, now)
    for code in given:
        if code not in instrument.items:
            raise UnknownItem(item=code, instrument=instrument.code)
    for section in {instrument.section_of[code].code for code in given}:
        check(session, administration_id, instrument.section(section), now=now)
    rows = []
    for code, raw in sorted(given.items()):  # one order for everybody: two tabs cannot lock each other out
        item = instrument.items[code]
        answer = KINDS[item.kind].read(item, raw)
        rows.append(
            {
                "administration_id": administration_id,
                "item": code,
                "value": answer.value,
                "text": answer.text,
                "evidence": answer.evidence,
                "cues": ",".join(answer.cues),
                "shown": shown,
                "answered_at": now,
            }
        )
    if rows:
        session.connection().execute(_UPSERTS[session.get_bind().dialect.name], rows)


def before(session: Session, administration: Administration) -> Instrument:
    """The instrument as it lies before the respondent: in their language, their order, with what was made for them."""
    instrument = instrument_of(session, administration.version.content_hash)
    return laid(instrument, Paper.from_plain(administration.paper)) if administration.paper else instrument


def answers(session: Session, administration_id: int) -> dict[str, Answer]:
    """What is stored, by item; items never touched or taken back are left out."""
    query = select(Response.item, Response.value, Response.text, Response.evidence, Response.cues)
    rows = session.execute(query.where(Response.administration_id == administration_id))
    return {
        row.item: Answer(row.value, row.text, row.evidence, tuple(filter(None, row.cues.split(",")))) for row in rows
    }


def progress(session: Session, administration_id: int, *, asked: Collection[str] | None = None) -> Progress:
    """How many items are answered, which are not, and what stands in the way of submitting.

    ``asked`` names the items this respondent has, where several share an instrument; otherwise those of every section
    whose conditions hold.
    """
    instrument = instrument_of(session, _state(session, administration_id).content_hash)
    stored = answers(session, administration_id)
    due = {item.code for section in sections_asked(instrument, stored) for item in section.items}
    items = {code: item for code, item in instrument.items.items() if code in (due if asked is None else asked)}
    missing, owed = [], {}
    for code, item in items.items():
        answer = stored.get(code, Answer())
        if not answer.answered:
            missing.append(code)
            if item.required:
                owed[code] = "REQUIRED"
        elif (lack := KINDS[item.kind].lacks(item, answer)) is not None:
            owed[code] = lack
    return Progress(len(items) - len(missing), len(items), tuple(missing), owed)


def submit(session: Session, administration_id: int, *, now: datetime, asked: Collection[str] | None = None) -> None:
    """Ends the answering, once and for all; ``asked`` as in ``progress``.

    Raises Incomplete while required items are open, AlreadySubmitted the second time, AdministrationClosed when time
    ran out. Of two at once the database lets one through.
    """
    _open(session, administration_id, now, _STATE_TO_SUBMIT)
    owed = progress(session, administration_id, asked=asked).owed
    if owed:
        raise Incomplete(items=" ".join(owed))
    done = session.execute(
        update(Administration)
        .where(Administration.id == administration_id, *_STILL_OPEN)
        .values(submitted_at=now)
        .returning(Administration.id)
    )
    if done.first() is None:
        raise AlreadySubmitted(administration=administration_id)


def expire(session: Session, *, now: datetime) -> int:
    """Closes every open administration whose time has run out; gives how many. What was saved stays."""
    closed = session.execute(
        update(Administration)
        .where(Administration.expires_at <= now, *_STILL_OPEN)
        .values(closed_at=now)
        .returning(Administration.id)
    )
    return len(closed.all())


_STILL_OPEN = (Administration.submitted_at.is_(None), Administration.closed_at.is_(None))

_STATE = (
    select(
        Administration.submitted_at, Administration.closed_at, Administration.expires_at, InstrumentVersion.content_hash
    )
    .join(InstrumentVersion, Administration.version_id == InstrumentVersion.id)
    .where(Administration.id == bindparam("id"))
)
#: Saves share the lock, a submit wants it alone: no answer slips in behind one (SQLite has one writer anyway).
_STATE_TO_SAVE = _STATE.with_for_update(read=True, of=Administration)
_STATE_TO_SUBMIT = _STATE.with_for_update(of=Administration)


def _state(session: Session, administration_id: int, query: Any = _STATE) -> Any:
    state = session.connection().execute(query, {"id": administration_id}).first()
    if state is None:
        raise UnknownAdministration(administration=administration_id)
    return state


def _open(session: Session, administration_id: int, now: datetime, query: Any = _STATE_TO_SAVE) -> Instrument:
    state = _state(session, administration_id, query)
    if state.submitted_at is not None:
        raise AlreadySubmitted(administration=administration_id)
    if state.closed_at is not None or (state.expires_at is not None and state.expires_at <= now):
        raise AdministrationClosed(administration=administration_id)
    return instrument_of(session, state.content_hash)


def _upsert(insert: Any) -> Insert:
    """Core, not the ORM: a fifth of the processor time on the path every answer takes."""
    statement = insert(Response.__table__).values(
        {name: bindparam(name) for name in ("administration_id", "item", *_KEPT, "shown", "answered_at")}
        | {"changes": 0}
    )
    new = statement.excluded
    columns = Response.__table__.c
    upsert: Insert = statement.on_conflict_do_update(
        index_elements=["administration_id", "item"],
        set_={name: new[name] for name in (*_KEPT, "answered_at")} | {"changes": columns.changes + 1},
        where=or_(*(columns[name].is_distinct_from(new[name]) for name in _KEPT)),
    )
    return upsert


_KEPT = ("value", "text", "evidence", "cues")
_UPSERTS = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}
