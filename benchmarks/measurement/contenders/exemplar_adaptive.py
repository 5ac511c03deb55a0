"""Ours: an adaptive test as a web request takes it, from all answers so far to the next item."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.measurement.contenders.exemplar_irt import bank
from scoring.adaptive.procedure import prepare
from scoring.adaptive.rules import Rules

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def steps(data: Arrays) -> Call:
    """The most informative item each time and the EAP, as the peers do; 241 nodes."""
    return _adaptive(data, score="EAP", among=1, exposure=None)


def steps_as_shipped(data: Arrays) -> Call:
    """With what the defaults add: the weighted likelihood estimate, one of the five best items."""
    return _adaptive(data)


def _adaptive(data: Arrays, **options: Any) -> Call:
    x, length = data["x"].tolist(), int(data["length"])
    known = bank(data["slope"], data["threshold"])
    rules = Rules(least=length, most=length, **options)
    # made once by the first call, as a web process does: cold holds it, warm does not
    ready = functools.cache(lambda: prepare(known, rules))

    def call() -> Arrays:
        test = ready()
        theta, sd = np.empty(len(x)), np.empty(len(x))
        for person, answers in enumerate(x):
            given: list[tuple[str, float | None]] = []
            step = test.step(given, person)
            while step.item is not None:
                given.append((step.item, answers[int(step.item)]))
                step = test.step(given, person)
            theta[person], sd[person] = step.theta, step.se
        return {"theta": theta, "sd": sd}

    return call
