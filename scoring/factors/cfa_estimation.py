"""Which parameters of a measurement model make the answers most likely?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.cfa_model import MOST_PARAMETERS, Directions, Elements, Matrices, count, directions

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
#: Steps use the information of at most this many patterns of missing answers; the slope uses all of them.
PATTERNS_A_STEP = 200
#: Scoring that has not come to rest after so many steps fits badly; Newton's steps know how badly.
SCORING_STEPS = 40
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Pattern:
    """People who answered the same items: their number, means and a root of their covariances (divisor n).

    ``seen`` are the places of the answered items; root @ root.T is the covariance matrix.
    """

    seen: Places
    n: int
    mean: Floats
    root: Floats


Sample = tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """What one pattern says at given Σ and μ: n, A = Σ⁻¹, AMA with M = S + (m−μ)(m−μ)', A(m−μ), ln|Σ| + tr(AM)."""

    pattern: Pattern
    inverse: Floats
    weighted: Floats
    pull: Floats
    deviance: float


@dataclass(frozen=True, slots=True)
class Solution:
    """Where the search came to rest.

    Attributes
    ----------
    deviance : float
        Of the likelihood Σ n(ln|Σ| + tr(Σ⁻¹M)), −2 log likelihood without its constant.
    covariance : (parameters, parameters)
        Inverse of the information; NaN where the search gave up.
    """

    values: Floats
    deviance: float
    covariance: Floats
    iterations: int
    settled: bool = True


