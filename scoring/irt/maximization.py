"""If we knew where everybody is: which way does the likelihood rise, and how sharply is it curved?"""

import numpy as np
from scipy.special import expit

from scoring.irt.models import Floats, Parameters, probabilities


def steps(items: Parameters, theta: Floats) -> Floats:
    """S_k = P(X ≥ k | θ) for k = 1, 2, …: (items, steps, points); zero beyond an item's last step."""
    if items.graded:
        return np.asarray(
            np.nan_to_num(expit(items.slope[:, None, None] * theta + items.intercept[:, :, None]), nan=0.0)
        )
    return np.asarray(np.cumsum(probabilities(items, theta)[:, :0:-1], axis=1)[:, ::-1])


def complete(items: Parameters, theta: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Gradient and negative second derivative of Σ counts · ln P, item by item.

    Every intercept moves a line η_k = aθ + d_k. With S_k = P(X ≥ k), a category x gives

    * partial credit: ∂ ln P_x/∂η_k = 1[x ≥ k] − S_k;
    * graded: ln P_x = ln S_x + ln(1 − S_{x+1}) + ln(1 − exp(d_{x+1} − d_x)), so ∂/∂η_k = 1[x = k] − S_k for x = k − 1
      and x = k, zero for all others, and the last term, free of θ, ties neighbouring intercepts.

    Both are concave in slope and intercepts.

    Parameters
    ----------
    items : Parameters
    theta : (points,)
    counts : (items, categories, points)

    Returns
    -------
    gradient : (items, 1 + steps)
        By the slope, then by the intercepts; zero for those an item lacks.
    information : (items, 1 + steps, 1 + steps)
    """
    upper = steps(items, theta)
    number, width = upper.shape[:2]
    every = np.arange(1, width + 1)
    information = np.zeros((number, width + 1, width + 1))
    inner = information[:, 1:, 1:]
    here = np.einsum("jkk->jk", inner)
    if items.graded:
        exposed = counts[:, :-1] + counts[:, 1:]
        rising = counts[:, 1:] - exposed * upper
        weight = exposed * upper * (1 - upper)
        here += weight.sum(axis=2)
        along = weight @ theta
    else:
        exposed = np.broadcast_to(counts.sum(axis=1, keepdims=True), upper.shape)
        rising = np.cumsum(counts[:, :0:-1], axis=1)[:, ::-1] - exposed * upper
        weighted = exposed * upper
        later = np.maximum(every[:, None], every[None, :]) - 1
        inner += weighted.sum(axis=2)[:, later] - weighted @ upper.transpose(0, 2, 1)
        weight = exposed * (_tail(upper) - upper * upper.sum(axis=1, keepdims=True))
        along = weight @ theta
    existing = ~np.isnan(items.intercept)
    slopes = np.where(existing, rising @ theta, 0.0).sum(axis=1)
    gradient = np.concatenate([slopes[:, None], rising.sum(axis=2)], axis=1)
    information[:, 0, 0] = np.where(existing, weight @ theta**2, 0.0).sum(axis=1)
    information[:, 0, 1:] = information[:, 1:, 0] = along
    if items.graded and width > 1:
        _tie(items, counts, gradient, information)
    lacking = np.concatenate([np.zeros((number, 1), dtype=bool), ~existing], axis=1)
    gradient[lacking] = 0.0
    information[lacking[:, :, None] | lacking[:, None, :]] = 0.0
    return gradient, information


def _tail(upper: Floats) -> Floats:
    """Σ_l S_max(k, l) over l, for each k."""
    later = np.cumsum(upper[:, ::-1], axis=1)[:, ::-1]
    k = np.arange(1, upper.shape[1] + 1)[None, :, None]
    return np.asarray(k * upper + later - upper)


def _tie(items: Parameters, counts: Floats, gradient: Floats, information: Floats) -> None:
    """Adds ln(1 − exp(d_{k+1} − d_k)) of the categories that lie between two steps."""
    used = counts.sum(axis=2)[:, 1:-1]
    gap = items.intercept[:, :-1] - items.intercept[:, 1:]
    pull = np.nan_to_num(1 / np.expm1(gap), nan=0.0)
    gradient[:, 1:-1] += used * pull
    gradient[:, 2:] -= used * pull
    curve = used * pull * (1 + pull)
    place = np.arange(1, curve.shape[1] + 1)
    information[:, place, place] += curve
    information[:, place + 1, place + 1] += curve
    information[:, place, place + 1] -= curve
    information[:, place + 1, place] -= curve
