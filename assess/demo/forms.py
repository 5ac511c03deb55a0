"""How do the answers of the invented people look on a real instrument: which option, which number?"""

from collections.abc import Mapping

import pandas as pd

from assess.demo.answers import Definition, Keyed
from surveys.definition import Instrument, Item, Option

#: Best and worst are two choices of one person, each with an error of its own.
BEST, WORST = "{}.best", "{}.worst"


def definition(instrument: Instrument) -> Definition:
    """Scale to its keyed choices; an item with options has one level for each, from the least score to the greatest."""
    found = instrument.items
    return {
        scale.code: [choice for keyed in scale.items for choice in _choices(found[keyed.item], keyed.sign)]
        for scale in instrument.scales
    }


def chosen(instrument: Instrument, table: pd.DataFrame) -> pd.DataFrame:
    """A row an item with a column ``answer``: the value of the option, or the number as text, as a form would send it.

    Nobody calls one option both the best and the worst: the worst moves to the neighbouring level.
    """
    ranked = {code: _ranked(item) for code, item in instrument.items.items()}
    keys = table["item_key"].str.partition(".")
    item, half = keys[0], keys[2]
    best: dict[tuple[str, str], tuple[int, str]] = {}
    given, begun = [], []
    for person, code, which, level, start in zip(
        table["respondent_ref"], item, half, table["raw_value"], table["started_at"], strict=True
    ):
        options, place, first = ranked[code], int(level) - 1, -1
        if which == "best":
            best[person, code] = place, start
        elif which == "worst":
            first, start = best[person, code]
            place = place if place != first else place - 1 if place else place + 1
        answer = options[place].value if options else str(level)
        given.append(answer if first < 0 else f"{options[first].value}>{answer}")
        begun.append(start)
    whole = table.assign(item_key=item, started_at=begun, answer=given)
    return whole.loc[half != "best"].reset_index(drop=True)


def _choices(item: Item, sign: int) -> list[Keyed]:
    """What a person decides about an item."""
    if item.kind == "bestworst":
        levels = (1.0, float(len(item.options)))
        return [(BEST.format(item.code), sign, *levels), (WORST.format(item.code), -sign, *levels)]
    if item.options:
        return [(item.code, sign, 1.0, float(len(item.options)))]
    if item.minimum is None or item.maximum is None:
        raise ValueError(f"item {item.code} has neither options nor bounds")
    return [(item.code, sign, item.minimum, item.maximum)]


def _ranked(item: Item) -> list[Option]:
    """Options from the least score to the greatest; those without a score keep their order."""
    scores: Mapping[str, float] = {option.value: option.score or 0.0 for option in item.options}
    return sorted(item.options, key=lambda option: scores[option.value])
