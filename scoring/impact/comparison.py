"""Whom does a step of selection let through, group by group, and what may be said of it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import norm

from scoring.errors import Code
from scoring.impact import pairs
from scoring.intervals import wilson
from scoring.policy import judgement
from scoring.results import Caveat, Estimate

#: Uniform Guidelines, 29 CFR § 1607.4D; always compared with the ratio as it is, never rounded.
FOUR_FIFTHS = 0.80
ALPHA = 0.05
_RATE = "share selected; interval Wilson 1927"
_RATIO = "impact ratio: rate divided by the highest rate; interval Katz et al. 1978"
_RATIO_ZERO = _RATIO + ", with .5 added to every cell because one is empty"


class Verdict(StrEnum):
    """What may be said of a group (methods §8.5)."""

    ADVERSE_IMPACT = "adverse_impact"
    GAP_TOO_FEW = "gap_too_few"
    SMALL_RELIABLE = "small_reliable"
    NO_INDICATION = "no_indication"
    HIGHEST = "highest"
    COUNTS_ONLY = "counts_only"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a group were considered, and how many of them selected."""

    group: str
    n: int
    selected: int

    def __post_init__(self) -> None:
        if not 0 <= self.selected <= self.n:
            raise ValueError(f"{self.group}: {self.selected} selected of {self.n}")

    @property
    def rate(self) -> float:
        """Share selected, 0 for a group of nobody."""
        return self.selected / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One group beside the group with the highest rate.

    Attributes
    ----------
    rate, ratio : Estimate
        Selection rate and impact ratio; both refused where only counts may be given.
    shortfall : float or None
        n·p_total − selected: how many more there would be at the rate of all (negative: fewer).
    z : float or None
        Of both rates, pooled.
    p : float or None
        Two-sided: of Fisher's exact test as mid-p where fewer than five are expected in a cell, else of z. ``exact``
        is the mid-p in either case.
    fragile : bool
        One selection given to the other group changes on which side of four fifths the ratio lies.
    """

    count: Count
    rate: Estimate
    ratio: Estimate
    verdict: Verdict
    shortfall: float | None = None
    z: float | None = None
    p: float | None = None
    exact: float | None = None
    fragile: bool = False


def compared(counts: Sequence[Count]) -> tuple[Comparison, ...]:
    """Every group against the one with the highest rate, in the order given (methods §8.1–8.6).

    Groups of fewer than five, and all groups while fewer than five were selected, are counts only; a group of fewer
    than five is not compared with either.

    Parameters
    ----------
    counts : sequence of Count
        The groups of one characteristic. People whose answer is not known are in none of them.

    Examples
    --------
    >>> men, women = compared([Count("men", 80, 48), Count("women", 40, 12)])
    >>> women.ratio.value, women.verdict.value, women.shortfall
    (0.5, 'adverse_impact', 8.0)
    """
    able = [count for count in counts if not _refusal(count, counts)]
    best = max(able, key=lambda count: (count.rate, count.n), default=None)
    return tuple(compared_with(best, count, counts) for count in counts)


def compared_with(best: Count | None, count: Count, counts: Sequence[Count]) -> Comparison:
    """One group against a given one; counts only where policy says so or there is nobody to compare with."""
    refused = _refusal(count, counts)
    if best is None or refused or (best is count and len([c for c in counts if not _refusal(c, counts)]) < 2):
        reasons = refused or (Caveat(Code.GROUPS_TOO_SMALL, {"of": "groups"}),)
        return Comparison(count, _refused(_RATE, count, reasons), _refused(_RATIO, count, reasons), Verdict.COUNTS_ONLY)
    rate = Estimate(count.rate, count.n, _RATE, *wilson(count.selected, count.n))
    shortfall = count.n * sum(c.selected for c in counts) / sum(c.n for c in counts) - count.selected
    if best is count:
        return Comparison(count, rate, Estimate(1.0, count.n, _RATIO, 1.0, 1.0), Verdict.HIGHEST, shortfall)
    pair = (count.selected, count.n, best.selected, best.n)
    few = judgement(
        "impact", group=count.n, selected=sum(c.selected for c in counts), expected_cell=pairs.smallest_expected(pair)
    )
    z, exact = pairs.z_statistic(pair), pairs.mid_p(pair)
    p = exact if few.reasons or z is None else 2 * float(norm.sf(abs(z)))
    fragile = _fragile(count, best)
    low, high = pairs.ratio_interval(pair)
    ratio = Estimate(
        count.rate / best.rate, count.n + best.n, _RATIO_ZERO if pairs.has_empty_cell(pair) else _RATIO, low, high
    ).doubted(*few.reasons, *((Caveat(Code.FRAGILE_ONE_CASE),) if fragile else ()))
    return Comparison(count, rate, ratio, verdict(_flagged(*pair), p), shortfall, z, p, exact, fragile)


def verdict(flagged: bool, p: float) -> Verdict:
    """What a ratio below four fifths, or not, and its p come to (methods §8.5)."""
    if flagged:
        return Verdict.ADVERSE_IMPACT if p < ALPHA else Verdict.GAP_TOO_FEW
    return Verdict.SMALL_RELIABLE if p < ALPHA else Verdict.NO_INDICATION


def _refusal(count: Count, counts: Sequence[Count]) -> tuple[Caveat, ...]:
    selected = sum(c.selected for c in counts)
    found = judgement("impact", group=count.n, selected=selected, expected_cell=5)
    return found.reasons if found.status == "refused" else ()


def _refused(method: str, count: Count, reasons: tuple[Caveat, ...]) -> Estimate:
    needed: Mapping[str, int] = {"group": 5, "selected": 5}
    return Estimate(None, count.n, method, status="refused", reasons=reasons, needed=needed)


def _fragile(count: Count, best: Count) -> bool:
    """Whether one selection, taken from or given to the other group, crosses four fifths (UGESP Q&A 21)."""
    flagged = _flagged(count.selected, count.n, best.selected, best.n)
    step = 1 if flagged else -1
    own, other = count.selected + step, best.selected - step
    if not (0 <= own <= count.n and 0 <= other <= best.n):
        return False
    return _flagged(own, count.n, other, best.n) != flagged


def _flagged(own: int, n: int, other: int, m: int) -> bool:
    """own/n ÷ other/m < 4/5 in whole numbers, so that four fifths exactly is four fifths."""
    return 5 * own * m < 4 * other * n
