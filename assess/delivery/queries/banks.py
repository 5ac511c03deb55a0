"""Calibrated banks, and adaptive tests made of them: kept by every process, so that a step reads no statistics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isnan

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import CalibratedBank
from scoring.adaptive import AdaptiveTest, Rules, prepare
from scoring.errors import Undefined
from scoring.irt import Bank, load
from surveys.definition import Instrument, Scale, Section
from surveys.items import KINDS, Answer

_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Pool:
    """Items of a scale on its trait; ``test`` is ready to be taken; ``turned`` were turned around to calibrate them."""

    test: AdaptiveTest
    bank: Bank
    scale: Scale
    turned: frozenset[str]

    def next(self, given: Mapping[str, Answer], instrument: Instrument, seed: int) -> str | None:
        """The item after those given, in their order; None when it is enough. Milliseconds, nothing is read."""
        said = [(code, self.known(code, _score(instrument, code, answer))) for code, answer in given.items()]
        return self.test.next(said, seed)

    def known(self, code: str, score: float | None) -> float | None:
        """An item's score as the bank knows it, turned around where the item was; None where it knows none such."""
        if score is None or isnan(score):
            return None
        value = self.scale.low + self.scale.high - score if code in self.turned else score
        value = self.bank.merged.get(code, {}).get(value, value)
        return value if value in self.bank.categories[code] else None


#: By hash of the bank and place of its items: the hashes fix the content, so nothing here can go stale.
_pools: dict[tuple[str, str, str], Pool] = {}


def newest_bank(session: Session, version_id: int, scale: str) -> CalibratedBank | None:
    """The bank of a scale that is in force; None without one."""
    query = select(CalibratedBank).where(CalibratedBank.version_id == version_id, CalibratedBank.scale == scale)
    return session.scalar(query.order_by(CalibratedBank.made_at.desc(), CalibratedBank.id.desc()).limit(1))


def kept_bank(session: Session, version_id: int, hash: str) -> CalibratedBank:
    """The bank of that hash; NoResultFound when it was never kept."""
    query = select(CalibratedBank).where(CalibratedBank.version_id == version_id, CalibratedBank.hash == hash)
    return session.scalars(query).one()


def pool(session: Session, version_id: int, hash: str, instrument: Instrument, section: Section) -> Pool | None:
    """The test of an adaptive section by a bank; None where the bank has fewer of its items than are given at least."""
    # an instrument in somebody's language and order has another hash: the pool is the same by version and section
    key = (hash, str(version_id), section.code)
    known = _pools.get(key)
    if known is None:
        kept = kept_bank(session, version_id, hash)
        known = prepared(load(kept.text), kept.reversed, instrument, section, kept.eligibility.get(section.code))
        if known is None:
            return None
        if len(_pools) >= _MOST_KEPT:
            _pools.clear()
        _pools[key] = known
    return known


def prepared(
    bank: Bank,
    turned: Collection[str],
    instrument: Instrument,
    section: Section,
    eligibility: Mapping[str, float] | None = None,
) -> Pool | None:
    """A section's pool with its test; None as ``within``, or where the bank cannot be used."""
    mine = within(bank, section)
    if mine is None or section.adaptive is None:
        return None
    try:
        test = prepare(mine, rules_of(section, mine), eligibility=eligibility)
    except Undefined:
        return None
    return Pool(test, mine, _scale(instrument, section.adaptive.scale), frozenset(turned))


def whole(kept: CalibratedBank, instrument: Instrument) -> Pool:
    """Every item the bank knows and the scale has by the instrument's key, to score by and not to choose from."""
    scale, bank = _scale(instrument, kept.scale), load(kept.text)
    keyed = {one.item for one in scale.items}
    mine = bank.of([str(name) for name in bank.items.index if str(name) in keyed])
    return Pool(prepare(mine, Rules(least=1, most=len(mine.items))), mine, scale, frozenset(kept.reversed))


def within(bank: Bank, section: Section) -> Bank | None:
    """What the bank knows of a section's items; None where that is less than are given at least."""
    names = {str(name) for name in bank.items.index}
    items = [item.code for item in section.items if item.code in names]
    if section.adaptive is None or len(items) < section.adaptive.least:
        return None
    return bank.of(items)


def rules_of(section: Section, bank: Bank) -> Rules:
    """The rules of an adaptive section over what a bank knows of its items; its error is in the unit of the bank."""
    if section.adaptive is None:
        raise ValueError(f"section {section.code} is not adaptive")
    most = min(section.adaptive.most, len(bank.items))
    return Rules(least=min(section.adaptive.least, most), most=most, precision=section.adaptive.se / bank.sd)


def _scale(instrument: Instrument, code: str) -> Scale:
    return next(scale for scale in instrument.scales if scale.code == code)


def _score(instrument: Instrument, code: str, answer: Answer) -> float | None:
    item = instrument.items[code]
    return KINDS[item.kind].score(item, answer) if answer.answered else None
