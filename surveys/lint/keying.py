"""Do the keys make scales that are balanced, whole and long enough?

Sources: Spearman (1910) and Brown (1910): reliability of k items with mean inter-item correlation r is
k r / (1 + (k − 1) r). Clark & Watson (1995), Psychological Assessment 7, 309-319: mean inter-item correlations of
.15 to .50. DiStefano & Motl (2006) and Weijters & Baumgartner (2012) on balanced keys against acquiescence.
"""

import math
from collections.abc import Iterator, Mapping

from surveys.definition import Instrument, Scale
from surveys.drafting.scales import scorable
from surveys.items import KINDS
from surveys.lint.advice import Advice

RULES = ("UNBALANCED", "UNKEYED", "TOO_FEW", "ONE_DIRECTION")
#: Standard error of measurement of a scale with reliability .80, in standard deviations.
SEM = 0.45
INTER_ITEM = 0.25
#: With fewer, balance cannot be had.
FEWEST_TO_BALANCE = 4
MOST_ONE_WAY = 0.75


def advice(instrument: Instrument, sem: float, reliability: Mapping[str, tuple[float, int]]) -> Iterator[Advice]:
    """What is said of every scale, and of items in none."""
    judged = {item.code for item in instrument.items.values() if item.kind == "likert"}
    for scale in instrument.scales:
        place = f"scale {scale.code}"
        signs = [keyed.sign for keyed in scale.items if keyed.item in judged]
        # "how much would you like to …" has no opposite that could be asked
        if len(signs) >= FEWEST_TO_BALANCE and instrument.construct != "interests":
            same = max(signs.count(1), signs.count(-1))
            if same == len(signs):
                yield Advice("ONE_DIRECTION", place, {"n": len(signs)})
            elif same / len(signs) > MOST_ONE_WAY:
                yield Advice("UNBALANCED", place, {"up": signs.count(1), "down": signs.count(-1)})
        yield from _length(scale, place, sem, reliability.get(scale.code))
    yield from _unkeyed(instrument)


def needed(sem: float, inter_item: float) -> int:
    """How many items of that mean inter-item correlation a standard error of measurement takes (Spearman-Brown).

    ``sem`` in standard deviations, between 0 and 1; ``inter_item`` between 0 and 1, neither included.
    """
    wanted = 1 - sem**2
    return math.ceil(round(wanted * (1 - inter_item) / (inter_item * (1 - wanted)), 9))


def inter_item(reliability: float, items: int) -> float:
    """The mean inter-item correlation behind the reliability of so many items: Spearman-Brown backwards."""
    return reliability / (items - (items - 1) * reliability)


def _length(scale: Scale, place: str, sem: float, known: tuple[float, int] | None) -> Iterator[Advice]:
    count = len(scale.items)
    if not count or not 0 < sem < 1:
        return
    mean = INTER_ITEM
    if known is not None and known[1] > 0 and 0 < known[0] < 1:
        mean = inter_item(*known)
    enough = needed(sem, mean)
    if count < enough:
        reached = math.sqrt(1 - count * mean / (1 + (count - 1) * mean))
        yield Advice(
            "TOO_FEW",
            place,
            {"n": count, "need": enough, "sem": reached, "wanted": sem, "r": mean, "known": known is not None},
        )


def _unkeyed(instrument: Instrument) -> Iterator[Advice]:
    if not instrument.scales:
        return
    keyed = {one.item for scale in instrument.scales for one in scale.items}
    for code in scorable(instrument):
        item = instrument.items[code]
        if code not in keyed and not any(option.scale for option in item.options) and KINDS[item.kind].span(item):
            yield Advice("UNKEYED", f"item {code}")
