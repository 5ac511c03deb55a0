"""How does an estimator refuse? With a result that holds the reason and no number, never with a traceback."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, Protocol, Self, TypeVar

import numpy as np

from scoring.errors import BadTable, Code, Undefined
from scoring.results import Caveat


class Refusable(Protocol):
    """What can stand without a number: Estimate, Result and their kind."""

    @classmethod
    def refusal(cls, *reasons: Caveat, method: str, n: int = 0) -> Self: ...


#: What a result's n counts; a reason may count something else, such as items.
CASES = ("people", "units")

P = ParamSpec("P")
R = TypeVar("R", bound=Refusable)


def refusing(kind: type[R], method: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Turns Undefined, BadTable and a matrix that cannot be solved into a refused ``kind`` that names the reason.

    Wrong options stay a ValueError: they are the programmer's fault, not the data's.
    """

    def decorate(estimator: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(estimator)
        def refuse(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return estimator(*args, **kwargs)
            except (Undefined, BadTable, np.linalg.LinAlgError) as error:
                reason = caveat(error)
                n = reason.values.get("n") if reason.values.get("of", "people") in CASES else 0
                return kind.refusal(reason, method=method, n=n if isinstance(n, int) else 0)

        return refuse

    return decorate


@contextmanager
def counting(n: int) -> Iterator[None]:
    """Says how many people there were in every Undefined of a calculation that knows but their correlations."""
    try:
        yield
    except Undefined as error:
        error.values.setdefault("n", n)
        raise


def caveat(error: Exception) -> Caveat:
    """The reason an error stands for."""
    if isinstance(error, Undefined):
        return Caveat(error.code, error.values)
    if isinstance(error, BadTable):
        return Caveat(Code.BAD_TABLE, {"message": str(error)})
    return Caveat(Code.NOT_CONVERGED)
