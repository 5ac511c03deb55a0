"""Scales of an instrument added, changed and removed, and items keyed into them."""

from collections.abc import Mapping
from dataclasses import replace

from surveys.definition import Instrument, Keyed, Option, Scale
from surveys.items import KINDS


def scale_of(instrument: Instrument, code: str) -> Scale:
    """The scale of that code; KeyError."""
    for scale in instrument.scales:
        if scale.code == code:
            return scale
    raise KeyError(code)


def with_scale(instrument: Instrument, scale: Scale) -> Instrument:
    """A scale more, at the end."""
    return replace(instrument, scales=(*instrument.scales, scale))


def changed_scale(instrument: Instrument, code: str, scale: Scale) -> Instrument:
    """``scale`` in the place of the one with that code; statements and pools of a renamed one follow."""
    scale_of(instrument, code)
    changed = replace(instrument, scales=tuple(scale if one.code == code else one for one in instrument.scales))
    return changed if scale.code == code else _renamed(changed, code, scale.code)


def without_scale(instrument: Instrument, code: str) -> Instrument:
    """The scale gone; a pool or a statement that names it is complained of."""
    scale_of(instrument, code)
    return replace(instrument, scales=tuple(one for one in instrument.scales if one.code != code))


def keyed(instrument: Instrument, code: str, keys: Mapping[str, Keyed | None]) -> Instrument:
    """The named items with these keys in the scale, or out of it; in the order of the instrument, others untouched."""
    scale = scale_of(instrument, code)
    now: dict[str, Keyed | None] = {**{one.item: one for one in scale.items}, **keys}
    kept = {item: key for item, key in now.items() if key is not None}
    if list(kept.values()) == list(scale.items):
        return instrument
    place = {item: at for at, item in enumerate(instrument.items)}
    # what was keyed keeps its order, so that saving a page unchanged changes nothing
    known = [item for item in (one.item for one in scale.items) if item in kept]
    new = sorted(kept.keys() - set(known), key=lambda item: place.get(item, len(place)))
    return changed_scale(instrument, code, replace(scale, items=tuple(kept[item] for item in (*known, *new))))


def scorable(instrument: Instrument) -> tuple[str, ...]:
    """The items a scale can hold: those with a span of scores, outside practice."""
    return tuple(
        item.code
        for section in instrument.sections
        if not section.practice
        for item in section.items
        if item.kind in KINDS and not item.expected and KINDS[item.kind].span(item) is not None
    )


def _renamed(instrument: Instrument, code: str, new: str) -> Instrument:
    def statement(option: Option) -> Option:
        return replace(option, scale=new) if option.scale == code else option

    return instrument.with_sections(
        tuple(
            replace(
                section,
                adaptive=replace(section.adaptive, scale=new)
                if section.adaptive and section.adaptive.scale == code
                else section.adaptive,
                items=tuple(
                    replace(item, options=tuple(statement(option) for option in item.options)) for item in section.items
                ),
            )
            for section in instrument.sections
        )
    )
