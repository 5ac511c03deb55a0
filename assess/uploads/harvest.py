"""Which ratings are in this export of scorecards? JSON as Greenhouse's Harvest interface gives it.

Source: Greenhouse, Harvest API, "The scorecard object": ``overall_recommendation``, ``attributes`` with a rating each.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from assess.uploads.cells import CONTROL, Cell
from assess.uploads.delimited import plain_text
from assess.uploads.errors import HarvestCard, NotScorecards, OnlyHeader, TooManyRows
from assess.uploads.sheets import Limits, Sheet

NAMES = ("candidate_id", "application_id", "rater_id", "competency_key", "score", "round", "submitted_at", "evidence")
#: Their five levels as points; "no_decision" and nothing at all are missing, never low.
POINTS: dict[str, Cell] = {
    "definitely_not": 1.0, "no": 2.0, "mixed": 3.0, "yes": 4.0, "strong_yes": 5.0, "no_decision": "", "": "",
}  # fmt: skip
#: The criterion of the recommendation, which is no attribute of its own.
OVERALL = "overall_recommendation"
_TAG = re.compile(r"<[^<>]*>")


def scorecards(data: bytes, limits: Limits | None = None) -> Sheet:
    """A row for each rating of each scorecard, numbered as the scorecards stand in the list; markup dropped.

    Raises
    ------
    Unreadable
        NotScorecards when it is no JSON list of objects, HarvestCard with the place of one that cannot be read.
    """
    limits = limits or Limits()
    try:
        cards = json.loads(plain_text(data), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotScorecards from None
    if isinstance(cards, dict):
        cards = cards.get("scorecards", [cards])
    if not isinstance(cards, list) or not all(isinstance(card, dict) for card in cards):
        raise NotScorecards
    codes = _rater_codes(cards)
    columns: dict[str, list[Cell]] = {name: [] for name in NAMES}
    numbers: list[int] = []
    seen: Counter[tuple[Cell, ...]] = Counter()
    for number, card in enumerate(cards, start=1):
        for row in _ratings(number, card, codes, seen, limits):
            for name, cell in zip(NAMES, row, strict=True):
                columns[name].append(cell)
            numbers.append(number)
        if len(numbers) > limits.rows:
            raise TooManyRows(most=limits.rows)
    if not numbers:
        raise OnlyHeader
    return Sheet(NAMES, {name: np.array(cells, dtype=object) for name, cells in columns.items()}, np.array(numbers), {})


def _no_number(text: str) -> float:
    raise ValueError(text)


def _rater_codes(cards: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Each interviewer's id to what they are called here: the company's own number where any scorecard tells it."""
    codes: dict[str, str] = {}
    for card in cards:
        who = _interviewer(card)
        id, employee = _text(who.get("id")), _text(who.get("employee_id"))
        codes[id] = employee or codes.get(id, "") or id
    return codes


def _interviewer(card: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in ("interviewer", "submitted_by"):
        if isinstance(card.get(key), dict):
            return dict(card[key])
    return {}


def _ratings(
    number: int, card: Mapping[str, Any], codes: Mapping[str, str], seen: Counter[tuple[Cell, ...]], limits: Limits
) -> Iterator[tuple[Cell, ...]]:
    attributes, step = card.get("attributes", []), card.get("interview_step")
    if not isinstance(attributes, list) or not all(isinstance(one, dict) for one in attributes):
        raise HarvestCard(place=number)
    rater = codes.get(_text(_interviewer(card).get("id")), "")
    whose = _text(card.get("candidate_id")), _text(card.get("application_id")), rater
    round_ = _text(step.get("name")) if isinstance(step, dict) else _text(card.get("interview"))
    seen[(*whose, round_)] += 1
    if (again := seen[(*whose, round_)]) > 1:  # the same two meet twice at one step
        round_ = f"{round_} ({again})"
    given = [(OVERALL, card.get("overall_recommendation"), "")]
    given += [(_text(one.get("name")), one.get("rating"), _plain(one.get("note"))) for one in attributes]
    for criterion, rating, note in given:
        row = (*whose, criterion, _points(rating), round_, _text(card.get("submitted_at")), note)
        if any(isinstance(cell, str) and (len(cell) > limits.cell or CONTROL.search(cell)) for cell in row[:-1]):
            raise HarvestCard(place=number)
        yield row


def _points(rating: Any) -> Cell:
    return POINTS.get(word := _text(rating), word)


def _text(value: Any) -> str:
    """Text and whole numbers as text, anything else as nothing."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _plain(note: Any) -> str:
    return _TAG.sub(" ", _text(note)).strip()
