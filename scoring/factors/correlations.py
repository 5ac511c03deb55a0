"""How do the items hang together, as correlations of their answers or of the traits beneath ordered categories?"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.polychoric import MOST, enough, polychoric_correlations, weakest
from scoring.responses import Answers, answers, complete
from scoring.results import Caveat

Floats = npt.NDArray[np.float64]
Kind = Literal["pearson", "polychoric"]
Missing = Literal["complete", "pairwise"]
#: Eigenvalues of a correlation matrix below this mean that an item follows from the others.
SINGULAR = 1e-8
SMOOTHED = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Correlation:
    """A correlation matrix and what it rests on; the analyses of factors take it in place of the answers.

    Attributes
    ----------
    matrix : (items, items)
        Named on both sides.
    n : int
        People behind it; with answers missing by pairs the fewest behind any pair.
    caveats : tuple of Caveat
    kept : (items,) or None
        Of polychoric correlations, the share of each trait its categories keep.
    """

    matrix: pd.DataFrame
    n: int
    caveats: tuple[Caveat, ...] = ()
    kept: Floats | None = None

    @property
    def R(self) -> Floats:  # noqa: N802 - the field's letter
        """The numbers alone."""
        return self.matrix.to_numpy(dtype=float)


def correlation(table: Answers | Correlation, kind: Kind = "pearson", missing: Missing = "complete") -> Correlation:
    """Correlations of the columns, Pearson's or polychoric.

    Parameters
    ----------
    table : (people, items) or Correlation
        A Correlation is given back as it is.
    missing : {"complete", "pairwise"}
        From the people who answered every item, or for each pair from those who answered both.

    A matrix found pair by pair may be one that no answers could give; it is then moved to a near one, and the caveat
    ``HEYWOOD`` names the item that followed from the others.

    Raises
    ------
    ValueError
        Unknown kind or way with missing answers.
    BadTable, Undefined
        As ``scoring.responses.complete`` and ``enough``; ``MISSING_TOO_MUCH`` when a pair of items was answered by no
        more people than there are items.
    """
    if isinstance(table, Correlation):
        return _checked(table)
    if kind not in get_args(Kind):
        raise ValueError(f"no kind of correlation {kind!r}: pearson or polychoric")
    if missing not in get_args(Missing):
        raise ValueError(f"missing answers {missing!r}: complete or pairwise")
    frame = answers(table)
    items = frame.shape[1]
    enough(len(frame), items)
    if missing == "complete":
        frame = complete(frame, people=items + 1)
        fewest = len(frame)
    else:
        for column in frame:
            complete(frame[[column]])
        there = frame.notna().to_numpy(dtype=float)
        fewest = int((there.T @ there).min())
        if fewest <= items:
            raise Undefined(Code.MISSING_TOO_MUCH, n=fewest, need=items + 1)
    kept = None
    if kind == "polychoric":
        pairs = polychoric_correlations(frame)
        R, kept = pairs.rho, pairs.kept
    elif missing == "complete":
        x = frame.to_numpy()
        R = np.corrcoef((x - x.mean(axis=0)) / np.ptp(x, axis=0), rowvar=False)
    else:
        R = frame.corr().to_numpy()
        if np.isnan(R).any():
            raise Undefined(Code.NO_VARIANCE, n=fewest)
    caveats: tuple[Caveat, ...] = ()
    if kind == "polychoric" or missing == "pairwise":
        least, item = weakest(R)
        # of a copy the polychoric correlation is no more than MOST
        if least < (2 * (1 - MOST) if kind == "polychoric" else SINGULAR):
            R = smoothed(R) if least < SINGULAR else R
            caveats = (Caveat(Code.HEYWOOD, {"item": str(frame.columns[item])}),)
    return Correlation(pd.DataFrame(R, frame.columns, frame.columns), fewest, caveats, kept)


def independent(found: Correlation) -> Floats:
    """The matrix, when no item follows from the others.

    Raises
    ------
    Undefined
        ``HEYWOOD`` naming an item that does, such as a copy or a sum of others.
    """
    least, item = weakest(found.R)
    if least < SINGULAR:
        raise Undefined(Code.HEYWOOD, item=str(found.matrix.columns[item]), n=found.n)
    return found.R


def smoothed(R: Floats) -> Floats:
    """A correlation matrix near R: eigenvalues below ``SMOOTHED`` are raised to it, the diagonal set back to one
    (Knol & ten Berge 1989)."""
    values, vectors = np.linalg.eigh(R)
    raised = (vectors * np.maximum(values, SMOOTHED)) @ vectors.T
    scale = np.sqrt(np.diag(raised))
    return np.asarray(raised / np.outer(scale, scale))


def _checked(found: Correlation) -> Correlation:
    R = found.R
    enough(found.n, len(R))
    if (
        R.shape[0] != R.shape[1]
        or not np.allclose(R, R.T)
        or not np.allclose(np.diag(R), 1)
        or np.abs(R).max() > 1 + 1e-8
    ):
        raise BadTable("not a correlation matrix: square, symmetric, ones in the diagonal, none beyond 1")
    return found
