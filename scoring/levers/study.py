"""What is the verdict on every registered lever of a job?"""

from collections.abc import Sequence

import numpy as np

from scoring.errors import Code
from scoring.levers.display import groups, targets
from scoring.levers.fitting import family
from scoring.levers.importance import importance
from scoring.levers.inputs import Data, Progress, Registered, silent
from scoring.levers.judging import judged, untested
from scoring.levers.patterns import patterns
from scoring.levers.results import Holdout, Importance, Judged, Verdicts
from scoring.levers.ruling import replication_power
from scoring.levers.sample import Sample, sample
from scoring.levers.screening import screened
from scoring.results import Caveat

DELTA, FALSE_DISCOVERIES = 0.15, 0.10


def verdicts(
    data: Data,
    registered: Sequence[Registered],
    *,
    delta: float = DELTA,
    q: float = FALSE_DISCOVERIES,
    seed: int = 0,
    progress: Progress = silent,
) -> Verdicts:
    """Judge every hypothesis on people it was locked before seeing (methods §3.2 to §3.8).

    Parameters
    ----------
    data : Data
    registered : sequence of Registered
        In the order of the registry.
    delta : float
        Smallest effect worth acting on, SD per SD.
    q : float
        False discovery rate within a family and tier.
    seed : int
        Of everything that is drawn.
    progress : callable
        Told shares of the work from 0 to 1.

    Raises
    ------
    BadTable
        See ``scoring.levers.sample``. Whatever else is wrong with people, teams or values is a reason beside a
        verdict, never an error.
    """
    people = sample(data, registered)
    candidates = screened(people, registered)
    named = dict.fromkeys((one.lever.family, one.lever.tier) for one in candidates)
    families = [
        family(name, people, [one for one in candidates if (one.lever.family, one.lever.tier) == name])
        for name in named
    ]  # fmt: skip
    tested: dict[str, Judged] = {}
    shares: list[Importance] = []
    for number, one in enumerate(families):
        tested |= judged(one, delta, q, seed)
        progress((2 * number + 1) / (2 * len(families) + 1))
        shares += importance(one, seed)
        progress((2 * number + 2) / (2 * len(families) + 1))
    said = tuple(tested.get(one.lever.code) or untested(one, delta, q) for one in candidates)
    pairs, threes = patterns(people, candidates)
    progress(1.0)
    kept_back = people.kept_back & people.compared
    return Verdicts(
        said, groups(people, registered), targets(people, registered), pairs, threes, tuple(shares),
        _holdout(people, delta), int(people.compared.sum()), people.teams, delta, q, people.left_out,
        people.caveats if kept_back.any() else (*people.caveats, Caveat(Code.NOT_CROSS_VALIDATED)),
    )  # fmt: skip


def _holdout(people: Sample, delta: float) -> Holdout:
    kept_back = people.kept_back & people.compared
    teams, n = len(np.unique(people.team[kept_back])), int(kept_back.sum())
    return Holdout(teams, n, replication_power(delta, n - teams) if teams else None)
