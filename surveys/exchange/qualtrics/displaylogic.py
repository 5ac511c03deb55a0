"""Qualtrics' display and branch logic as comparisons."""

from collections.abc import Mapping
from typing import Any

from surveys.exchange.logic import Joined, NotSayable, Term, Tree
from surveys.exchange.trees import mapping

_NUMBERS = {"GreaterThanOrEqual": "from", "LessThanOrEqual": "to", "EqualTo": "is"}


def compared(logic: dict[str, Any], values: Mapping[str, Mapping[str, str]]) -> Tree:
    """What a boolean expression says; raises NotSayable. ``values`` are ours by question and number of the choice."""
    groups = _numbered(logic)
    if logic.get("Type") != "BooleanExpression" or not groups:
        raise NotSayable
    whole: Tree | None = None
    for group in groups:
        every = [_joined(_numbered(group), values)]
        whole = every[0] if whole is None else Joined(group.get("Type") != "OrIf", (whole, *every))
    if whole is None:
        raise NotSayable
    return whole


def _joined(expressions: list[dict[str, Any]], values: Mapping[str, Mapping[str, str]]) -> Tree:
    if not expressions:
        raise NotSayable
    terms = tuple(_term(one, values) for one in expressions)
    if len(terms) == 1:
        return terms[0]
    # the word that joins an expression to the one before it is spelled so in every file
    words = {str(one.get("Conjuction", one.get("Conjunction", "And"))) for one in expressions[1:]}
    if len(words) > 1 or not words <= {"And", "Or"}:
        raise NotSayable
    return Joined(words == {"And"}, terms)


def _term(one: dict[str, Any], values: Mapping[str, Mapping[str, str]]) -> Term:
    place = str(one.get("LeftOperand", "")).removeprefix("q://").split("/")
    operator, wanted = str(one.get("Operator")), str(one.get("RightOperand", ""))
    if one.get("LogicType") != "Question" or len(place) != 3:
        raise NotSayable
    question, sort, number = place
    if operator == "Selected" and sort == "SelectableChoice":
        value = values.get(question, {}).get(number)
        if value is None:
            raise NotSayable
        return Term(question, "is", (value,))
    if operator in _NUMBERS and sort in ("ChoiceNumericEntryValue", "ChoiceTextEntryValue"):
        try:
            return Term(question, _NUMBERS[operator], (f"{float(wanted):.10g}",))
        except ValueError:
            raise NotSayable from None
    raise NotSayable


def _numbered(held: dict[str, Any]) -> list[dict[str, Any]]:
    """What is kept under numbers, in their order."""
    return [mapping(held[key]) for key in sorted((key for key in held if key.isdigit()), key=int)]
