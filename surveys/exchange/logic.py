"""Conditions of sections as the expressions of other programs, and back, as far as the two can say the same."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surveys.definition import Condition

_TOKEN = re.compile(
    r"""\s*(?:(?P<brace>\{[^{}]*\})|(?P<text>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign>[()\[\],])
    |(?P<op>&&|\|\||==|!=|<>|>=|<=|=|>|<|!)|(?P<word>[A-Za-z_][\w.:]*))""",
    re.VERBOSE,
)
_AND, _OR = {"and", "&&"}, {"or", "||"}
_OPERATORS = {
    "==": "is", "=": "is", "eq": "is", "equal": "is", ">=": "from", "ge": "from", "greaterorequal": "from",
    "<=": "to", "le": "to", "lessorequal": "to", ">": "above", "gt": "above", "greater": "above", "<": "below",
    "lt": "below", "less": "below", "anyof": "any", "contains": "is", "contain": "is",
}  # fmt: skip
#: Comparisons with a number.
BOUNDS = ("from", "to", "above", "below")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison: the name is the file's; ``values`` for ``is``, a number for the bounds."""

    name: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Terms of which all must hold, or one."""

    every: bool
    parts: tuple["Term | Joined", ...]


Tree = Term | Joined


class NotSayable(Exception):
    """The expression says something that conditions of sections cannot."""


def conditions(tree: Tree, code: Callable[[str], str | None]) -> tuple[Condition, ...]:
    """What all must hold; raises NotSayable. ``code`` gives the item's code for the name in the file."""
    parts = tree.parts if isinstance(tree, Joined) and tree.every else (tree,)
    found: list[Condition] = []
    for part in parts:
        if isinstance(part, Joined) and part.every:
            found += conditions(part, code)
            continue
        one = _condition(part, code)
        last = found[-1] if found else None
        if last and _halves(last, one):
            found[-1] = Condition(last.item, (), last.low, one.high)
        else:
            found.append(one)
    return tuple(found)


def tree(when: Sequence[Condition]) -> Joined:
    """The conditions as comparisons; names are the items' codes."""
    return Joined(True, tuple(_tree(condition) for condition in when))


def parsed(expression: str, name: Callable[[str], str]) -> Tree:
    """An expression as SurveyJS and LimeSurvey write them; raises NotSayable. ``name`` reads a name out of a token."""
    tokens: list[tuple[str, str]] = []
    at = 0
    expression = expression.strip()
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None or len(tokens) > 2000:
            raise NotSayable
        tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    reader = _Reader(tokens, name)
    found = reader.either(0)
    if reader.at < len(tokens):
        raise NotSayable
    return found


def written(tree: Tree, term: Callable[[Term], str]) -> str:
    """The tree as an expression, each comparison written by ``term``."""
    if isinstance(tree, Term):
        return term(tree)
    parts = [written(part, term) for part in tree.parts]
    joined = (" and " if tree.every else " or ").join(parts)
    return joined if tree.every or len(parts) == 1 else f"({joined})"


def _condition(part: Tree, code: Callable[[str], str | None]) -> Condition:
    terms = part.parts if isinstance(part, Joined) else (part,)
    item, values, low, high = None, [], None, None
    flat: list[Term] = []
    for one in terms:
        if isinstance(one, Joined):
            if not one.every or any(isinstance(two, Joined) or two.operator == "is" for two in one.parts):
                raise NotSayable
            flat += [two for two in one.parts if isinstance(two, Term)]
        else:
            flat.append(one)
    for term in flat:
        known = code(term.name)
        if known is None or item not in (None, known):
            raise NotSayable
        item = known
        if term.operator == "is":
            values += list(term.values)
        elif term.operator == "from" and low is None:
            low = float(term.values[0])
        elif term.operator == "to" and high is None:
            high = float(term.values[0])
        else:
            raise NotSayable
    bounds = len(flat) - sum(term.operator == "is" for term in flat)
    # one bound beside another, joined by "or", is no stretch between them
    if item is None or (bounds == 2 and len(terms) == 2 and isinstance(part, Joined) and terms == tuple(flat)):
        raise NotSayable
    return Condition(item, tuple(values), _whole(low), _whole(high))


def _whole(bound: float | None) -> float | None:
    return int(bound) if bound is not None and bound.is_integer() else bound


def _halves(first: Condition, second: Condition) -> bool:
    same = first.item == second.item and not first.values and not second.values
    return same and first.high is None and second.low is None


def _tree(condition: Condition) -> Tree:
    bounds: list[Tree] = []
    if condition.low is not None:
        bounds.append(Term(condition.item, "from", (f"{condition.low:.10g}",)))
    if condition.high is not None:
        bounds.append(Term(condition.item, "to", (f"{condition.high:.10g}",)))
    between = bounds[0] if len(bounds) == 1 else Joined(True, tuple(bounds))
    if not condition.values:
        return between
    values = Term(condition.item, "is", condition.values)
    return Joined(False, (values, between)) if bounds else values


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], name: Callable[[str], str]) -> None:
        self.tokens, self.name, self.at = tokens, name, 0

    def either(self, depth: int) -> Tree:
        return self._joined(depth, False, _OR, self.both)

    def both(self, depth: int) -> Tree:
        return self._joined(depth, True, _AND, self.one)

    def one(self, depth: int) -> Tree:
        if depth > _DEEPEST:
            raise NotSayable
        if self._next(("sign", "(")):
            found = self.either(depth + 1)
            self._needed(")")
            return found
        kind, token = self._taken()
        if kind in ("text", "number", "op", "sign"):
            raise NotSayable
        _, operator = self._taken()
        said = _OPERATORS.get(operator.lower())
        if said is None:
            raise NotSayable
        values = self._values()
        if said in BOUNDS:
            try:
                float(values[0])
            except ValueError:
                raise NotSayable from None
        return Term(self.name(token), "is" if said == "any" else said, values)

    def _joined(self, depth: int, every: bool, words: set[str], part: Callable[[int], Tree]) -> Tree:
        parts = [part(depth)]
        while self.at < len(self.tokens) and self.tokens[self.at][1].lower() in words:
            self.at += 1
            parts.append(part(depth))
        return parts[0] if len(parts) == 1 else Joined(every, tuple(parts))

    def _values(self) -> tuple[str, ...]:
        if not self._next(("sign", "[")):
            return (self._value(),)
        found = [self._value()]
        while self._next(("sign", ",")):
            found.append(self._value())
        self._needed("]")
        return tuple(found)

    def _value(self) -> str:
        kind, token = self._taken()
        if kind == "text":
            return token[1:-1]
        if kind == "number" or token.lower() in ("true", "false"):
            return token
        raise NotSayable

    def _taken(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise NotSayable
        self.at += 1
        return self.tokens[self.at - 1]

    def _next(self, token: tuple[str, str]) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at] == token
        self.at += found
        return found

    def _needed(self, sign: str) -> None:
        if not self._next(("sign", sign)):
            raise NotSayable
