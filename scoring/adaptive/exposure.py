"""Who may see which item, so that no item is seen by too many?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from scoring.adaptive.course import sittings
from scoring.adaptive.procedure import prepare
from scoring.adaptive.rules import ROOM, Rules
from scoring.errors import Code, Undefined
from scoring.irt.bank import Bank
from scoring.refusals import refusing
from scoring.results import Result

METHOD = "Sympson & Hetter 1985, eligibility of van der Linden & Veldkamp 2004"
#: Rounds of simulation with steps of full length, and after them with ever shorter ones that average chance away.
FULL, ROUNDS = 6, 20


@dataclass(frozen=True, kw_only=True, eq=False)
class Exposure(Result):
    """The chance that a person may see each item.

    Attributes
    ----------
    items : DataFrame
        Index item; ``eligibility``, what ``prepare`` takes, and ``exposure``, the share of simulated people who saw
        the item under it.
    most : float
        The largest exposure.
    rounds : int
    """

    items: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["eligibility", "exposure"], dtype=float))
    most: float = float("nan")


@refusing(Exposure, METHOD)
def exposure(
    bank: Bank,
    rules: Rules | None = None,
    content_of: Mapping[str, str] | None = None,
    people: int = 1000,
    seed: int = 0,
) -> Exposure:
    """Eligibilities under which no item is seen by more than ``rules.exposure`` of the people.

    People drawn from the bank's population take the test, an item's eligibility becomes limit × eligibility / exposure
    (at most 1), and again, with shorter steps in the end. The limit holds in expectation, not in every sample.

    Raises
    ------
    ValueError
        When the rules set no limit, or as ``prepare``.

    Returns
    -------
    Exposure
        Refused (``N_TOO_SMALL``) for a bank of fewer than five times as many items as the longest test, and for a bank
        that ``prepare`` refuses.
    """
    rules = rules or Rules()
    if rules.exposure is None:
        raise ValueError("the rules set no limit of exposure")
    test = prepare(bank, rules, content_of)
    if len(test.names) < ROOM * rules.most:
        raise Undefined(Code.N_TOO_SMALL, n=len(test.names), need=ROOM * rules.most, of="items")
    rng = np.random.default_rng(seed)
    eligibility = np.ones(len(test.names))
    for number in range(1, ROUNDS + 1):
        test = replace(test, eligibility=eligibility)
        seen = sittings(test, bank.parameters, rng.normal(bank.mean, bank.sd, people), rng).used.mean(axis=0)
        if number < ROUNDS:
            ratio = rules.exposure / np.maximum(seen, 1 / people)
            eligibility = np.minimum(1.0, eligibility * ratio ** min(1.0, FULL / number))
    frame = pd.DataFrame({"eligibility": eligibility, "exposure": seen}, index=pd.Index(test.names, name="item"))
    return Exposure(n=people, method=METHOD, items=frame, most=float(seen.max()))
