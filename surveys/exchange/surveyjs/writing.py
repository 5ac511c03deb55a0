"""An instrument as SurveyJS JSON: a page a section, an element an item, every text in all its languages."""

import json
from collections.abc import Callable
from typing import Any

from surveys.definition import Condition, Instrument, Item, Option, Section
from surveys.exchange.logic import Term, tree, written
from surveys.exchange.shapes import FILES, PAIR, catalogues, options, pair_words, shape

#: Where Exemplar keeps what SurveyJS has no property for.
OWN = "x-exemplar"

Local = Callable[[str], Any]


def compose(instrument: Instrument, extension: dict[str, Any] | None) -> bytes:
    """The file, with the part only Exemplar reads if there is one."""
    others = catalogues(instrument)

    def local(text: str) -> Any:
        said = {language.replace("_", "-"): words[text] for language, words in others.items() if words.get(text)}
        return {"default": text, **said} if said and text else text

    survey = _filled(
        title=local(instrument.title),
        locale=instrument.language.replace("_", "-"),
        description=local(instrument.notice),
        pages=[_page(section, instrument, local) for section in instrument.sections],
    )
    if extension is not None:
        survey[OWN] = extension
    return json.dumps(survey, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _page(section: Section, instrument: Instrument, local: Local) -> dict[str, Any]:
    return _filled(
        name=section.code,
        title=local(section.title),
        description=local(section.text),
        visibleIf=_expression(section.when, instrument),
        timeLimit=section.seconds,
        questionOrder="random" if section.shuffle else None,
    ) | {"elements": [_element(item, instrument, local) for item in section.items]}


def _element(item: Item, instrument: Instrument, local: Local) -> dict[str, Any]:
    sort = shape(item)
    element = {
        "type": _TYPES[sort] if item.kind != "likert" else "rating",
        "name": item.code,
        **_filled(
            title=local(item.text),
            description=local(item.definition),
            isRequired=item.required or None,
            choicesOrder="random" if item.shuffle else None,
        ),
    }
    offered = [_choice(option, local) for option in options(item)]
    if item.kind == "likert":
        return element | {"rateValues": offered}
    if sort == "pair":
        words = pair_words(instrument.language)
        rows = [{"value": value, "text": text} for value, text in zip(PAIR, words, strict=True)]
        return element | {"columns": offered, "rows": rows}
    if sort in ("single", "many", "order"):
        element["choices"] = offered
    return element | _bounds(item, sort)


_TYPES = {
    "single": "radiogroup", "many": "checkbox", "order": "ranking", "pair": "matrix", "number": "text",
    "slider": "slider", "text": "comment", "line": "text", "file": "file",
}  # fmt: skip


def _bounds(item: Item, sort: str) -> dict[str, Any]:
    if sort == "number":
        return _filled(inputType="number", min=item.minimum, max=item.maximum, step=1 if item.whole else None)
    if sort == "slider":
        return _filled(min=item.minimum, max=item.maximum, step=item.step)
    if sort == "many":
        return _filled(minSelectedChoices=item.minimum, maxSelectedChoices=item.maximum)
    if sort == "file":
        return _filled(
            maxSize=item.longest, acceptedTypes=", ".join(FILES[kind][0] for kind in item.accepts if kind in FILES)
        )
    return _filled(maxLength=item.longest) if sort in ("text", "line") else {}


def _choice(option: Option, local: Local) -> dict[str, Any]:
    return {"value": _value(option.value), "text": local(option.label), **_filled(score=option.score)}


def _value(value: str) -> str | int | float:
    """Numbers as numbers, so that SurveyJS reckons with them; only where reading gives the same text."""
    try:
        number = float(value)
    except ValueError:
        return value
    whole: int | float = int(number) if abs(number) < 1e15 and number.is_integer() else number
    return whole if str(whole) == value else value


def _expression(when: tuple[Condition, ...], instrument: Instrument) -> str | None:
    if not when:
        return None

    def term(term: Term) -> str:
        if term.operator != "is":
            return f"{{{term.name}}} {'>=' if term.operator == 'from' else '<='} {term.values[0]}"
        many = term.name in instrument.items and shape(instrument.items[term.name]) == "many"
        values = ", ".join(f"'{value}'" for value in term.values)
        one = len(term.values) == 1 and not many
        return f"{{{term.name}}} = {values}" if one else f"{{{term.name}}} anyof [{values}]"

    return written(tree(when), term)


def _filled(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value is not None and value != ""}
