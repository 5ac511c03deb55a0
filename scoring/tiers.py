"""With what chance does each person belong to the top, and to which tier does that add up?"""

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import rankdata

from scoring.errors import Code
from scoring.performers import Performers
from scoring.performers.results import Flags, Floats
from scoring.policy import Judgement, judgement, minimum
from scoring.results import Caveat

DRAWS = 4000
TOP, EXCEPTIONAL = 0.20, 0.04
#: Median reliability below which people are not told apart, and below which that is said (methods §2.3).
UNRELIABLE, DOUBTFUL = 0.50, 0.70
#: Scores drawn at once.
_BLOCK = 2**18


@dataclass(frozen=True, slots=True)
class Chances:
    """Shares of the draws, N each, in which a person is within the top fifth, the top 4 % and the bottom fifth."""

    top: Floats
    exceptional: Floats
    bottom: Floats


@dataclass(frozen=True, slots=True)
class Tiers:
    """The verdict on a cohort, N people in the order of ``performers``.

    Attributes
    ----------
    judgement, exceptional : Judgement
        On the tiers as a whole, and on the top 4 %.
    persons : tuple of Judgement
        On each person's own number of periods.
    chances : Chances or None
        None when the tiers are refused; NaN for people without a period.
    labels : tuple of str or None
        ``top_confident``, ``top_likely``, ``borderline``, ``middle``, ``low_likely``.
    raw_rank, adjusted_rank : float
        Mid-ranks from the top; NaN for people without a period.
    """

    performers: Performers
    judgement: Judgement
    exceptional: Judgement
    persons: tuple[Judgement, ...]
    chances: Chances | None
    labels: tuple[str | None, ...]
    raw_rank: Floats
    adjusted_rank: Floats
    seed: int

    @property
    def rated(self) -> Flags:
        """Who has an eligible period and so is ranked."""
        return ~np.isnan(self.performers.raw.means)


def tiers(found: Performers, seed: int) -> Tiers:
    """Chances by posterior ranks (Lin, Louis, Paddock & Ridgeway 2006) and the labels of methods §2.5.

    Parameters
    ----------
    found : Performers
    seed : int
        Of numpy's PCG64; the same seed on the same data gives the same bytes, in whatever order the rows came.

    Returns
    -------
    Tiers
        With ranks even where the chances are refused. Everyone with an eligible period is ranked; a label needs
        the periods that ``scoring.policy`` asks for.
    """
    periods = found.raw.periods
    rated = periods > 0
    whole = _whole(found)
    persons = tuple(_person(int(n)) for n in periods)
    exceptional = judgement("exceptional", people=int(rated.sum()))
    chances = None if whole.status == "refused" else drawn(found, seed)
    labels = tuple(
        None if chances is None or own.status == "refused" else label(chances.top[i], chances.bottom[i])
        for i, own in enumerate(persons)
    )
    raw, adjusted = _ranks(found.raw.means), _ranks(found.adjusted.posterior)
    return Tiers(found, whole, exceptional, persons, chances, labels, raw, adjusted, seed)


def label(top: float, bottom: float) -> str:
    """The tier of a person with these chances of the top and the bottom fifth."""
    for least, name in ((0.80, "top_confident"), (0.50, "top_likely"), (0.20, "borderline")):
        if top >= least:
            return name
    return "low_likely" if bottom >= 0.50 else "middle"


def places(share: float, n: int) -> int:
    """⌈share·n⌉ places (appendix A18), safe against 0.2·n lying a hair above a whole number."""
    return math.ceil(share * n - 1e-9)


def drawn(found: Performers, seed: int, draws: int = DRAWS, joint: bool = True) -> Chances:
    """Ranks people in each of many draws of everyone's true score.

    Parameters
    ----------
    found : Performers
    seed, draws : int
    joint : bool
        Whether μ and γ̂ are drawn too, which moves people together; False shows what their uncertainty is worth.
    """
    rated = found.adjusted.periods > 0
    n = int(rated.sum())
    top, few = places(TOP, n), places(EXCEPTIONAL, n)
    shares = np.full((3, len(rated)), np.nan)
    shares[:, rated] = _shares(found, seed, draws, joint, (n - top, n - few), (top - 1,))
    return Chances(*shares)


def top_chance(found: Performers, seed: int, draws: int = DRAWS) -> Floats:
    """Chance of the top fifth alone, as ``drawn`` gives it to the byte; NaN for people without a period."""
    rated = found.adjusted.periods > 0
    n = int(rated.sum())
    out = np.full(len(rated), np.nan)
    out[rated] = _shares(found, seed, draws, True, (n - places(TOP, n),), ())[0]
    return out