def sample(x: Floats) -> Sample:
    """The patterns of answered items in a table (people, items), most frequent first; people without answer left out.

    Examples
    --------
    >>> [(p.n, p.seen.tolist()) for p in sample(np.array([[1, 2], [2, 1], [3, np.nan], [np.nan, np.nan]]))]
    [(2, [0, 1]), (1, [0])]
    """
    answered = ~np.isnan(x)
    if answered.all():
        return (_pattern(np.arange(x.shape[1]), x),)
    _, first, which, sizes = np.unique(
        np.packbits(answered, axis=1), axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    masks = answered[first]
    order = np.argsort(which.ravel(), kind="stable")
    rows = np.split(x[order], np.cumsum(sizes)[:-1])
    found = [
        _pattern(np.flatnonzero(mask), part[:, mask]) for mask, part in zip(masks, rows, strict=True) if mask.any()
    ]
    return tuple(sorted(found, key=lambda pattern: -pattern.n))


def _pattern(seen: Places, x: Floats) -> Pattern:
    n, answered = x.shape
    mean = x.mean(axis=0)
    centred = (x - mean) / np.sqrt(n)
    root = centred.T if n <= answered else np.asarray(np.linalg.qr(centred, mode="r")).T
    return Pattern(seen, n, mean, root)


def moments(patterns: Sample, mu: Floats | None, sigma: Floats) -> Iterator[Moments]:
    """The patterns against Σ and μ, without μ the sample's means; LinAlgError when Σ is no covariance matrix."""
    for pattern in patterns:
        at = sigma[np.ix_(pattern.seen, pattern.seen)]
        diagonal = np.diag(np.linalg.cholesky(at))
        inverse: Floats = np.asarray(np.linalg.inv(at), dtype=float)
        away = np.zeros(len(pattern.mean)) if mu is None else pattern.mean - mu[pattern.seen]
        whole = np.column_stack([pattern.root, away])
        solved: Floats = inverse @ whole
        deviance = 2 * float(np.log(diagonal).sum()) + float((whole * solved).sum())
        yield Moments(pattern, inverse, solved @ solved.T, solved[:, -1], deviance)


def slope(patterns: Sample, mu: Floats | None, sigma: Floats) -> tuple[float, Floats, Floats]:
    """Deviance Σ n(ln|Σ| + tr(AM)), its slope G = Σ n(A − AMA) by Σ and g = Σ n A(m−μ), half the fall by μ."""
    deviance, by_sigma, by_mu = 0.0, np.zeros(sigma.shape), np.zeros(len(sigma))
    for m in moments(patterns, mu, sigma):
        deviance += m.pattern.n * m.deviance
        by_sigma[np.ix_(m.pattern.seen, m.pattern.seen)] += m.pattern.n * (m.inverse - m.weighted)
        by_mu[m.pattern.seen] += m.pattern.n * m.pull
    return deviance, by_sigma, by_mu


def crossed(a: Directions, b: Directions, A: Floats, W: Floats) -> Floats:
    """½ tr(dΣ_a A dΣ_b W) + dμ_a' A dμ_b for every pair of directions; W = A gives the expected information."""
    Au, Av, Wu, Wv = A @ b.u, A @ b.v, W @ b.u, W @ b.v
    pairs = (a.v.T @ Au) * (a.u.T @ Wv) + (a.v.T @ Av) * (a.u.T @ Wu)
    if W is A:
        return np.asarray(pairs + a.mean.T @ (A @ b.mean))
    pairs += (a.u.T @ Au) * (a.v.T @ Wv) + (a.u.T @ Av) * (a.v.T @ Wu)
    return np.asarray(pairs / 2 + a.mean.T @ (A @ b.mean))


def _seen(d: Directions, at: Places) -> Directions:
    return Directions(d.at, d.u[at], d.v[at], d.mean[at])


class Surface(Protocol):
    """What the search goes down: n cases, a deviance with half its gradient, and half its curvature."""

    n: int

    def deviance(self, values: Floats) -> tuple[float, Floats]: ...

    def expected(self, values: Floats, whole: bool = False) -> Floats: ...

    def observed(self, values: Floats) -> Floats: ...


class Likelihood:
    """The normal likelihood of some samples under one structure, as a function of the parameters."""

    def __init__(self, samples: Sequence[Sample], structure: Sequence[Elements]) -> None:
        self.samples = samples
        self.structure = structure
        self.parameters = count(structure)
        if self.parameters > MOST_PARAMETERS:
            raise BadTable(f"model: more than {MOST_PARAMETERS} parameters")
        self.n = sum(pattern.n for patterns in samples for pattern in patterns)

    def matrices(self, values: Floats) -> list[Matrices]:
        """Each group's matrices."""
        return [group.matrices(values) for group in self.structure]

    def deviance(self, values: Floats) -> tuple[float, Floats]:
        """Deviance and half its gradient; infinite where Σ is no covariance matrix."""
        total, gradient = 0.0, np.zeros(self.parameters)
        for patterns, group, now in self._groups(values):
            try:
                deviance, by_sigma, by_mu = slope(patterns, now.mu if group.means else None, now.sigma)
            except np.linalg.LinAlgError:
                return np.inf, gradient
            total += deviance
            self._collect(gradient, directions(group, now), by_sigma, by_mu)
        return total, gradient

    def expected(self, values: Floats, whole: bool = False) -> Floats:
        """Fisher's information; unless ``whole``, of many patterns every k-th stands for k."""
        found = np.zeros((self.parameters, self.parameters))
        for patterns, group, now in self._groups(values):
            every = 1 if whole else -(-len(patterns) // PATTERNS_A_STEP)
            chosen = patterns[::every]
            share = sum(pattern.n for pattern in patterns) / sum(pattern.n for pattern in chosen)
            d = directions(group, now)
            for m in moments(chosen, now.mu if group.means else None, now.sigma):
                part = _seen(d, m.pattern.seen)
                found[np.ix_(d.at, d.at)] += share * m.pattern.n * crossed(part, part, m.inverse, m.inverse)
        return found

    def observed(self, values: Floats) -> Floats:
        """Half the second derivatives of the deviance."""
        found = np.zeros((self.parameters, self.parameters))
        for patterns, group, now in self._groups(values):
            d = directions(group, now)
            by_sigma, by_mu = np.zeros(now.theta.shape), np.zeros(len(now.nu))
            for m in moments(patterns, now.mu if group.means else None, now.sigma):
                n, at = m.pattern.n, m.pattern.seen
                part = _seen(d, at)
                mixed = part.mean.T @ (m.inverse @ part.u) * (part.v.T @ m.pull)
                mixed += part.mean.T @ (m.inverse @ part.v) * (part.u.T @ m.pull)
                first = crossed(part, part, m.inverse, 2 * m.weighted - m.inverse)
                found[np.ix_(d.at, d.at)] += n * (first + mixed + mixed.T)
                by_sigma[np.ix_(at, at)] += n * (m.inverse - m.weighted)
                by_mu[at] += n * m.pull
            found += self._bend(group, values, by_sigma, by_mu)
        return (found + found.T) / 2

    def _bend(self, group: Elements, values: Floats, by_sigma: Floats, by_mu: Floats) -> Floats:
        """Second derivatives of Σ and μ; with the slope held still they are quadratic, so differences are exact."""
        found = np.zeros((self.parameters, self.parameters))
        for place in range(self.parameters):
            for way in (0.5, -0.5):
                moved = values.copy()
                moved[place] += way
                gradient = np.zeros(self.parameters)
                self._collect(gradient, directions(group, group.matrices(moved)), by_sigma, by_mu)
                found[place] += 2 * way * gradient
        return found

    def _groups(self, values: Floats) -> Iterator[tuple[Sample, Elements, Matrices]]:
        return zip(self.samples, self.structure, self.matrices(values), strict=True)

    @staticmethod
    def _collect(gradient: Floats, d: Directions, by_sigma: Floats, by_mu: Floats) -> None:
        gradient[d.at] += (d.u * (by_sigma @ d.v)).sum(axis=0) - d.mean.T @ by_mu


def fit(surface: Surface, start: Floats, observed: bool = False) -> Solution:
    """Maximum by Fisher scoring, damped where a full step does not climb (Jöreskog 1969; Marquardt 1963).

    Where it keeps rising the solution is not settled: see ``settled`` before its numbers.

    Raises
    ------
    Undefined
        ``NOT_CONVERGED`` when the likelihood at its maximum does not tell the parameters apart.
    """
    values = start
    deviance, gradient = surface.deviance(values)
    damping = 0.0
    for iteration in range(MOST_STEPS):
        information = surface.expected(values) if iteration < SCORING_STEPS else surface.observed(values)
        while True:
            step = _step(information, gradient, damping)
            moved, slope_there = surface.deviance(values + step)
            if moved <= deviance + 1e-12 * abs(deviance):
                break
            damping = max(10 * damping, 1e-3)
            if damping > 1e12:
                return Solution(values, deviance, np.full(information.shape, np.nan), iteration, settled=False)
        # what the step was to gain, of the deviance of one person
        gain = -float(step @ gradient) / surface.n
        values, deviance, gradient = values + step, moved, slope_there
        damping = damping / 10 if damping > 1e-4 else 0.0
        if gain < 1e-13 and damping == 0:
            last = surface.observed(values) if observed else surface.expected(values, whole=True)
            return Solution(values, deviance, _inverse(last, surface.n), iteration + 1)
    return Solution(values, deviance, np.full(information.shape, np.nan), MOST_STEPS, settled=False)


def _step(information: Floats, gradient: Floats, damping: float) -> Floats:
    diagonal = np.diag(information)
    scale = np.sqrt(np.maximum(diagonal, 1e-10 * diagonal.max()))
    scaled = information / np.outer(scale, scale)
    scaled[np.diag_indices_from(scaled)] += max(damping, 1e-12)
    return np.asarray(-np.linalg.solve(scaled, gradient / scale) / scale)


def _inverse(information: Floats, n: int) -> Floats:
    """Sampling covariances; ``NOT_CONVERGED`` when some parameters cannot be told apart."""
    if undetermined(information):
        raise Undefined(Code.NOT_CONVERGED, n=n, why="not identified")
    return np.asarray(np.linalg.inv(information))


def undetermined(information: Floats) -> bool:
    """Does the information leave a direction of the parameters open?"""
    diagonal = np.diag(information)
    if not np.isfinite(diagonal).all() or diagonal.min() <= 0:
        return True
    scale = np.sqrt(diagonal)
    return bool(np.linalg.eigvalsh(information / np.outer(scale, scale))[0] < 1e-9)
