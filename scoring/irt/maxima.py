"""Where is each person's likelihood highest, as it stands (ML), with a prior (MAP) or with Warm's weight (WLE)?"""

from typing import Literal

import numpy as np
import numpy.typing as npt

from scoring.irt.blocks import in_blocks
from scoring.irt.models import Floats, Parameters, log_slopes
from scoring.irt.posterior import eap
from scoring.irt.reading import Reading

Maximum = Literal["MAP", "ML", "WLE"]
MOST_STEPS = 200
#: In standard deviations of the trait.
CLOSE = 1e-7


def maxima(answers: Reading, method: Maximum, mean: float, sd: float) -> tuple[Floats, Floats]:
    """θ and its standard error from the expected information (with the prior's for MAP), each (people,).

    Newton's method from the EAP, inside a bracket that shrinks at every step, for all people at once. NaN without an
    answer, and by ML where every answer lies at the same end: the likelihood then rises without end.
    """
    items = answers.bank.parameters
    start, _ = eap(answers, mean, sd)
    theta = np.full(len(answers.people), np.nan)
    se = theta.copy()

    def climb(run: slice) -> None:
        codes = answers.codes[:, run]
        able = (codes >= 0).any(axis=0)
        if method == "ML":
            able &= ~extreme(items, codes)
        here = np.flatnonzero(able) + run.start
        theta[here], se[here] = _climb(items, answers.codes[:, here], start[here], method, mean, sd)

    in_blocks(len(answers.people), 2 * items.intercept.size, climb)
    return theta, se


def extreme(items: Parameters, codes: npt.NDArray[np.signedinteger]) -> npt.NDArray[np.bool_]:
    """(people,) whether all answers are the ones most likely at one end of the trait; codes (items, people)."""
    top = items.categories[:, None] - 1
    rising = items.slope[:, None] > 0
    unanswered = codes < 0
    highest = unanswered | (codes == np.where(rising, top, 0))
    lowest = unanswered | (codes == np.where(rising, 0, top))
    return np.asarray(highest.all(axis=0) | lowest.all(axis=0))


def _climb(
    items: Parameters, codes: npt.NDArray[np.signedinteger], theta: Floats, method: Maximum, mean: float, sd: float
) -> tuple[Floats, Floats]:
    """From the starting points θ to the maxima."""
    low, high = np.full_like(theta, -np.inf), np.full_like(theta, np.inf)
    information = np.ones_like(theta)
    live = np.arange(len(theta))
    for _ in range(MOST_STEPS):
        if not len(live):
            break
        here = theta[live]
        slope, bend, information[live] = _slope(items, codes[:, live], here, method, mean, sd)
        low[live] = np.where(slope > 0, here, low[live])
        high[live] = np.where(slope > 0, high[live], here)
        there = here + np.clip(slope / bend, -sd, sd)
        outside = (there < low[live]) | (there > high[live])
        there[outside] = (low[live][outside] + high[live][outside]) / 2
        still = np.abs(there - here) > CLOSE * sd
        theta[live] = there
        live = live[still]
    theta[live] = np.nan
    return theta, np.where(np.isnan(theta), np.nan, 1 / np.sqrt(information))


def _slope(
    items: Parameters, codes: npt.NDArray[np.signedinteger], theta: Floats, method: Maximum, mean: float, sd: float
) -> tuple[Floats, Floats, Floats]:
    """The function whose root is sought, minus its derivative, and the expected information at θ."""
    p, first, second = log_slopes(items, theta)
    answered = codes >= 0
    chosen = np.maximum(codes, 0)[:, None, :]
    slope, bend = (
        (np.take_along_axis(each, chosen, axis=1)[:, 0] * answered).sum(axis=0) * sign
        for each, sign in ((first, 1.0), (second, -1.0))
    )
    power = p * first**2

    def total(each: Floats) -> Floats:
        return np.asarray((each.sum(axis=1) * answered).sum(axis=0))

    information = total(power)
    if method == "MAP":
        return slope - (theta - mean) / sd**2, bend + 1 / sd**2, information + 1 / sd**2
    if method == "WLE":
        # Warm 1989: + J/2I, which in these models is (ln I)'/2, with I' = ΣP·u³ and I'' = ΣP·(u⁴ + 3u²·u')
        rise = total(power * first)
        twice = total(power * (first**2 + 3 * second))
        slope = slope + rise / information / 2
        weighted = bend - (twice / information - (rise / information) ** 2) / 2
        bend = np.where(weighted > information / 10, weighted, information)
    return slope, bend, information
