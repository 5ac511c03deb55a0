"""What is the fit of any number of people, as arrays? The arithmetic of every fit there is, and nothing else."""

import math
from dataclasses import dataclass, fields

import numpy as np
from scipy.special import expit, ndtr
from scipy.stats import norm

from scoring.banding import Z95
from scoring.profile import Profile
from scoring.profile.chances import Z80, expectancy
from scoring.profile.composite import Floats
from scoring.profile.results import Logistic
from scoring.profile.validation import TOP_SHARE

Z90 = float(norm.ppf(0.95))
#: Half of an interval that covers eighty of a hundred.
HALF80 = float(norm.ppf(0.9))


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Arrays of shape (people,), NaN where a weighted scale is missing; meanings and levels as those of ``Fit``."""

    fit: Floats
    fit_low: Floats
    fit_high: Floats
    standing: Floats
    standing_low: Floats
    standing_high: Floats
    chance: Floats
    chance_low: Floats
    chance_high: Floats
    performance: Floats
    performance_low: Floats
    performance_high: Floats

    def block(self) -> Floats:
        """All of them, shape (people, 12), in the order of the fields."""
        return np.column_stack([getattr(self, field.name) for field in fields(self)])


@dataclass(frozen=True, slots=True, eq=False)
class Rater:
    """All that rating needs of a profile whose gate is open; small, so that it travels to other processes.

    ``weights``, ``means`` and ``sds`` have shape (scales,), in the order of the profile's scales.
    """

    weights: Floats
    means: Floats
    sds: Floats
    r: float
    r_low: float
    r_cautious: float
    r_high: float
    se: float
    logistic: Logistic | None

    @classmethod
    def of(cls, profile: Profile) -> "Rater":
        """The rater of a profile; ValueError where nothing was chosen to predict with."""
        validity = profile.chosen
        if validity is None:
            raise ValueError("a profile that predicts nothing rates nobody")
        means = np.array([scale.all.mean if scale.all.mean is not None else np.nan for scale in profile.scales])
        sds = np.array([scale.all.sd or np.nan for scale in profile.scales])
        weights = np.array([scale.weight for scale in profile.scales])
        errors = [1 - (scale.reliability.value or 0.0) for scale in profile.scales]
        se = math.sqrt(sum(weight**2 * error for weight, error in zip(weights, errors, strict=True)))
        curve = profile.chances.logistic if profile.chances else None
        return cls(
            np.where(np.isnan(means) | np.isnan(sds), 0.0, weights), means, sds, validity.r_cv.value or 0.0,
            validity.r_low, validity.r_cautious, validity.r_high, se, curve,
        )  # fmt: skip

    def parts(self, x: Floats) -> Floats:
        """What each scale adds, shape (people, scales); 0 for a scale without weight, NaN where a weighted one lacks.

        A person's parts do not depend on who else is in ``x``, not even in the last bit.
        """
        with np.errstate(invalid="ignore"):
            return np.where(self.weights != 0, self.weights * (x - self.means) / self.sds, 0.0)

    def rate(self, x: Floats) -> Ratings:
        """The fit of people whose scores are ``x``, shape (people, scales), in the profile's units."""
        return self.of_fit(_summed(self.parts(x)))

    def of_fit(self, z: Floats) -> Ratings:
        """What a fit of ``z`` says of standing, chance and performance."""
        standings = [ndtr(end * z) for end in (self.r_low, self.r_high)]
        expected = self.r * z
        half = HALF80 * math.sqrt(1 - self.r * self.r)
        return Ratings(
            z, z - Z95 * self.se, z + Z95 * self.se,
            ndtr(expected), np.minimum(*standings), np.maximum(*standings),
            *self._chance(z),
            expected, expected - half, expected + half,
        )  # fmt: skip

    @property
    def even(self) -> float:
        """The fit at which the chance of the top fifth is that of anybody, one in five."""
        if self.logistic is not None:
            return (math.log(TOP_SHARE / (1 - TOP_SHARE)) - self.logistic.intercept) / self.logistic.slope
        return even_fit(self.r_cautious)

    def _chance(self, z: Floats) -> tuple[Floats, Floats, Floats]:
        """Chance of the top fifth and its range of ninety of a hundred."""
        curve = self.logistic
        if curve is not None:
            logit = curve.intercept + curve.slope * z
            variance = curve.intercept_variance + z * (2 * curve.covariance + z * curve.slope_variance)
            half = Z90 * np.sqrt(variance)
            return expit(logit), expit(logit - half), expit(logit + half)
        chance = expectancy(self.r_cautious, z)
        ends = [expectancy(end, z) for end in (self.r_low, self.r_high)]
        low, high = np.minimum(np.minimum(*ends), chance), np.maximum(np.maximum(*ends), chance)
        # for a person between the mean and z.80 the chance is greatest at an r inside the range
        turning = z / Z80
        inside = (turning > self.r_low) & (turning < self.r_high)
        if inside.any():
            high = high.copy()
            high[inside] = np.maximum(high[inside], ndtr(-Z80 * np.sqrt(1 - turning[inside] ** 2)))
        return chance, low, high


def even_fit(r: float) -> float:
    """The predictor at which ``expectancy`` is one in five: z.80·(1 − √(1−r²))/r.

    Examples
    --------
    >>> round(float(expectancy(0.30, even_fit(0.30))), 12)
    0.2
    """
    return Z80 * (1 - math.sqrt(1 - r * r)) / r


def _summed(parts: Floats) -> Floats:
    """Sum over scales, one after the other: the same to the last bit however many people there are."""
    total = np.zeros(len(parts))
    for column in parts.T:
        total += column
    return total
