"""Do the answers offered lie in order, and alike from item to item?"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from surveys.definition import Instrument
from surveys.lint.advice import Advice

RULES = ("SCORES_NOT_RISING", "OTHER_ANSWERS", "SAME_LABEL", "UNSCORED_OPTION", "MANY_POINTS")
FEWEST_ALIKE = 5
#: Beyond seven points reliability no longer grows (Preston & Colman 2000; Simms et al. 2019).
MOST_POINTS = 7


def advice(instrument: Instrument) -> Iterator[Advice]:
    """What is said of the options of every item."""
    likert = [item for item in instrument.items.values() if item.kind == "likert"]
    usual, times = Counter(len(item.options) for item in likert).most_common(1)[0] if likert else (0, 0)
    for item in instrument.items.values():
        place = f"item {item.code}"
        labels = Counter(option.label.strip().casefold() for option in item.options)
        if twice := [label for label, count in labels.items() if count > 1]:
            yield Advice("SAME_LABEL", place, {"label": twice[0]})
        if item.kind == "likert":
            if len(likert) >= FEWEST_ALIKE and times > len(likert) / 2 and len(item.options) != usual:
                yield Advice("OTHER_ANSWERS", place, {"n": len(item.options), "usual": usual})
            values = [option.value for option in item.options]
            if values and _uneven(values):
                yield Advice("SCORES_NOT_RISING", place)
        scores = [option.score for option in item.options]
        if any(score is None for score in scores) and any(score is not None for score in scores):
            yield Advice("UNSCORED_OPTION", place, {"n": sum(score is None for score in scores)})
        if item.kind == "likert" and len(item.options) > MOST_POINTS:
            yield Advice("MANY_POINTS", place, {"n": len(item.options)})


def _uneven(values: list[str]) -> bool:
    """Whether the points do not rise by equal steps, as keys that add them up take for granted."""
    try:
        points = [float(value) for value in values]
    except ValueError:
        return False
    steps = {round(after - before, 9) for before, after in pairwise(points)}
    return len(steps) > 1 or any(step <= 0 for step in steps)
