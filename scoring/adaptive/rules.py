"""How does an adaptive test start, choose, balance and stop?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

#: A share of the test (Kingsbury & Zara 1989), or the least and the most items.
Quota = float | tuple[int, int]
#: Sympson–Hetter needs a bank of this many times the length of the test (methods §4.5).
ROOM = 5


class Stop(StrEnum):
    """Why a test ends: precise enough, the last item told nothing new, long enough, or no item left."""

    PRECISION = "precision"
    GAIN = "gain"
    LENGTH = "length"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one adaptive test; the defaults are those of methods §4.5.

    Items are always chosen at the EAP. What is reported is the weighted likelihood estimate (Warm 1989), because an
    EAP with standard error s is drawn towards the mean by s² of its distance: at .32 that is .15 for someone 1.5 SD
    away, more than the .10 that may be.

    Attributes
    ----------
    start : float
        Where the first item is chosen, in SDs of the calibrated people from their mean.
    score : {"WLE", "EAP"}
        Which estimate is reported and decides when it is precise enough.
    nodes : int
        Points of the grid from −6 to 6 SD.
    least, most : int
        Items.
    precision : float
        The standard error that is small enough, in SDs.
    gain : float or None
        A test of items with more than two categories ends when an answer moves the standard error by less than this.
    among : int
        The next item is drawn from this many of the best (randomesque).
    exposure : float or None
        The share of people who may see an item.
    content : Mapping of area to share, or to (least, most) items
        All of one kind; empty without content balance.
    enemies : tuple of tuple of str
        Sets of items of which a person sees one at most.
    """

    start: float = 0.0
    score: Literal["WLE", "EAP"] = "WLE"
    nodes: int = 241
    least: int = 8
    most: int = 20
    precision: float = 0.32
    gain: float | None = 0.01
    among: int = 5
    exposure: float | None = 0.25
    content: Mapping[str, Quota] = field(default_factory=dict)
    enemies: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        checks = {
            f"start of {self.start}": math.isfinite(self.start) and abs(self.start) <= 6,
            f"score {self.score!r}": self.score in ("WLE", "EAP"),
            f"{self.nodes} nodes, at least 61 are needed": self.nodes >= 61,
            f"least of {self.least} and most of {self.most}": 1 <= self.least <= self.most,
            f"precision of {self.precision}": 0 < self.precision < math.inf,
            f"gain of {self.gain}": self.gain is None or 0 <= self.gain < math.inf,
            f"among {self.among}": self.among >= 1,
            f"exposure of {self.exposure}": self.exposure is None or 0 < self.exposure <= 1,
            "a set of enemies needs two items": all(len(set(group)) > 1 for group in self.enemies),
        }
        for complaint, right in checks.items():
            if not right:
                raise ValueError(complaint)
        self._check_content()

    def _check_content(self) -> None:
        shares = [quota for quota in self.content.values() if not isinstance(quota, tuple)]
        bounds = [quota for quota in self.content.values() if isinstance(quota, tuple)]
        if shares and bounds:
            raise ValueError("quotas are all shares or all (least, most)")
        if shares and (min(shares) < 0 or not math.isclose(sum(shares), 1, abs_tol=1e-6)):
            raise ValueError(f"shares of content are not negative and add up to 1, not {sum(shares)}")
        if any(not 0 <= least <= most for least, most in bounds):
            raise ValueError("a quota's least is not negative and not above its most")
        if bounds and sum(least for least, _ in bounds) > self.most:
            raise ValueError(f"the quotas' least items add up to more than {self.most}")
        if bounds and sum(most for _, most in bounds) < self.least:
            raise ValueError(f"the quotas' most items add up to less than {self.least}")
