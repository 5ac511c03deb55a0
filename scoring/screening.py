"""What should two people look at before they say that a high result was earned?"""

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.performers.shrinkage import shrunk
from scoring.tiers import TOP, Tiers, places, top_chance

INHERITED, RICH, CUT = 0.25, 1.5, 0.15


def flags(found: Tiers) -> tuple[tuple[str, ...], ...]:
    """The automatic flags of methods §2.7 that these tables can show, one tuple a person.

    ``raw_top_only`` in the raw top fifth but with a chance below one half · ``inherited`` a quarter of the revenue or
    more was inherited · ``rich_territory`` potential 1.5 SD above its peers' or more · ``reassigned`` within the last
    four quarters · ``quota_cut`` by more than 15 % · ``team_decides`` in the top only with the team's own effect.
    And why someone cannot be rated: ``no_results``, or ``ramping``, all of them from before the end of the ramp.
    The flag for one large deal needs deals, which the tables do not hold.
    """
    one = found.performers
    raised: dict[str, Flags] = {
        "raw_top_only": _raw_top_only(found),
        "inherited": _at_least(one, "inherited_share", INHERITED),
        "rich_territory": _at_least(one, "potential", RICH),
        "reassigned": np.asarray(one.grid.territory.moved > (one.grid.ends[-1] - pd.DateOffset(months=12)).to_numpy()),
        "quota_cut": _quota_cut(one),
        "team_decides": _team_decides(found),
        "no_results": np.asarray(~_known(one).any(1)),
        "ramping": np.asarray(_known(one).any(1) & ~(_known(one) & ~one.grid.ramping).any(1)),
    }
    return tuple(tuple(key for key, who in raised.items() if who[i]) for i in range(len(one.team)))


def _raw_top_only(found: Tiers) -> Flags:
    if found.chances is None:
        return np.zeros(len(found.labels), dtype=bool)
    return (found.raw_rank <= places(TOP, int(found.rated.sum()))) & (found.chances.top < 0.5)


def _known(one: Performers) -> Flags:
    return np.asarray((~np.isnan(one.grid.values)).any(2))


def _at_least(one: Performers, key: str, least: float) -> Flags:
    for covariate in one.covariates:
        if covariate.key == key:
            return covariate.x >= least
    return np.zeros(len(one.team), dtype=bool)


def _quota_cut(one: Performers) -> Flags:
    """The last quota against that of a year before, or of the period before where the year is not there."""
    targets = one.grid.targets[:, :, (one.grid.metrics["direction"] != "target").to_numpy()]
    months = max(1, round((one.grid.ends[0] - one.grid.starts[0]).days / 30.4))
    lag = 12 // months if 0 < 12 // months < targets.shape[1] else 1
    if targets.shape[1] < 2:
        return np.zeros(len(targets), dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((targets[:, -1] / targets[:, -1 - lag] < 1 - CUT).any(1))


def _team_decides(found: Tiers) -> Flags:
    one = found.performers
    if found.chances is None:
        return np.zeros(len(one.team), dtype=bool)
    scores = one.adjusted_scores
    alone = shrunk(scores - _team_means(one)[:, None], one.adjusted.phi, one.adjusted.phi_pairs)
    if not alone.between > 0:
        return found.chances.top >= 0.5
    return (found.chances.top >= 0.5) & (top_chance(replace(one, adjusted=alone), found.seed) < 0.5)


def _team_means(one: Performers) -> Floats:
    rated = one.adjusted.periods > 0
    totals = np.bincount(one.team[rated], one.adjusted.means[rated], minlength=one.team.max(initial=0) + 1)
    counts = np.bincount(one.team[rated], minlength=len(totals))
    return np.asarray((totals / np.maximum(counts, 1))[one.team] - one.adjusted.means[rated].mean())
