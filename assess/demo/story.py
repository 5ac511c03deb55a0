"""Which seven people does everyone at Meridian talk about? Rows without chance, added beside the generated reps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from assess.demo.world import CIRCUMSTANCE_LOADINGS, EARNED_LOADINGS, LEVERS, NULLS, Floats

QUARTERS = 12
#: Every practice a rep is scored on.
PRACTICES = (*LEVERS, *NULLS, "exec_brief", "improv", "presales")


@dataclass(frozen=True, slots=True)
class Case:
    """One story: who, in which team, and what the company's systems hold about this person.

    ``own`` is the level of the results in earned-index units, ``potential`` the territory's in SD, ``share`` what of
    the territory's revenue was inherited; ``practices`` are scores in SD where they are not average.
    """

    name: str
    team: int
    own: float
    potential: float = 0.0
    share: float = 0.0
    accounts: int = 60
    run_rate: float = 4_000_000.0
    accounts_inherited: int = 0
    hired: int = -20
    hire_date: date = date(2018, 4, 1)
    calls: float = 1.0
    clawbacks: Mapping[int, int] = field(default_factory=dict)
    largest_deal: Mapping[int, float] = field(default_factory=dict)
    windfall: Mapping[int, float] = field(default_factory=dict)
    practices: Mapping[str, float] = field(default_factory=dict)

    @property
    def kpis(self) -> Floats:
        """Results in the order of ``world.KPIS``, shape (12, 5): the level, the season and a ripple of fixed size."""
        quarter = np.arange(QUARTERS)
        season = 0.3 * np.sin(2 * np.pi * quarter / 4)
        circumstance = 0.45 * self.potential + 0.60 * self.share / 0.15
        results = (self.own + season)[:, None] * EARNED_LOADINGS + circumstance * CIRCUMSTANCE_LOADINGS
        results = results + 0.35 * np.sin(1.7 * quarter[:, None] + np.arange(len(EARNED_LOADINGS)))
        for when, size in self.windfall.items():
            results[when, 0] += size
        results[quarter < self.hired] = np.nan
        return np.asarray(results)


CASES = (
    # fourth of the raw list: the richest territory of all, 31 % of its revenue in accounts handed over to her
    Case("Ina Kovač", 1, own=0.45, potential=4.1, share=0.31, accounts_inherited=17),
    # lost 26 of 70 accounts, answers for 7.5 million, keeps a dashboard of his own
    Case("Reo Tanaka", 14, own=1.9, potential=-0.3, accounts=44, run_rate=7_500_000.0,
         practices={"numbers": 2.2, "multithread": 1.2, "research": 1.0, "indecision": 0.9}),
    # far above everyone, with half the calls
    Case("Tal Benning", 20, own=3.4, calls=0.5, practices={"prospect": -1.6, "improv": 2.3, "presales": 1.4}),
    # one deal is 55 % of the year
    Case("Windy Park", 6, own=0.95, potential=0.9, windfall={9: 9.0}, largest_deal={9: 55.0, 10: 55.0, 11: 55.0}),
    # top by the numbers; the contracts come back
    Case("Ethan Cole", 13, own=1.85, clawbacks={3: 2, 5: 3, 6: 2, 8: 4, 10: 3, 11: 4},
         practices={"prospect": 1.3, "pipeline": 0.8, "customer_care": -1.4}),
    # five months here
    Case("Nova Reyes", 18, own=-0.2, hired=11, hire_date=date(2026, 6, 22)),
    # average results where nobody else gets any
    Case("Mia Dubois", 9, own=1.15, potential=-2.3,
         practices={"customer_care": 1.9, "research": 1.4, "indecision": 1.1}),
)  # fmt: skip
