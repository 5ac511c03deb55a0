"""What is the mean of the trait given the answers, and how sure is it (EAP, Bock & Mislevy 1982)?"""

import math

import numpy as np
import numpy.typing as npt

from scoring.irt.blocks import in_blocks
from scoring.irt.models import Floats, Parameters, item_information, log_probabilities
from scoring.irt.reading import Reading

Singles = npt.NDArray[np.float32]
#: Half the width of the grid, in standard deviations of the trait.
REACH = 6.0
MOST_NODES = 481
#: Items whose curves stand in memory in double precision.
AT_ONCE = 500


def eap(answers: Reading, mean: float, sd: float, nodes: int = 61) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each person's posterior under a normal prior, each (people,).

    Uniform nodes over mean ± 6 sd. The table of log-likelihoods is multiplied by the answers as zeros and ones, in
    single precision; what that costs in θ is below 1e-5.
    """
    items = answers.bank.parameters
    z = grid(items, mean, sd, nodes)
    # the trait in units of the prior, so that no digits go into its origin
    lines = _table(items, mean + sd * z)
    prior = np.exp(-(z**2) / 2)
    moments = np.stack([prior, prior * z, prior * z**2]).astype(np.float32)
    categories = np.arange(items.intercept.shape[1] + 1, dtype=answers.codes.dtype)[None, :, None]
    sums = np.empty((3, len(answers.people)), dtype=np.float32)

    def weigh(run: slice) -> None:
        chosen = (answers.codes[:, None, run] == categories).astype(np.float32)
        likelihood = lines @ chosen.reshape(lines.shape[1], -1)
        likelihood -= likelihood.max(axis=0)
        np.matmul(moments, np.exp(likelihood, out=likelihood), out=sums[:, run])

    in_blocks(len(answers.people), lines.shape[1] + len(z), weigh)
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


def _table(items: Parameters, theta: Floats) -> Singles:
    """ln P of each category at each node, (nodes, items × categories), each at most zero."""
    size = items.intercept.shape[1] + 1
    table = np.empty((len(theta), len(items.slope) * size), dtype=np.float32)
    for start in range(0, len(items.slope), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        logs = log_probabilities(Parameters(items.graded, items.slope[some], items.intercept[some]), theta)
        logs -= logs.max(axis=2, keepdims=True)
        table[:, start * size : (start + AT_ONCE) * size] = logs.reshape(-1, len(theta)).T
    return table
