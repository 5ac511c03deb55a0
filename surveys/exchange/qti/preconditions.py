"""QTI's preconditions as comparisons."""

from surveys.exchange.logic import Joined, NotSayable, Term, Tree
from surveys.exchange.markup import Element, words
from surveys.exchange.qti.names import value

_SIGNS = {"match": "is", "equal": "is", "member": "is", "gte": "from", "lte": "to"}
_NUMBERS = ("integer", "float")


def compared(wish: Element, depth: int = 0) -> Tree:
    """What a precondition, or part of one, says; raises NotSayable."""
    if depth > 20 or not len(wish):
        raise NotSayable
    if wish.tag in ("pre-condition", "and", "or"):
        parts = tuple(compared(one, depth + 1) for one in wish)
        return parts[0] if len(parts) == 1 else Joined(wish.tag != "or", parts)
    sign = _SIGNS.get(wish.tag)
    variable, wanted = wish.find("variable"), wish.find("base-value")
    if sign is None or variable is None or wanted is None or len(wish) != 2:
        raise NotSayable
    name = variable.get("identifier", "").removesuffix(".RESPONSE")
    said = words(wanted)
    if sign != "is" or wanted.get("base-type") in _NUMBERS:
        try:
            said = f"{float(said):.10g}"
        except ValueError:
            raise NotSayable from None
        return Term(name, sign, (said,))
    return Term(name, sign, (value(said),))
