"""Which scale score does a bank foretell for somebody at this level of the trait, and how sure is it?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.errors import BadTable
from scoring.irt.bank import Bank, checked
from scoring.irt.models import log_slopes


@dataclass(frozen=True, slots=True)
class Expected:
    """The weighted mean of the answers to expect, in the units of the answers, and its standard error."""

    value: float
    se: float


def expected(bank: Bank, theta: float, se: float, weights: Mapping[str, float] | None = None) -> Expected:
    """The true score of the whole bank at θ (Lord 1980, ch. 4), so that whoever saw few of its items can be compared.

    Parameters
    ----------
    bank : Bank
    theta, se : float
        In the unit of the bank; the error is carried over by the slope of the true score at θ (delta method).
    weights : Mapping of item to weight above 0
        1 each where None.

    Raises
    ------
    BadTable
        When the bank's numbers cannot be probabilities, or an item has no weight.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"slope": [0.8257], "threshold_1": [-3.3586]}, index=["1"])
    >>> lsat6 = Bank("2PL", items, {"1": (0.0, 1.0)})  # the first item (Bock & Lieberman 1970)
    >>> round(expected(lsat6, theta=0.0, se=0.3).value, 3)
    0.941
    """
    p, rise, _curve = log_slopes(checked(bank).parameters, [theta])
    total, slope, whole = 0.0, 0.0, 0.0
    for place, name in enumerate(bank.items.index):
        weight = 1.0 if weights is None else weights.get(str(name))
        if weight is None:
            raise BadTable(f"item {name} has no weight")
        answers = np.array(bank.categories[name])
        chance = p[place, : len(answers), 0]
        total += weight * float(answers @ chance)
        slope += weight * float(answers @ (chance * rise[place, : len(answers), 0]))
        whole += weight
    return Expected(total / whole, abs(slope / whole) * se)
