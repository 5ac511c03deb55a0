"""What a generator makes: what is shown, six options, the right one, and the rules that make it right."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LETTERS = "abcdef"
LARGEST_SEED = 2**64 - 1


class NoProblem(RuntimeError):
    """A level whose rules gave nothing with one right answer in all its tries: a fault of the generator."""


@dataclass(frozen=True)
class Rule:
    """One rule at work.

    Attributes
    ----------
    name : str
        What happens, such as ``add`` or ``progression``.
    of : str
        To what: an attribute of the figures, or which of the numbers.
    along : str
        ``row`` or ``column`` in a matrix; empty in a series.
    by : tuple of int
        With which numbers, if any.
    """

    name: str
    of: str
    along: str = ""
    by: tuple[int, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A problem of one family, made from (version, level, seed) and from nothing else.

    Attributes
    ----------
    shown : tuple
        Numbers, or the nine cells of a matrix row by row; None is the gap.
    options : tuple
        Six of the same sort as what is shown, lettered a to f.
    answer : str
        The letter of the right one.
    """

    family: str
    version: int
    level: int
    seed: int
    shown: tuple[Any, ...]
    options: tuple[Any, ...]
    answer: str
    rules: tuple[Rule, ...]

    @property
    def right(self) -> Any:
        """What belongs into the gap."""
        return self.options[LETTERS.index(self.answer)]

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists and scalars only, as JSON gives them back; ``from_plain`` is the inverse."""
        plain: dict[str, Any] = _lists(asdict(self))
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Problem":
        """The inverse of ``plain``; KeyError or TypeError on anything else."""
        return cls(
            **{
                **plain,
                "shown": _tuples(plain["shown"]),
                "options": _tuples(plain["options"]),
                "rules": tuple(Rule(**{**rule, "by": tuple(rule["by"])}) for rule in plain["rules"]),
            }
        )


def checked(level: int, seed: int, highest: int) -> None:
    """Level from 1 to ``highest`` and seed from 0 to 2⁶⁴ - 1, both whole numbers; raises ValueError."""
    if type(level) is not int or not 1 <= level <= highest:
        raise ValueError(f"level must be a whole number from 1 to {highest}")
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise ValueError(f"seed must be a whole number from 0 to {LARGEST_SEED}")


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, tuple | list) else value


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list | tuple) else value
