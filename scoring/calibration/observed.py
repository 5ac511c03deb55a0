"""What did each rater give, and what did the model expect of them?"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Observed:
    """Ratings beside their expectation, and the scorecards they belong to.

    A scorecard is what one rater gave one ratee. Per-rater arrays are in the order of ``raters``.

    Attributes
    ----------
    raters : Index
    rater, ratee : (ratings,)
        Places; those of ratees in any order.
    rating, expected, variance : (ratings,)
        Rating points, and what the model expects at the person's measure.
    values : (categories,)
        The rating each category stands for.
    chances : (ratings, categories)
    month : (ratings,)
        Months since the first rating; NaN where no date is known.
    """

    raters: pd.Index
    rater: Places
    ratee: Places
    rating: Floats
    expected: Floats
    variance: Floats
    values: Floats
    chances: Floats
    month: Floats

    @property
    def residual(self) -> Floats:
        """Rating less expectation."""
        return self.rating - self.expected

    @cached_property
    def card(self) -> Places:
        """(ratings,): the scorecard of each."""
        wide = int(self.ratee.max()) + 1
        cards: Places = np.unique(self.rater * wide + self.ratee, return_inverse=True)[1].astype(np.intp)
        return cards

    @cached_property
    def first(self) -> Places:
        """(scorecards,): a rating of each."""
        places: Places = np.unique(self.card, return_index=True)[1]
        return places

    @property
    def card_rater(self) -> Places:
        """(scorecards,)."""
        return self.rater[self.first]

    @property
    def card_ratee(self) -> Places:
        """(scorecards,)."""
        return self.ratee[self.first]

    @cached_property
    def size(self) -> Floats:
        """(scorecards,): ratings on each."""
        return np.bincount(self.card).astype(float)

    @cached_property
    def ratees(self) -> Places:
        """(raters,): scorecards of each."""
        return np.bincount(self.card_rater, minlength=len(self.raters))

    def by_card(self, values: Floats) -> Floats:
        """Sums of something over each scorecard."""
        sums: Floats = np.bincount(self.card, values, len(self.first)).astype(float)
        return sums

    def by_rater(self, values: Floats) -> Floats:
        """Sums of something over the ratings of each rater."""
        sums: Floats = np.bincount(self.rater, values, len(self.raters)).astype(float)
        return sums

    def spread(self, values: Floats) -> Floats:
        """Variance (n − 1) of something within each scorecard; NaN with one rating."""
        mean = self.by_card(values) / self.size
        squares = self.by_card((values - mean[self.card]) ** 2)
        spread: Floats = np.divide(squares, self.size - 1, out=np.full(len(squares), np.nan), where=self.size > 1)
        return spread

    @cached_property
    def criteria_each(self) -> Floats:
        """(raters,): criteria on a scorecard, typically (median)."""
        order = np.lexsort((self.size, self.card_rater))
        counts = self.ratees
        start = np.cumsum(counts) - counts
        middle = np.minimum(start + counts // 2, len(order) - 1)
        found: Floats = np.where(counts > 0, self.size[order][middle], 0.0)
        return found
