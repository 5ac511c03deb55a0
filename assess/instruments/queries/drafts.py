"""Reading drafts: one with its instrument and complaints, its advice, its pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.queries import latest
from assess.errors import NotFound
from assess.instruments.models import InstrumentDraft
from assess.people.models import Account
from scoring.reports.measurement import KIND
from scoring.results import Estimate
from surveys.definition import Instrument, Item, Scale, Section
from surveys.drafting.complaints import Complaint, complaints
from surveys.drafting.parts import mark
from surveys.drafting.scales import scale_of
from surveys.lint import Advice, Wanted, lint

T = TypeVar("T")


@dataclass(frozen=True)
class Work:
    """A draft with the instrument it holds."""

    draft: InstrumentDraft
    instrument: Instrument

    @cached_property
    def complaints(self) -> tuple[Complaint, ...]:
        """Everything for which it cannot be published, by place."""
        return complaints(self.instrument)

    def wrong_at(self, place: str) -> list[str]:
        """The complaints of one place."""
        return [reason for where, reason in self.complaints if where == place]

    def section(self, code: str) -> Section:
        """One section; NotFound."""
        return _found(lambda: self.instrument.section(code))

    def item(self, code: str) -> Item:
        """One item; NotFound."""
        return _found(lambda: self.instrument.items[code])

    def scale(self, code: str) -> Scale:
        """One scale; NotFound."""
        return _found(lambda: scale_of(self.instrument, code))


@dataclass(frozen=True, slots=True)
class Said:
    """One advice and, where somebody answered it as it stands, the reason and who gave it.

    ``piece`` is the item an advice is about; an answer holds as long as it and the numbers of the advice stay.
    """

    advice: Advice
    piece: Item | None = None
    reason: str = ""
    by: str = ""

    @property
    def mark(self) -> str:
        """The fingerprint of what was advised about what."""
        return mark((self.piece, dict(self.advice.values)))


def drafts(session: Session) -> list[InstrumentDraft]:
    """Every draft, the one changed last first."""
    return list(session.scalars(select(InstrumentDraft).order_by(InstrumentDraft.updated_at.desc())))


def work(session: Session, id: int, to_change: bool = False) -> Work:
    """A draft; NotFound. ``to_change`` keeps other writers out until the transaction ends."""
    query = select(InstrumentDraft).where(InstrumentDraft.id == id)
    draft = session.scalar(query.with_for_update() if to_change else query)
    if draft is None:
        raise NotFound
    return Work(draft, Instrument.from_plain(draft.definition))


def advice(session: Session, found: Work, sem: float) -> list[Said]:
    """All advice on a draft, what was answered last."""
    wanted = Wanted(sem, _reliability(session, found.draft.based_on_id))
    answered = {(one["rule"], one["place"]): one for one in found.draft.acknowledged}
    said = []
    for one in lint(found.instrument, wanted):
        told = Said(one, found.instrument.items.get(one.place.removeprefix("item ")))
        known = answered.get((one.rule, one.place))
        if known is not None and known["mark"] == told.mark:
            told = replace(told, reason=known["reason"], by=known["by"])
        said.append(told)
    return sorted(said, key=lambda one: bool(one.reason))


def names(session: Session, pseudonyms: Sequence[str]) -> Mapping[str, str]:
    """The names behind pseudonyms, as far as there are accounts."""
    query = select(Account.pseudonym, Account.name).where(Account.pseudonym.in_(set(pseudonyms)))
    return {pseudonym: name for pseudonym, name in session.execute(query)}


def _reliability(session: Session, version_id: int | None) -> dict[str, tuple[float, int]]:
    """What the scales of the version before reached here: coefficient alpha and the number of items, by scale."""
    analysis = latest(session, KIND, f"version:{version_id}") if version_id else None
    if analysis is None:
        return {}
    table = analysis.report.table("scales")
    columns = (table.column("scale"), table.column("items"), table.column("alpha"))
    return {
        str(scale): (alpha.value, int(items))
        for scale, items, alpha in zip(*columns, strict=True)
        if isinstance(alpha, Estimate) and alpha.value is not None and isinstance(items, int | float)
    }


def _found(find: Callable[[], T]) -> T:
    try:
        return find()
    except KeyError:
        raise NotFound from None
