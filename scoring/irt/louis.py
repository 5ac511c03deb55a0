"""How much of the information is lost because nobody's trait is seen?"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from scoring.irt.coding import MISSING, Codes
from scoring.irt.expectation import Grid, Patterns, Real, posteriors
from scoring.irt.maximization import steps
from scoring.irt.models import Floats, Parameters, log_probabilities

#: A term of the expansion that adds less than this share to all before it is the last.
NEGLIGIBLE: dict[type[np.floating], float] = {np.float32: 1e-5, np.float64: 1e-7}
TERMS = 24


def missing_information(items: Parameters, patterns: Patterns, where: Grid, within: bool = False) -> Floats:
    """Σ over people of Cov(score | answers), the complete less the observed information (Louis 1982).

    A person's score S(θ) is expanded in the polynomials p_0, p_1, … that are orthonormal under the posterior. Then
    Cov(S) = Σ_{r ≥ 1} c_r c_r' with c_r = E(p_r S | answers). Posteriors are nearly normal and scores are smooth, so a
    few terms hold everything: one matrix product for each in place of one for every point of the grid.

    Parameters
    ----------
    items : Parameters
    patterns : Patterns
    where : Grid
    within : bool
        Only within items, where there are too many to look between them.

    Returns
    -------
    (parameters, parameters), in the order of ``Patterns.flat``: all slopes, all first intercepts and so on;
    or (items, 1 + steps, 1 + steps)
    """
    curves = patterns.flat(log_probabilities(items, where.points))
    upper = steps(items, where.points).transpose(1, 0, 2)[patterns.exists.T[1:]].astype(patterns.precision)
    number, width = patterns.exists.shape
    size = len(curves)

    def work(codes: Codes, weights: Floats) -> Real:
        total = np.zeros((number, width, width) if within else (size, size), dtype=patterns.precision)
        hot = patterns.indicators(codes)
        posterior, _ = posteriors(curves, hot, where)
        chosen = ((codes > 0) if items.graded else np.maximum(codes, 0)).astype(patterns.precision)
        root = np.sqrt(weights).astype(patterns.precision)
        for term in _terms(patterns, _touched(items.graded, patterns, codes), chosen, posterior, upper, where):
            term *= root
            if within:
                dense = np.zeros((width, number, codes.shape[1]), dtype=patterns.precision)
                dense[patterns.exists.T] = term
                added = dense.transpose(1, 0, 2) @ dense.transpose(1, 2, 0)
            else:
                added = term @ term.T
            total += added
            if _trace(added) < NEGLIGIBLE[patterns.precision] * _trace(total):
                break
        return total

    return patterns.summed(work)


def _touched(graded: bool, patterns: Patterns, codes: Codes) -> Real:
    """(intercepts, patterns): does the answer's likelihood vary with that line? Graded: only those beside it."""
    having = patterns.exists.sum(axis=0)
    rows = [
        (codes[:items] == k) | (codes[:items] == k - 1) if graded else codes[:items] != MISSING
        for k, items in enumerate(having[1:], 1)
    ]
    return np.concatenate(rows).astype(patterns.precision)


def _terms(
    patterns: Patterns, touched: Real, chosen: Real, posterior: Real, upper: Real, where: Grid
) -> Iterator[Real]:
    """c_1, c_2, … of these patterns, (parameters, patterns) each.

    ∂ ln P/∂d_k is a constant less S_k where the answer touches line k, and the slope's is θ times their sum. The
    polynomials follow from θp_r = b_{r+1}p_{r+1} + a_r p_r + b_r p_{r−1} (Lanczos), which also gives E(p_r θ S).
    """
    having = patterns.exists.sum(axis=0)
    edges = np.concatenate([[0], np.cumsum(having[1:])])
    theta = where.points[:, None].astype(patterns.precision)
    root = np.sqrt(posterior)

    def moments(vector: Real) -> tuple[Real, Real]:
        """E(p_r S) by intercept, and summed over each item's."""
        by_step = upper @ (root * vector)
        by_step *= touched
        by_item = np.zeros(chosen.shape, dtype=patterns.precision)
        for start, stop in pairwise(edges):
            by_item[: stop - start] += by_step[start:stop]
        return by_step, by_item

    vectors = [np.zeros_like(root), root]
    width: Real = np.zeros(root.shape[1], dtype=patterns.precision)
    step_now, item_now = moments(root)
    item_before = np.zeros_like(item_now)
    for order in range(TERMS + 1):
        before, now = vectors
        centre = np.einsum("qn,qn,q->n", now, now, theta[:, 0], optimize=True)
        ahead = (theta - centre) * now - width * before
        wider = np.sqrt(np.einsum("qn,qn->n", ahead, ahead))
        ahead *= np.where(wider > 1e-3 * where.spacing, 1 / np.maximum(wider, 1e-30), 0.0).astype(patterns.precision)
        step_ahead, item_ahead = moments(ahead)
        if order:
            slope = -(wider * item_ahead + centre * item_now + width * item_before)
            if order == 1:
                slope += width * chosen
            yield np.concatenate([slope, -step_now])
        vectors = [now, ahead]
        width, item_before, item_now, step_now = wider, item_now, item_ahead, step_ahead


def _trace(blocks: Floats) -> float:
    return float(np.trace(blocks, axis1=-2, axis2=-1).sum())
