"""How are millions of people rated against a profile? In parts, in bounded memory, by as many workers as there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs

from scoring.fit.rating import Rater, Ratings
from scoring.fit.results import Use
from scoring.fit.score import admission
from scoring.profile import Check, Profile
from scoring.profile.composite import Floats
from scoring.results import Caveat

#: People in a part: large enough that a worker's call costs nothing beside it, small enough that ten fit anywhere.
PART = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Bulk:
    """Ratings of many people, part by part.

    Attributes
    ----------
    gate : tuple of Check
        The profile's checks and those of this use; where one is unmet every rating is NaN.
    caveats : tuple of Caveat
        What holds for everyone.
    ratings : iterator of Ratings
        In the order of the parts; read once.
    """

    gate: tuple[Check, ...]
    caveats: tuple[Caveat, ...]
    ratings: Iterator[Ratings]

    @property
    def open(self) -> bool:
        """Whether fit may be reported."""
        return all(check.passed for check in self.gate)


def bulk(profile: Profile, parts: Iterable[Floats], use: Use, workers: int | None = None) -> Bulk:
    """The numbers of ``fit`` for any number of people, without a list, bands or a person's objects.

    Parameters
    ----------
    profile : Profile
    parts : iterable of arrays of shape (people, scales)
        Scores in the profile's units, columns in the order of its scales; read as they are needed.
    use : Use
    workers : int, optional
        As joblib's ``n_jobs``. None leaves it to ``joblib.parallel_config``, which may name a Dask cluster; by itself
        it is one.

    Raises
    ------
    ValueError
        When a part has not a column for each scale.
    """
    gate, caveats = admission(profile, use)
    shut = profile.chosen is None or not all(check.passed for check in gate)
    rater = None if shut else Rater.of(profile)
    return Bulk(gate, caveats, _rated(rater, len(profile.scales), iter(parts), workers))


def _rated(rater: Rater | None, scales: int, parts: Iterator[Floats], workers: int | None) -> Iterator[Ratings]:
    with Parallel(n_jobs=workers) as pool:
        # two parts a worker at a time: nobody waits, and no more than these are in memory however many follow
        wave = 2 * max(effective_n_jobs(workers if workers is not None else pool.n_jobs), 1)
        while some := list(islice(parts, wave)):
            for part in some:
                if part.ndim != 2 or part.shape[1] != scales:
                    raise ValueError(f"a part of shape {part.shape} for {scales} scales")
            if rater is None:
                yield from (nobody(len(part)) for part in some)
            else:
                yield from pool(delayed(rater.rate)(part) for part in some)


def nobody(people: int) -> Ratings:
    """Ratings without a number."""
    return Ratings(*(np.full(people, np.nan) for _ in range(12)))
