"""What is the mean of the trait given the answers, and how sure is it (EAP, Bock & Mislevy 1982)?"""

import math

import numpy as np
import numpy.typing as npt

from scoring.irt.blocks import in_blocks
from scoring.irt.expectation import REACH
from scoring.irt.models import Floats, Parameters, item_information, log_probabilities
from scoring.irt.reading import Reading

Singles = npt.NDArray[np.float32]
MOST_NODES = 481
#: As many nodes need no double precision.
COARSE = 61
#: Items whose curves stand in memory in double precision.
AT_ONCE = 500
#: What is e^80 times less likely than the likeliest is nothing. Below e^-87 single precision loses its first digits,
#: and processors take ten times as long for such numbers.
NOTHING = np.float32(-80)
#: Logarithms as large as this cost digits: single precision holds seven.
LARGE = 1000


def eap(answers: Reading, mean: float, sd: float, nodes: int = 61) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each person's posterior under a normal prior, each (people,).

    Uniform nodes over mean ± 6 sd. The table of log-likelihoods is multiplied by the answers as zeros and ones, in
    single precision; what that costs in θ is below 2e-5.
    """
    items = answers.bank.parameters
    z = grid(items, mean, sd, nodes)
    # the trait in units of the prior, so that no digits go into its origin
    table, categories = _table(items, mean + sd * z, whole=bool(answers.codes.min() >= 0))
    table[:, -1] -= z**2 / 2
    moments = np.stack([np.ones_like(z), z, z**2])
    if len(z) <= COARSE:  # beyond, where the posterior is narrow, its width is a small difference of large numbers
        moments = moments.astype(np.float32)
    sought = np.array(categories, dtype=answers.codes.dtype)[:, None]
    sums = np.empty((3, len(answers.people)), dtype=moments.dtype)

    def weigh(run: slice) -> None:
        codes = answers.codes[:, None, run]
        chosen = np.empty((table.shape[1], codes.shape[2]), dtype=np.float32)
        chosen[:-1] = (codes == sought).reshape(-1, codes.shape[2])
        chosen[-1] = 1
        posterior = table @ chosen
        posterior -= posterior.max(axis=0)
        np.maximum(posterior, NOTHING, out=posterior)
        np.matmul(moments, np.exp(posterior, out=posterior), out=sums[:, run])

    in_blocks(len(answers.people), table.shape[1] + len(z), weigh)
    total, first, second = sums.astype(float)
    where = first / total
    return mean + sd * where, sd * np.sqrt(np.maximum(second / total - where**2, 0))


def grid(items: Parameters, mean: float, sd: float, nodes: int) -> Floats:
    """At least ``nodes`` points from −6 to 6, more where the test measures so finely that they would lie too far apart.

    A sum over points h apart errs by about 2·exp(−2π²σ²/h²) on a normal curve of width σ; h ≤ 4σ/3 keeps that below
    3e-5.
    """
    z = np.linspace(-REACH, REACH, max(nodes, 3))
    information = sd**2 * item_information(items, mean + sd * z).sum(axis=0).max()
    finest = math.ceil(2 * REACH * 0.75 * math.sqrt(1 + information)) + 1
    return z if finest <= len(z) else np.linspace(-REACH, REACH, max(nodes, min(finest, MOST_NODES)))


def _table(items: Parameters, theta: Floats, whole: bool) -> tuple[Singles, range]:
    """ln P of answers at each node, (nodes, items × categories + 1), and the categories that have a column.

    The last column is that of everyone. Where all items were answered (``whole``) it holds the first category of each,
    and the others hold what they add to that: whoever chose none of the others chose the first.
    """
    size = items.intercept.shape[1] + 1
    logs = np.empty((len(theta), len(items.slope), size), dtype=np.float32)
    for start in range(0, logs.shape[1], AT_ONCE):
        some = slice(start, start + AT_ONCE)
        part = log_probabilities(Parameters(items.graded, items.slope[some], items.intercept[some]), theta)
        logs[:, some] = np.moveaxis(part - part.max(axis=2, keepdims=True), 2, 0)
    first = logs[:, :, 0].sum(axis=1, dtype=float)
    if whole and first.min() > -LARGE:
        logs = logs[:, :, 1:] - logs[:, :, :1]
    else:
        first = np.zeros_like(first)
    table = np.column_stack([logs.reshape(len(theta), -1), first.astype(np.float32)])
    return table, range(size - logs.shape[2], size)
