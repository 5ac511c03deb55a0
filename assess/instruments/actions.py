"""Writing, publishing and withdrawing instruments."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from assess.audit.actions import record
from assess.errors import Conflict
from assess.instruments.models import InstrumentDraft, InstrumentPublication
from surveys import assets, versions
from surveys.definition import Instrument
from surveys.drafting.complaints import check_size, complaints
from surveys.drafting.parts import apart
from surveys.models import Asset, InstrumentVersion
from surveys.moments import now

#: Features above add here what else must hold before an instrument is published; each raises a Refusal.
BEFORE_PUBLISHING: list[Callable[[Session, Instrument], None]] = []


class DraftChanged(Conflict):
    """Somebody else changed the draft between reading and writing it."""

    key = "draft.changed"


class DraftFaulty(Conflict):
    """A draft with complaints cannot be published."""

    key = "draft.faulty"


class PicturesMissing(Conflict):
    """An instrument shows pictures that are not kept here, such as those of a bank file from another house."""

    key = "draft.pictures_missing"


def publish(session: Session, actor: str, instrument: Instrument) -> InstrumentVersion:
    """The version of exactly this content, made when it is new; frozen once somebody begins to answer it.

    Raises PicturesMissing.
    """
    return _publish(session, actor, instrument, [])


def keep_picture(session: Session, actor: str, content: bytes) -> Asset:
    """A picture that items can show, once however often it comes; raises FileRefused."""
    kept = assets.keep(session, content)
    record(session, actor, "instruments.picture_kept", f"picture:{kept.sha256}", kind=kept.kind)
    return kept


def start_draft(
    session: Session, actor: str, instrument: Instrument, based_on: InstrumentVersion | None = None
) -> InstrumentDraft:
    """A draft that begins as this instrument, faulty or not; codes used twice are told apart by numbers.

    Raises InstrumentTooLarge.
    """
    check_size(instrument)
    instrument = apart(instrument)
    draft = InstrumentDraft(
        code=instrument.code[:80],
        title=instrument.title[:300],
        definition=instrument.plain(),
        based_on=based_on,
        acknowledged=[],
        made_by=actor,
        updated_by=actor,
        updated_at=now(),
    )
    session.add(draft)
    session.flush()
    record(session, actor, "instruments.draft_started", f"draft:{draft.id}", code=draft.code)
    return draft


def edit(session: Session, actor: str, draft: InstrumentDraft, instrument: Instrument, place: str) -> None:
    """Keep what was changed at a place; nothing happens when nothing was. Raises InstrumentTooLarge, DraftChanged."""
    check_size(instrument)
    plain = instrument.plain()
    if plain == draft.definition:
        return
    draft.definition = plain
    draft.code, draft.title = instrument.code[:80], instrument.title[:300]
    _touched(session, actor, draft)
    record(session, actor, "instruments.draft_changed", f"draft:{draft.id}", place=place, revision=draft.revision)


def acknowledge(
    session: Session, actor: str, draft: InstrumentDraft, *, rule: str, place: str, mark: str, reason: str
) -> None:
    """Answer an advice with a reason; it holds as long as the place stays as it is. An empty reason takes it back."""
    others = [one for one in draft.acknowledged if (one["rule"], one["place"]) != (rule, place)]
    mine = {"rule": rule, "place": place, "mark": mark, "reason": reason, "by": actor, "at": now().isoformat()}
    draft.acknowledged = [*others, mine] if reason else others
    _touched(session, actor, draft)
    record(session, actor, "instruments.advice_answered", f"draft:{draft.id}", rule=rule, place=place)


def discard(session: Session, actor: str, draft: InstrumentDraft) -> None:
    """Throw a draft away."""
    record(session, actor, "instruments.draft_discarded", f"draft:{draft.id}", code=draft.code)
    session.delete(draft)
    session.flush()


def publish_draft(session: Session, actor: str, draft: InstrumentDraft) -> InstrumentVersion:
    """The draft as a version, and the draft gone; raises DraftFaulty while there is any complaint, PicturesMissing."""
    instrument = Instrument.from_plain(draft.definition)
    found = complaints(instrument)
    if found:
        raise DraftFaulty(n=len(found))
    version = _publish(session, actor, instrument, draft.acknowledged)
    session.delete(draft)
    session.flush()
    return version


def withdraw(session: Session, actor: str, version: InstrumentVersion, reason: str) -> None:
    """From now on nobody can choose this version for something new; what uses it goes on."""
    publication = _publication(session, actor, version, [])
    publication.withdrawn_by, publication.withdrawn_at, publication.withdrawn_why = actor, now(), reason
    session.flush()
    record(session, actor, "instruments.withdrawn", f"version:{version.id}", code=version.code)


def restore(session: Session, actor: str, version: InstrumentVersion) -> None:
    """The version can be chosen again."""
    publication = _publication(session, actor, version, [])
    publication.withdrawn_by, publication.withdrawn_at, publication.withdrawn_why = "", None, ""
    session.flush()
    record(session, actor, "instruments.restored", f"version:{version.id}", code=version.code)


def _publish(
    session: Session, actor: str, instrument: Instrument, acknowledged: list[dict[str, str]]
) -> InstrumentVersion:
    lacking = assets.missing(session, instrument)
    if lacking:
        raise PicturesMissing(items=", ".join(lacking))
    for check in BEFORE_PUBLISHING:
        check(session, instrument)
    version = versions.publish(session, instrument)
    _publication(session, actor, version, acknowledged)
    record(session, actor, "instruments.published", f"version:{version.id}", code=version.code)
    return version


def _publication(
    session: Session, actor: str, version: InstrumentVersion, acknowledged: list[dict[str, str]]
) -> InstrumentPublication:
    """What is known of the version; who published it first stays its publisher."""
    query = select(InstrumentPublication).where(InstrumentPublication.version_id == version.id)
    known = session.scalar(query)
    if known is None:
        known = InstrumentPublication(
            version_id=version.id, published_by=actor, published_at=now(), acknowledged=acknowledged
        )
        session.add(known)
        session.flush()
    return known


def _touched(session: Session, actor: str, draft: InstrumentDraft) -> None:
    draft.updated_by, draft.updated_at = actor, now()
    try:
        session.flush()
    except StaleDataError:
        raise DraftChanged from None
