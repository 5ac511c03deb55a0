"""How do the answers of the invented people look on a real instrument: which option, which number?"""

from collections.abc import Mapping

import pandas as pd

from assess.demo.answers import Definition, Keyed
from surveys.definition import Instrument, Item, Option


def definition(instrument: Instrument) -> Definition:
    """Scale to its keyed items; an item with options has one level for each, from the least score to the greatest."""
    found = instrument.items
    return {scale.code: [_keyed(found[keyed.item], keyed.sign) for keyed in scale.items] for scale in instrument.scales}


def chosen(instrument: Instrument, table: pd.DataFrame) -> pd.DataFrame:
    """The table with a column ``answer``: the value of the option, or the number as text, as a form would send it.

    Nobody calls one option both the most and the least likely: within a section the later of two equal choices moves to
    the neighbouring level.
    """
    pages = {item.code: section.code for section in instrument.sections for item in section.items}
    ranked = {code: _ranked(item) for code, item in instrument.items.items()}
    taken: dict[tuple[str, str], set[int]] = {}
    given = []
    for person, key, level in zip(table["respondent_ref"], table["item_key"], table["raw_value"], strict=True):
        options = ranked[key]
        if not options:
            given.append(str(level))
            continue
        place = int(level) - 1
        if instrument.items[key].kind == "choice":
            page = taken.setdefault((person, pages[key]), set())
            if place in page:
                place = place - 1 if place else place + 1
            page.add(place)
        given.append(options[place].value)
    return table.assign(answer=given)


def _keyed(item: Item, sign: int) -> Keyed:
    if item.options:
        return item.code, sign, 1.0, float(len(item.options))
    if item.minimum is None or item.maximum is None:
        raise ValueError(f"item {item.code} has neither options nor bounds")
    return item.code, sign, item.minimum, item.maximum


def _ranked(item: Item) -> list[Option]:
    """Options from the least score to the greatest; those without a score keep their order."""
    scores: Mapping[str, float] = {option.value: option.score or 0.0 for option in item.options}
    return sorted(item.options, key=lambda option: scores[option.value])