def _shares(
    found: Performers, seed: int, draws: int, joint: bool, above: tuple[int, ...], below: tuple[int, ...]
) -> Floats:
    """Share of the draws in which people lie at or above, or at or below, these places from the worst.

    Scores are drawn in single precision, whose error of 1e-7 is that of no rank, and in blocks that stay in the cache.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    one = found.adjusted
    rated = one.periods > 0
    n, rel = int(rated.sum()), one.reliability[rated]
    middle = one.posterior[rated].astype(np.float32)
    spread = np.sqrt(one.between * (1 - rel)).astype(np.float32)
    common = np.column_stack(
        [(1 - rel) * math.sqrt(one.center_variance), -rel[:, None] * found.circumstance.x[rated] @ _root(found)]
    ).T.astype(np.float32)
    cuts = (*above, *below)
    counts = np.zeros((len(cuts), n), dtype=np.int64)
    shifts = rng.standard_normal((draws, len(common)), dtype=np.float32)
    rows = max(1, min(draws, _BLOCK // max(n, 1)))
    for start in range(0, draws, rows):
        shift = shifts[start : start + rows]
        scores = rng.standard_normal((len(shift), n), dtype=np.float32)
        scores *= spread
        scores += middle
        if joint:
            scores += shift @ common
        marks = np.partition(scores, cuts, axis=1)
        for place, cut in enumerate(cuts):
            mark = marks[:, cut : cut + 1]
            counts[place] += (scores >= mark if place < len(above) else scores <= mark).sum(0)
    return np.asarray(counts / draws)


def _root(found: Performers) -> Floats:
    """L with LL' = the covariance of γ̂."""
    values, vectors = np.linalg.eigh(found.circumstance.covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)))


def _whole(found: Performers) -> Judgement:
    """Whether this cohort can be put into tiers at all (methods §0.6, §2, §2.3)."""
    rated = found.raw.periods > 0
    periods = found.raw.periods[rated]
    reliability = float(np.median(found.adjusted.reliability[rated])) if rated.any() else 0.0
    enough = periods >= minimum("person_tier", "periods").refuse
    by_people = judgement("tiers", people=int(enough.sum() if enough.any() else rated.sum()))
    by_periods = judgement("person_tier", periods=int(np.median(periods[enough]) if enough.any() else _most(periods)))
    roles = int(found.grid.people["role"].fillna("")[rated].nunique())

    single = _most(periods) == 1
    counted = (by_people,) if single else (by_people, by_periods)
    refused = [reason for one in counted if one.status == "refused" for reason in one.reasons]
    if roles > 1:
        refused.append(Caveat(Code.ROLES_MIXED, {"n": roles}))
    if single:
        refused.append(Caveat(Code.ONE_PERIOD))
    elif rated.any() and not (found.adjusted.between > 0 and reliability >= UNRELIABLE):
        refused.append(Caveat(Code.UNRELIABLE_CRITERION, {"r": reliability, "need": UNRELIABLE}))
    if refused:
        needed = {key: n for one in (by_people, by_periods) if one.status == "refused" for key, n in one.needed.items()}
        return Judgement("refused", tuple(refused), needed)
    doubts = (*by_people.reasons, *by_periods.reasons, *_doubts(found, reliability))
    return Judgement("caveat" if doubts else "ok", doubts, {**by_people.needed, **by_periods.needed})


def _most(periods: Floats) -> int:
    return int(periods.max(initial=0))


def _doubts(found: Performers, reliability: float) -> list[Caveat]:
    doubts = []
    if reliability < DOUBTFUL:
        doubts.append(Caveat(Code.UNRELIABLE_CRITERION, {"r": reliability, "need": DOUBTFUL}))
    if found.composite.equal:
        doubts.append(Caveat(Code.NO_WEIGHTS))
    if found.circumstance.refused or not found.covariates:
        doubts.append(Caveat(Code.CONFOUNDED_BY_CIRCUMSTANCE, {"missing": " ".join(found.circumstance.refused)}))
    if found.composite.flat:
        names = found.grid.metrics["metric_key"].iloc[list(found.composite.flat)]
        doubts.append(Caveat(Code.NO_VARIANCE, {"measures": " ".join(names)}))
    return [*doubts, *judgement("peer_cell", values=found.composite.smallest_cell).reasons]


def _person(periods: int) -> Judgement:
    own = judgement("person_tier", periods=periods)
    return replace(own, reasons=(Caveat(Code.ONE_PERIOD),)) if periods == 1 else own


def _ranks(scores: Floats) -> Floats:
    ranks = np.full(len(scores), np.nan)
    known = ~np.isnan(scores)
    ranks[known] = rankdata(-scores[known])
    return ranks
