"""How likely is a ranking of normal utilities, and how does that change with their means?"""

import numpy as np
import numpy.typing as npt
from scipy.integrate import cumulative_simpson
from scipy.special import log_ndtr, ndtr

Floats = npt.NDArray[np.float64]
#: Points of the grid over which the last but one utility of three or four is integrated; the integrand of four holds
#: an integral that was itself taken on the grid, by Simpson's rule. It reaches this many SDs past the means.
NODES, REACH = {3: 41, 4: 81}, 6.0
_LEAST = 1e-280


def ranking(mean: Floats, sd: Floats) -> tuple[Floats, Floats, Floats]:
    """ln P(u₁ < u₂ < …) of independent normal utilities, with first and second derivatives in the means.

    Two are Φ of their standardised difference. Of three or four, given the last but one at t, the last lies above t
    with a normal probability and the others below in order with a probability that is known or integrated once; that
    is integrated over t. Adding the same to all means changes nothing, which gives the derivatives in the last but one.
    The function is concave in the means (Prékopa 1973).

    Parameters
    ----------
    mean, sd : (cases, k), k = 2, 3, 4
        From the lowest to the highest.

    Returns
    -------
    (cases,), (cases, k), (cases, k, k)

    Examples
    --------
    >>> log_p, _, _ = ranking(np.zeros((1, 3)), np.ones((1, 3)))  # alike, so each of the six orders is as likely
    >>> float(np.exp(log_p[0]).round(6))
    0.166667
    """
    if mean.shape[1] == 2:
        return _two(mean, sd)
    k = mean.shape[1]
    low, high = (mean - REACH * sd).min(axis=1), (mean + REACH * sd).max(axis=1)
    t = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, NODES[k])
    left = _below(t, mean[:, : k - 2], sd[:, : k - 2])
    y, s = (mean[:, -1:] - t) / sd[:, -1:], sd[:, -1:]
    weight = normal((t - mean[:, k - 2, None]) / sd[:, k - 2, None]) / sd[:, k - 2, None]
    weight *= (high - low)[:, None] / (NODES[k] - 1)
    slope = weight * normal(y) / s
    right = (weight * ndtr(y), slope, -slope * y / s)
    p = np.maximum(np.vecdot(left[()], right[0]), _LEAST)
    outer = [*range(k - 2), k - 1]
    first, second = np.zeros((len(p), k)), np.zeros((len(p), k, k))
    for a in outer:
        first[:, a] = (np.vecdot(left[()], right[1]) if a == k - 1 else np.vecdot(left[a,], right[0])) / p
    for a in outer:
        for b in outer:
            own = tuple(sorted(place for place in (a, b) if place < k - 1))
            second[:, a, b] = np.vecdot(left[own], right[2 - len(own)]) / p - first[:, a] * first[:, b]
    middle = k - 2
    first[:, middle] = -first.sum(axis=1)
    second[:, middle] = -second.sum(axis=1)
    second[:, :, middle] = -second.sum(axis=2)
    return np.log(p), first, second


def _two(mean: Floats, sd: Floats) -> tuple[Floats, Floats, Floats]:
    s = np.sqrt((sd**2).sum(axis=1))
    z = (mean[:, 1] - mean[:, 0]) / s
    log_p = log_ndtr(z)
    ratio = np.exp(-0.5 * z**2 - log_p) / np.sqrt(2 * np.pi)
    sign = np.array([-1.0, 1.0])
    return log_p, (ratio / s)[:, None] * sign, (-ratio * (z + ratio) / s**2)[:, None, None] * np.outer(sign, sign)


def _below(t: Floats, mean: Floats, sd: Floats) -> dict[tuple[int, ...], Floats]:
    """P(u₁ < t), or P(u₁ < u₂ < t), and its derivatives; keys are the places of the means it is derived in."""
    x, s = (t - mean[:, :1]) / sd[:, :1], sd[:, :1]
    found = {(): ndtr(x), (0,): -normal(x) / s, (0, 0): -x * normal(x) / s**2}
    if mean.shape[1] == 1:
        return found
    z, s = (t - mean[:, 1:]) / sd[:, 1:], sd[:, 1:]
    density = normal(z) / s
    parts = {(): density, (1,): density * z / s, (1, 1): density * (z**2 - 1) / s**2}
    step = t[:, 1:2] - t[:, :1]
    return {
        (*one, *two): cumulative_simpson(found[one] * parts[two], axis=1, initial=0) * step
        for one in found
        for two in parts
        if len(one) + len(two) <= 2
    }


def normal(x: Floats) -> Floats:
    """The density of a standard normal."""
    return np.asarray(np.exp(-0.5 * x**2) / np.sqrt(2 * np.pi))
