"""Starting, saving, submitting and expiring an administration; whoever calls commits."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from surveys.definition import Instrument, Item
from surveys.errors import (
    AdministrationClosed,
    AlreadySubmitted,
    Incomplete,
    UnknownAdministration,
    UnknownItem,
    UseForbidden,
)
from surveys.items import FILED, GENERATORS, KINDS, Answer, Given
from surveys.languages import spoken
from surveys.models import Administration, InstrumentVersion, Participant, Response, random_code
from surveys.papers import Paper, draw, laid
from surveys.papers import given as given_item
from surveys.presenting import check as check_presented
from surveys.presenting import presented
from surveys.progress import Progress, reckon
from surveys.routing import asked as sections_asked
from surveys.timing import check, clocks, once
from surveys.uploads import settle
from surveys.versions import freeze, instrument_of
from surveys.writing import Tap, write


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
    tap: Tap | None = None,
) -> None:
    """Keeps answers item by item; the last one given for an item wins, and other items stay untouched.

    All or none: an unreadable answer raises NotAnAnswer before anything is written. Saving the same answer again
    changes nothing, so that a client may retry. ``shown`` is when the items were first seen, ``tap`` when the answers
    were given. Raises SectionOver for an item of a timed section that is over, by ``now`` alone; NotPresented for an
    item of an adaptive section that does not lie before the respondent.
    """
    instrument = _open(session, administration_id, now)
    for code in given:
        if code not in instrument.items:
            raise UnknownItem(item=code, instrument=instrument.code)
    _check_open(session, administration_id, instrument, given, now)
    tap = tap or Tap()
    moment = tap.moment(now, shown)
    rows, filed = [], []
    for code, raw in sorted(given.items()):  # one order for everybody: two tabs cannot lock each other out
        item = _before_them(session, administration_id, instrument.items[code])
        answer = KINDS[item.kind].read(item, raw)
        if item.kind in FILED:
            filed.append((item, answer))
        rows.append(
            {
                "administration_id": administration_id,
                "item": code,
                "value": answer.value,
                "text": answer.text,
                "evidence": answer.evidence,
                "cues": ",".join(answer.cues),
                "shown": shown,
                "answered_at": moment,
                "device": tap.device,
                "turn": tap.turn,
            }
        )
    for item, answer in filed:
        settle(session, administration_id, item, answer)
    if rows:
        write(session, rows)


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


def progress(
    session: Session, administration_id: int, *, asked: Collection[str] | None = None, now: datetime | None = None
) -> Progress:
    """How many items are answered, which are not, and what stands in the way of submitting.

    ``asked`` names the items this respondent has, where several share an instrument; otherwise those of every section
    whose conditions hold, but for practice. What a section that is over still lacks is neither missing nor owed, and
    items of an adaptive section count as they are given. ``now`` is needed where sections are timed.
    """
    instrument = instrument_of(session, _state(session, administration_id).content_hash)
    stored = answers(session, administration_id)
    sections = sections_asked(instrument, stored)
    opened = clocks(session, administration_id) if any(once(section) for section in sections) else {}
    given = presented(session, administration_id) if any(section.adaptive for section in sections) else ()
    return reckon(sections, stored, opened, given, asked=asked, now=now)


def submit(session: Session, administration_id: int, *, now: datetime, asked: Collection[str] | None = None) -> None:
    """Ends the answering, once and for all; ``asked`` as in ``progress``.

    Raises Incomplete while required items are open, AlreadySubmitted the second time, AdministrationClosed when time
    ran out. Of two at once the database lets one through.
    """
    _open(session, administration_id, now, _STATE_TO_SUBMIT)
    owed = progress(session, administration_id, asked=asked, now=now).owed
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


def close(session: Session, context: str, *, now: datetime) -> int:
    """Closes every open administration of a context before its time; gives how many. What was saved stays."""
    closed = session.execute(
        update(Administration)
        .where(Administration.context == context, *_STILL_OPEN)
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


def _check_open(
    session: Session, administration_id: int, instrument: Instrument, codes: Collection[str], now: datetime
) -> None:
    """Plain sections cost no query: almost every answer is one of theirs."""
    for name in {instrument.section_of[code].code for code in codes}:
        section = instrument.section(name)
        if once(section):
            check(session, administration_id, section, now=now)
            if section.adaptive is not None:
                check_presented(session, administration_id, [item.code for item in section.items if item.code in codes])


def _before_them(session: Session, administration_id: int, item: Item) -> Item:
    """The item with what was generated for this respondent."""
    if item.kind not in GENERATORS:
        return item
    paper = session.scalar(select(Administration.paper).where(Administration.id == administration_id))
    return given_item(item, paper)
