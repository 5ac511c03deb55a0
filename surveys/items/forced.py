"""A forced-choice block: two to four statements, each for another scale, put in order from most to least like me.

Two are told apart by one pick, three by most and least, four by places; stored is always the whole order, as in a
ranking. There is no classical score: counting wins gives ipsative numbers that must not be compared between people
(Brown & Maydeu-Olivares 2011). ``surveys.frames.ranks`` turns blocks into what ``scoring.forced_choice`` takes.
"""

from collections.abc import Iterator

from surveys.definition import Item
from surveys.items import choice, ranking
from surveys.items.kind import Answer, unscored
from surveys.items.values import told_apart

FEWEST, MOST = 2, 4

fields = ranking.fields
read = ranking.read
lacks = ranking.lacks
span = unscored


def complaints(item: Item) -> Iterator[str]:
    yield from choice.complaints(item)
    yield from told_apart(item)
    if len(item.options) > MOST:
        yield f"a block has {FEWEST} to {MOST} statements"
    if any(not option.scale for option in item.options):
        yield "a statement lacks the scale it speaks for"
    if any(option.score is not None for option in item.options):
        yield "statements of a block carry no score; choices between them are scored by a model"


def score(item: Item, answer: Answer) -> float | None:
    return None
