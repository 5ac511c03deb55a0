"""Which levers are the same measure in other words, so that no model can tell them apart?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.levers.regression import Codes, Floats
from scoring.levers.screening import Candidate

#: Methods §3.5: above either, levers become one; a winner is never picked.
ALIKE, INFLATED = 0.85, 5.0


@dataclass(frozen=True, slots=True)
class Column:
    """What enters a model: one lever, or several that are the same measure.

    Attributes
    ----------
    members : tuple of Candidate
    signs : tuple of {1, -1}
        Whether more of the column is what a member's hypothesis expects, or the opposite: of the same measure two
        hypotheses may expect contrary things.
    x : float, N
        Turned so that more is what the first member expects, mean 0 and SD 1; NaN where no member is known.
    """

    members: tuple[Candidate, ...]
    signs: tuple[int, ...]
    x: Floats

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.lever.code for one in self.members)


def columns(candidates: Sequence[Candidate], values: Floats) -> tuple[Column, ...]:
    """A column a lever: turned by its expected direction and standardised over those known."""
    return tuple(Column((one,), (1,), _standard(values[:, one.place] * one.lever.direction)) for one in candidates)


def merged(each: Sequence[Column], team: Codes) -> tuple[Column, ...]:
    """The columns, with those that cannot be told apart inside teams averaged into one (methods §3.5).

    Two are one above a correlation of .85; where one follows from several others (variance inflation above 5), it
    joins the one nearest to it. Repeated until neither holds.
    """
    found = list(each)
    while len(found) > 1:
        r = _correlations(found, team)
        inflated = np.diag(np.linalg.pinv(r, hermitian=True))
        # a combination of others has no finite inflation, and the pseudo-inverse hides it
        inflated = np.where(_combined(r), np.inf, inflated)
        near = np.abs(r - np.eye(len(r)))
        if near.max() > ALIKE:
            first, second = divmod(int(near.argmax()), len(r))
        elif inflated.max() > INFLATED:
            first = int(inflated.argmax())
            second = int(near[first].argmax())
        else:
            break
        low, high = sorted((first, second))
        found[low] = _joined(found[low], found.pop(high), 1 if r[low, high] > 0 else -1)
    return tuple(found)


def _joined(one: Column, other: Column, sign: int) -> Column:
    counts = np.array([[len(one.members)], [len(other.members)]])
    parts = counts * np.array([one.x, sign * other.x])
    total = ((~np.isnan(parts)) * counts).sum(0)
    mean = np.divide(np.nansum(parts, 0), total, where=total > 0, out=np.full(len(one.x), np.nan))
    signs = (*one.signs, *(sign * each for each in other.signs))
    return Column((*one.members, *other.members), signs, _standard(mean))


def _correlations(found: Sequence[Column], team: Codes) -> Floats:
    """Inside teams, over people known on all; where nobody is known on both of two, they are taken as unrelated."""
    x = np.column_stack([column.x for column in found])
    known = ~np.isnan(x)
    filled = np.where(known, x, 0.0)
    size = np.column_stack([np.bincount(team, column) for column in known.T.astype(float)])
    total = np.column_stack([np.bincount(team, column) for column in filled.T])
    means = np.divide(total, size, where=size > 0, out=np.zeros_like(total))
    inside = np.where(known, x - means[team], 0.0)
    shared = known.T.astype(float)
    across, own = inside.T @ inside, (inside**2).T @ shared.T
    return np.asarray(across / np.sqrt(np.maximum(own * own.T, 1e-300)))


def _combined(r: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which columns take part in a combination that is nothing."""
    roots, vectors = np.linalg.eigh(r)
    return np.asarray((vectors[:, roots < 1e-8] ** 2).sum(1) > 1e-6)


def _standard(x: Floats) -> Floats:
    known = x[~np.isnan(x)]
    spread = known.std() if len(known) else 0.0
    return np.asarray((x - known.mean()) / spread if spread > 0 else np.where(np.isnan(x), np.nan, 0.0))
