"""What a table of a bank file may hold, and of which sort."""

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def texts(value: Any) -> bool:
    return isinstance(value, list) and all(text(one) for one in value)


def some_texts(value: Any) -> bool:
    return texts(value) and bool(value)


def tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def labels(value: Any) -> bool:
    return text(value) or texts(value) or tables(value)


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def table(value: Any) -> bool:
    return isinstance(value, dict)


def weights(value: Any) -> bool:
    return table(value) and all(number(one) for one in value.values())


def sign(value: Any) -> bool:
    return whole(value) and value in {1, -1}


def digest(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def catalogues(value: Any) -> bool:
    return table(value) and all(table(one) and all(map(text, one.values())) for one in value.values())


#: What a table may hold, and of which sort; names with a star must be there.
SHAPES: dict[str, dict[str, Check]] = {
    "instrument": {
        "code*": text, "title*": text, "language*": text, "source*": text, "licence*": text, "uses*": some_texts,
        "sections*": tables, "status": text, "notice": text, "scales": tables,
        "construct": text, "family": text, "retest_days": whole, "translations": catalogues, "script": table,
        "answers": lambda value: isinstance(value, dict) and all(map(labels, value.values())),
    },
    "script": {
        "brief*": text, "minutes*": lambda value: whole(value) and value > 0, "role*": text, "mood*": text,
        "facts*": some_texts, "reveals*": tables, "escalations*": texts, "stop*": text,
    },
    "reveal": {"asked*": text, "said*": text},
    "section": {
        "code*": text, "title*": text, "items*": tables, "text": text,
        "defaults": table, "seconds": whole, "practice": flag, "shuffle": flag, "when": tables, "adaptive": table,
    },
    "item": {
        "code*": text, "kind*": text, "text*": text, "definition": text, "questions": texts, "probes": texts,
        "options": labels, "anchors": tables, "cues": texts, "minimum": number, "maximum": number,
        "whole": flag, "unit": text, "longest": whole, "required": flag, "image": table, "step": number, "ends": texts,
        "level": whole, "accepts": texts, "shuffle": flag, "explanation": text, "expected": texts,
    },
    "option": {"value*": text, "label*": text, "score": number, "scale": text, "sign": sign},
    "image": {"sha256*": digest, "alt*": text},
    "condition": {"item*": text, "values": some_texts, "low": number, "high": number},
    "adaptive": {"scale*": text, "least": whole, "most": whole, "se": number},
    "anchor": {"points*": whole, "behaviour*": text},
    "scale": {
        "code*": text, "label*": text, "items": texts, "low*": number, "high*": number, "direction": text,
        "weights": weights, "sensitive": flag,
    },
}  # fmt: skip
