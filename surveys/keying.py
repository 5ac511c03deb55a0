"""Scoring keys corrected after people answered: what a correction changes, and which key a version is scored by."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.bank import faults as bank_faults
from surveys.definition import Instrument, Item, Keyed, Scale
from surveys.models import InstrumentVersion, KeyRevision
from surveys.versions import instrument_of

#: ``{"scales": {scale: {item: signed weight}}, "options": {item: {option: score}}}``; what is not named stays as it was
#: published. A scale names its whole key: an item that is not there is taken out.
Changes = Mapping[str, Mapping[str, Mapping[str, float]]]


def revised(instrument: Instrument, changes: Changes) -> Instrument:
    """The instrument with another key and the same questions."""
    scales, options = changes.get("scales", {}), changes.get("options", {})

    def keyed(scale: Scale) -> Scale:
        if scale.code not in scales:
            return scale
        items = tuple(Keyed(item, -1 if weight < 0 else 1, abs(weight)) for item, weight in scales[scale.code].items())
        return replace(scale, items=items)

    def scored(item: Item) -> Item:
        scores = options.get(item.code)
        if scores is None:
            return item
        worth = tuple(replace(one, score=scores.get(one.value, one.score)) for one in item.options)
        return replace(item, options=worth)

    return replace(
        instrument,
        scales=tuple(keyed(scale) for scale in instrument.scales),
        sections=tuple(
            replace(section, items=tuple(scored(item) for item in section.items)) for section in instrument.sections
        ),
    )


def differing(published: Instrument, wanted: Instrument) -> dict[str, Any]:
    """The changes that lead from the key as published to the one wanted; ``revised`` is the inverse."""
    scales = {
        scale.code: {one.item: one.sign * one.weight for one in scale.items}
        for scale, before in zip(wanted.scales, published.scales, strict=True)
        if scale.items != before.items
    }
    options = {
        item.code: {one.value: one.score for one in item.options if one.score is not None}
        for item in wanted.items.values()
        if item.options != published.items[item.code].options
    }
    return {name: found for name, found in (("scales", scales), ("options", options)) if found}


def faults(published: Instrument, changes: Changes) -> Iterator[tuple[str, str]]:
    """Place and reason of everything that makes the changed key unusable."""
    scales, items = {scale.code: scale for scale in published.scales}, published.items
    for code, key in changes.get("scales", {}).items():
        if code not in scales:
            yield f"scale {code}", "does not exist"
        elif not key:
            yield f"scale {code}", "has no items"
        for item in key:
            if item not in items:
                yield f"scale {code}", f"item {item} does not exist"
    for code, scores in changes.get("options", {}).items():
        known = {one.value for one in items[code].options} if code in items else set()
        for value in scores:
            if value not in known:
                yield f"item {code}", f"has no option {value}"
    yield from bank_faults(revised(published, changes))


def key_of(instrument: Instrument, scale: str) -> tuple[Any, ...]:
    """All that decides a scale's score: items, signs and weights, and what their options are worth."""
    keyed = next(one for one in instrument.scales if one.code == scale).items
    return tuple((one, tuple((o.value, o.score) for o in instrument.items[one.item].options)) for one in keyed)


def differing_scales(one: Instrument, other: Instrument) -> set[str]:
    """The scales that two keys of one version score differently."""
    return {scale.code for scale in one.scales if key_of(one, scale.code) != key_of(other, scale.code)}


def in_force(session: Session, version_id: int) -> int:
    """The number of the key the version is scored by; 0 is the one it was published with."""
    query = select(func.max(KeyRevision.number)).where(
        KeyRevision.version_id == version_id, KeyRevision.in_force_at.is_not(None)
    )
    return session.scalar(query) or 0


def pending(session: Session, version_id: int) -> KeyRevision | None:
    """The revision that people are being scored by and that is not in force yet."""
    query = select(KeyRevision).where(KeyRevision.version_id == version_id, KeyRevision.in_force_at.is_(None))
    return session.scalar(query)


def revisions(session: Session, version_id: int) -> list[KeyRevision]:
    """Every revision of a version's key, the newest first."""
    query = select(KeyRevision).where(KeyRevision.version_id == version_id).order_by(KeyRevision.number.desc())
    return list(session.scalars(query))


def instrument_by(session: Session, version: InstrumentVersion, number: int | None = None) -> Instrument:
    """The version's instrument with the key of that number, the one in force if none is named; NoResultFound."""
    published = instrument_of(session, version.content_hash)
    number = in_force(session, version.id) if number is None else number
    if number == 0:
        return published
    query = select(KeyRevision.changes).where(KeyRevision.version_id == version.id, KeyRevision.number == number)
    return revised(published, session.execute(query).scalar_one())
