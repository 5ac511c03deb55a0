"""The tables of a vignette file as a vignette, with everything that is wrong with them."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from surveys.bank.shapes import Check, table, tables, text, whole
from surveys.definition import Instrument
from surveys.items import anchored
from surveys.vignettes.definition import PARTS, SPEAKERS, Level, Turn, Vignette

Fault = tuple[str, str]

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST_CODE = 60
#: What a table holds, and of which sort; names with a star must be there.
_SHAPES: dict[str, dict[str, Check]] = {
    "vignette": {
        "code*": text, "title*": text, "scorecard*": text, "part*": text, "position*": whole, "source*": text,
        "licence*": text, "status*": text, "turns*": tables, "levels*": table,
    },
    "turn": {"speaker*": text, "text*": text},
    "level": {"level*": whole, "quote*": text, "why*": text, "mistake": text},
}  # fmt: skip


def read(raw: Mapping[str, Any], scorecards: Mapping[str, Instrument]) -> tuple[Vignette | None, list[Fault]]:
    """The vignette, None where an entry it cannot be without is missing, and place and reason of every fault."""
    faults = list(_of_entries("vignette", "vignette", raw))
    turns, levels = _parts("turn", raw.get("turns")), _parts("level", raw.get("levels"))
    for place, one in (*turns, *levels):
        faults += _of_entries(place.split()[0], place, one)
    if faults:
        return None, faults
    vignette = Vignette(
        **{key: raw[key] for key in raw if key not in {"turns", "levels"}},
        turns=tuple(Turn(**one) for _, one in turns),
        levels=tuple(
            Level(place.removeprefix("level "), one["level"], one["quote"], one["why"], one.get("mistake", ""))
            for place, one in levels
        ),
    )
    return vignette, list(_of_the_whole(vignette, scorecards))


def _parts(sort: str, raw: Any) -> list[tuple[str, Any]]:
    if isinstance(raw, Mapping):
        return [(f"{sort} {topic}", one) for topic, one in raw.items()]
    return [(f"{sort} {number}", one) for number, one in enumerate(raw, start=1)] if isinstance(raw, list) else []


def _of_entries(shape: str, place: str, raw: Any) -> Iterator[Fault]:
    if not isinstance(raw, Mapping):
        yield place, "is no table"
        return
    checks = {key.rstrip("*"): check for key, check in _SHAPES[shape].items()}
    for key, value in raw.items():
        if key not in checks:
            yield place, f"unknown entry {key!r}"
        elif not checks[key](value):
            yield place, f"{key} is empty or of the wrong sort"
    for key in _SHAPES[shape]:
        if key.endswith("*") and key[:-1] not in raw:
            yield place, f"{key[:-1]} is missing"


def _of_the_whole(vignette: Vignette, scorecards: Mapping[str, Instrument]) -> Iterator[Fault]:
    if not _CODE.fullmatch(vignette.code) or len(vignette.code) > _LONGEST_CODE:
        yield "vignette", "codes are small letters, digits and single _, 60 at most"
    if vignette.part not in PARTS:
        yield "vignette", f"unknown part {vignette.part!r}, not one of {', '.join(PARTS)}"
    for number, turn in enumerate(vignette.turns, start=1):
        if turn.speaker not in SPEAKERS:
            yield f"turn {number}", f"unknown speaker {turn.speaker!r}, not one of {', '.join(SPEAKERS)}"
    scorecard = scorecards.get(vignette.scorecard)
    if scorecard is None:
        yield "vignette", f"scorecard {vignette.scorecard!r} is not in the library"
        return
    given = {level.topic for level in vignette.levels}
    for topic in scorecard.items:
        if topic not in given:
            yield f"level {topic}", f"is missing: {vignette.scorecard} has this topic"
    for level in vignette.levels:
        yield from ((f"level {level.topic}", reason) for reason in _of_level(vignette, level, scorecard))


def _of_level(vignette: Vignette, level: Level, scorecard: Instrument) -> Iterator[str]:
    item = scorecard.items.get(level.topic)
    if item is None:
        yield f"{vignette.scorecard} has no such topic"
    elif item.kind != "anchored":
        yield "is no anchored topic"
    elif level.points not in anchored.points(item):
        yield f"{level.points} is not one of the points of the topic"
    if not any(level.quote in turn.text for turn in vignette.turns if turn.speaker == "candidate"):
        yield "its quote is not in what the candidate says in one turn"
    if vignette.part == "practice" and not level.mistake:
        yield "mistake is missing: practice tells of the usual error"


def faults_of_set(vignettes: Collection[tuple[str, Vignette]]) -> Iterator[tuple[str, Fault]]:
    """File, place and reason of what only all files together show."""
    codes: dict[str, str] = {}
    places: dict[tuple[str, int], str] = {}
    for name, one in vignettes:
        first = codes.setdefault(one.code, name)
        if first != name:
            yield name, ("vignette", f"code {one.code} is used in {first}")
        first = places.setdefault((one.scorecard, one.position), name)
        if first != name:
            yield name, ("vignette", f"position {one.position} is taken by {first}")
