"""Where would the ratings be likeliest if every ratee were a parameter, as fit statistics take it?"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse import coo_array, csr_array

from scoring.responses import Floats
from scoring.severity.design import Design
from scoring.severity.likelihood import Place
from scoring.severity.measures import Measures
from scoring.severity.reading import Mask, Places
from scoring.severity.structure import CHUNK, Structure, chances, moments

#: A step shorter than this leaves an error of its square.
STEPS, CLOSE = 40, 1e-2
#: Added to the curvature, as a share of it: subsets that fall apart without extreme ratees stay where they are.
LEAST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Joint maximum likelihood (Linacre 1989): steps are too far apart by about L/(L − 1), residuals are as usual.

    Attributes
    ----------
    theta : (ratees,)
    level : (raters,)
    free : of the structure
    used : (ratings,) bool
        Those of ratees who are not extreme.
    """

    theta: Floats
    level: Floats
    free: Floats
    used: Mask


@dataclass(slots=True, eq=False)
class Sums:
    """What a look gathers of the ratings: slopes and curvatures by ratee, rater and free parameter."""

    ratee: Floats
    rater: Floats
    free: Floats
    ratee_ratee: Floats
    rater_rater: Floats
    rater_free: Floats
    free_free: Floats
    ratee_free: Floats
    cell: Floats


def joint(plan: Design, bend: Structure, at: Place, stand: Measures) -> Joint:
    """By Newton steps from the marginal estimates, the ratees eliminated in each.

    Where few ratings leave it without a maximum, the marginal estimates are given instead.
    """
    used = ~stand.extreme[plan.ratee]
    theta, level, free = stand.likeliest.copy(), at.level.copy(), at.free.copy()
    kept = ~stand.extreme
    rows = [
        one[start : start + CHUNK]
        for one in (np.flatnonzero(used & (plan.criterion == number)) for number in range(plan.criteria))
        for start in range(0, len(one), CHUNK)
    ]
    for _ in range(STEPS):
        look = _look(plan, bend, (theta, level, free), rows)
        step = _step(plan, look, kept)
        if step is None:
            break
        far = [np.clip(one, -1, 1) for one in step]
        theta, level, free = theta + far[0], level + far[1], free + far[2]
        if max(float(np.abs(one).max(initial=0.0)) for one in far) < CLOSE:
            return Joint(theta, level, free, used)
    return Joint(stand.likeliest, at.level, at.free, used)


def _look(plan: Design, bend: Structure, at: tuple[Floats, Floats, Floats], rows: list[Places]) -> Sums:
    theta, level, free = at
    table, width = bend.map, bend.map.shape[1]
    category, sums = np.arange(float(width)), bend.sums(free)
    by_ratee = np.zeros((plan.criteria, width, plan.ratees))
    by_rater = np.zeros((plan.criteria, width, plan.raters))
    hoped, inner = np.zeros((plan.criteria, width)), np.zeros((plan.criteria, width, width))
    seen = np.zeros((plan.criteria, width))
    ratee, ratee_ratee, tied = np.zeros(plan.ratees), np.zeros(plan.ratees), np.zeros(len(plan.cell_form))
    rater, rater_rater = np.zeros(plan.raters), np.zeros(plan.raters)
    for these in rows:
        who, by, what = plan.ratee[these], plan.rater[these], int(plan.criterion[these[0]])
        chance, *_ = chances(theta[who] - level[by], sums[what : what + 1], 0)
        expected, variance = moments(chance)
        off = plan.code[these] - expected
        ratee += np.bincount(who, off, plan.ratees)
        rater -= np.bincount(by, off, plan.raters)
        ratee_ratee += np.bincount(who, variance, plan.ratees)
        rater_rater += np.bincount(by, variance, plan.raters)
        tied += np.bincount(plan.cell[these], variance, len(tied))
        seen[what] += np.bincount(plan.code[these], minlength=width)
        hoped[what] += chance.sum(axis=1)
        inner[what] -= chance @ chance.T
        for k in range(1, width):
            along = chance[k] * (category[k] - expected)
            by_ratee[what, k] += np.bincount(who, along, plan.ratees)
            by_rater[what, k] += np.bincount(by, along, plan.raters)
    inner += hoped[:, :, None] * np.eye(width)
    flat = np.concatenate(table)
    return Sums(
        ratee, rater, np.einsum("ck,cku->u", hoped - seen, table), ratee_ratee, rater_rater,
        by_rater.reshape(-1, plan.raters).T @ flat, np.einsum("cku,ckh,chv->uv", table, inner, table, optimize=True),
        by_ratee.reshape(-1, plan.ratees).T @ flat, tied,
    )  # fmt: skip


def _step(plan: Design, look: Sums, kept: Mask) -> tuple[Floats, Floats, Floats] | None:
    """Newton's step, the ratees' part put in terms of the others'; None where there is nothing to climb."""
    raters = plan.raters
    weight = np.where(kept & (look.ratee_ratee > 0), 1 / np.maximum(look.ratee_ratee, 1e-300), 0.0)
    tie = csr_array(coo_array((look.cell, (plan.cell_ratee, plan.cell_rater)), shape=(plan.ratees, raters)))
    heavy = tie.multiply(weight[:, None]).tocsr()
    full = np.zeros((raters + len(look.free),) * 2)
    full[:raters, :raters] = np.diag(look.rater_rater) - (tie.T @ heavy).toarray()
    full[:raters, raters:] = look.rater_free - heavy.T @ look.ratee_free
    full[raters:, :raters] = full[:raters, raters:].T
    full[raters:, raters:] = look.free_free - look.ratee_free.T @ (weight[:, None] * look.ratee_free)
    rise = np.concatenate([look.rater + heavy.T @ look.ratee, look.free + look.ratee_free.T @ (weight * look.ratee)])
    full[np.diag_indices(len(full))] += LEAST * float(np.abs(np.diag(full)).max(initial=1.0))
    try:
        step = cho_solve(cho_factor(full), rise)
    except LinAlgError:
        return None
    own = weight * (look.ratee + tie @ step[:raters] + look.ratee_free @ step[raters:])
    return own, step[:raters], step[raters:]
