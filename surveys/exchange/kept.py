"""What each format has a place for: every field of an instrument stands there or in the part only Exemplar reads."""

from typing import NamedTuple

from surveys.items import GENERATORS

#: Stands for every kind of item.
EVERY = ("every",)
_GENERATED = tuple(sorted(GENERATORS))
_WHOLE = dict.fromkeys(
    (
        "instrument.source", "instrument.licence", "instrument.uses", "instrument.construct", "instrument.family",
        "instrument.retest_days", "instrument.words", "instrument.scales", "section.adaptive",
    ),
    (),
)  # fmt: skip
_ITEMS: dict[str, tuple[str, ...]] = {
    "item.questions": ("anchored",),
    "item.probes": ("anchored",),
    "item.anchors": ("anchored",),
    "item.cues": ("anchored",),
    "item.image": EVERY,
}
_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "section.practice": (),
    "item.explanation": EVERY,
    "item.level": _GENERATED,
    "item.ends": ("slider",),
}
_PAIR: dict[str, tuple[str, ...]] = {
    "instrument.code": (),
    "item.code": ("bestworst",),
    "item.text": ("bestworst",),
    "item.shuffle": ("bestworst",),
    "item.kind": tuple(sorted(("anchored", "bestworst", "forced", *_GENERATED))),
}

#: By format, the fields it has no place for, of these kinds of item; ``instrument.words`` are translations of words
#: that themselves have no place. All else stands where other programs read it, as long as codes and values are short
#: letters and digits, scores are whole and not all 0, and words hold no markup; what is not so moves to our own part.
OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "qti": _WHOLE | _ITEMS | _ELSEWHERE | {
        "item.kind": tuple(sorted(("anchored", "forced", *_GENERATED))),
        "item.options": ("anchored", "forced"),
        "item.definition": EVERY,
        "item.minimum": ("number",),
        "item.maximum": ("number",),
        "item.unit": ("number", "slider"),
        "item.longest": ("upload",),
    },
    "limesurvey": _WHOLE | _ITEMS | _ELSEWHERE | _PAIR | {
        "section.code": (),
        "section.seconds": (),
        "section.shuffle": (),
        "item.options": ("anchored", "bestworst", "forced", "multiple"),
        "item.unit": ("slider",),
    },
    "surveyjs": _WHOLE | _ITEMS | _ELSEWHERE | _PAIR | {
        "item.options": ("anchored", "bestworst", "forced"),
        "item.unit": ("number", "slider"),
    },
    "csv": _WHOLE | _ITEMS | {"item.options": ("forced",)},
    "xlsx": _WHOLE | _ITEMS | {"item.options": ("forced",)},
}  # fmt: skip


class Line(NamedTuple):
    """One field, and for each format whether it has a place for it."""

    field: str
    places: tuple[str, ...]


def table() -> tuple[Line, ...]:
    """Every field that some format has no place for: ``yes``, ``own``, or the kinds of item it is ``own`` for."""
    fields = sorted({field for own in OWN.values() for field in own})
    return tuple(Line(field, tuple(_place(own.get(field)) for own in OWN.values())) for field in fields)


def _place(kinds: tuple[str, ...] | None) -> str:
    if kinds is None:
        return "yes"
    return "own" if kinds in ((), EVERY) else f"own for {', '.join(kinds)}"
