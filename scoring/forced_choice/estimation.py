"""Which loadings, means and uniquenesses of statements, and which correlations of traits, lie behind the choices?"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import least_squares
from scipy.special import ndtr

from scoring.errors import BadTable, Code, Undefined
from scoring.factors.bivariate import cumulative, density
from scoring.factors.polychoric import Pairs, polychoric_correlations
from scoring.forced_choice.blocks import Blocks, blocks, ranks
from scoring.forced_choice.ranking import normal
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Caveat, Result

Floats = npt.NDArray[np.float64]
METHOD = "Thurstonian IRT by DWLS on tetrachoric correlations (Brown & Maydeu-Olivares 2011)"
_PEOPLE = 500  # whose influence is held at once
_LEAST_UNIQUENESS, _MOST = 1e-3, 100.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Thurstonian(Result):
    """Parameters of statements and traits.

    Attributes
    ----------
    statements : DataFrame
        Index statement; block, trait, key, loading, mean, uniqueness and se_loading, se_mean, se_uniqueness. The first
        statement of a block has mean 0; it has uniqueness 1, or in a block of two both have .5. Their errors are NaN.
    correlations, se_correlations : DataFrame
        Trait × trait.
    srmr : float
        Root mean square of the residual tetrachoric correlations.
    """

    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    correlations: pd.DataFrame = field(default_factory=pd.DataFrame)
    se_correlations: pd.DataFrame = field(default_factory=pd.DataFrame)
    srmr: float = float("nan")


@dataclass(frozen=True, slots=True)
class _Model:
    """Free parameters in one vector: loadings, means, uniquenesses, correlations."""

    known: Blocks
    contrast: Floats
    above: tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]
    mean: npt.NDArray[np.bool_]
    uniqueness: npt.NDArray[np.bool_]

    @property
    def ends(self) -> npt.NDArray[np.int64]:
        traits = len(self.known.traits)
        return np.cumsum([len(self.mean), self.mean.sum(), self.uniqueness.sum(), traits * (traits - 1) // 2])

    def parts(self, vector: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Loadings, means and uniquenesses of all statements, and the correlations of the traits."""
        loading, mean, uniqueness, rho = np.split(vector, self.ends[:-1])
        means, own = np.zeros(len(self.mean)), fixed(self.known)
        means[self.mean], own[self.uniqueness] = mean, uniqueness
        phi = np.eye(len(self.known.traits))
        phi[np.triu_indices(len(phi), 1)] = rho
        return loading, means, own, np.asarray(phi + np.triu(phi, 1).T)

    def moments(self, vector: Floats) -> Floats:
        """The thresholds and then the tetrachoric correlations the parameters imply."""
        loading, mean, uniqueness, phi = self.parts(vector)
        trait = self.known.trait
        covariance = loading[:, None] * loading * phi[np.ix_(trait, trait)] + np.diag(uniqueness)
        implied = self.contrast @ covariance @ self.contrast.T
        sd = np.sqrt(np.maximum(np.diag(implied), 1e-12))
        return np.concatenate([-(self.contrast @ mean) / sd, (implied / np.outer(sd, sd))[self.above]])


def fixed(known: Blocks) -> Floats:
    """The uniquenesses that set the scale, 1 where they are free: .5 in a block of two, 1 for the first of a larger."""
    own = np.ones(len(known.trait))
    for places in known.members:
        if len(places) == 2:
            own[places] = 0.5
    return own


@refusing(Thurstonian, METHOD)
def estimate(table: Answers, statements: pd.DataFrame) -> Thurstonian:
    """Parameters of the Thurstonian IRT model from the people who ranked every block.

    Rankings become choices within pairs; the parameters are those whose thresholds and tetrachoric correlations lie
    nearest the observed, each weighted by its own precision (DWLS). Standard errors are robust: from each person's
    influence on the thresholds and correlations (Muthén 1984). The sign of a trait is that of its keys.

    Parameters
    ----------
    table : (people, statements)
        Ranks within blocks, 1 the most like me.
    statements : DataFrame
        Index statement; columns block and trait, and key (1 or −1).

    Returns
    -------
    Thurstonian
        Refused with ``BAD_TABLE``; ``N_TOO_SMALL`` with fewer than two traits or no more people than parameters;
        ``NO_VARIANCE`` when everyone chose alike between two statements; ``HEYWOOD`` when a uniqueness or a
        correlation runs to its bound; ``NOT_CONVERGED``, also when the design leaves parameters undetermined, as two
        traits in blocks of two or traits that never meet do. Caveat ``UNRELIABLE_MEASURE`` when no pair compares
        statements of opposite keys: the correlations of traits then come out too low (by about .04 on 2,000 people).
    """
    known = blocks(statements)
    if len(known.traits) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(known.traits), need=2, of="traits")
    model = _model(known)
    given = ranks(table, known).dropna()
    if len(given) <= model.ends[-1]:
        raise Undefined(Code.N_TOO_SMALL, n=len(given), need=int(model.ends[-1]) + 1)
    chosen = _chosen(given, known)
    constant = np.flatnonzero(np.ptp(chosen, axis=0) == 0)
    if len(constant):
        raise Undefined(Code.NO_VARIANCE, n=len(given), item=" / ".join(_names(known, constant[0])))
    found = polychoric_correlations(pd.DataFrame(chosen))
    observed = np.concatenate([found.thresholds[:, 0], found.rho[model.above]])
    weight = 1 / np.concatenate([_threshold_se(found.thresholds[:, 0], len(given)), found.se[model.above]])
    vector, jacobian = _nearest(model, observed, weight)
    _check(model, vector, jacobian, len(given))
    bread: Floats = np.asarray(np.linalg.solve(jacobian.T @ jacobian, jacobian.T * weight), dtype=float)
    return _result(model, vector, bread, chosen, found, observed)


def _model(known: Blocks) -> _Model:
    pairs = known.pairs
    contrast = np.zeros((len(pairs), len(known.trait)))
    contrast[np.arange(len(pairs)), pairs[:, 0]] = 1
    contrast[np.arange(len(pairs)), pairs[:, 1]] = -1
    later = np.ones(len(known.trait), dtype=bool)
    later[[places[0] for places in known.members]] = False
    large = np.zeros(len(known.trait), dtype=bool)
    for places in known.members:
        large[places] = len(places) > 2
    if len(pairs) > 1000:
        raise BadTable(f"statements: {len(pairs)} pairs, at most 1000")
    return _Model(known, contrast, np.triu_indices(len(pairs), 1), later, later & large)


def _chosen(given: pd.DataFrame, known: Blocks) -> Floats:
    """(people, outcomes) 1 where the first of a pair was preferred."""
    x = given.to_numpy()
    return np.asarray((x[:, known.pairs[:, 0]] < x[:, known.pairs[:, 1]]).astype(float))


def _names(known: Blocks, outcome: int) -> tuple[str, str]:
    first, second = known.statements.index[known.pairs[outcome]]
    return str(first), str(second)


def _threshold_se(threshold: Floats, n: int) -> Floats:
    share = ndtr(threshold)
    return np.asarray(np.sqrt(share * (1 - share) / n) / normal(threshold))


def _nearest(model: _Model, observed: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The parameters of least weighted squares, and the Jacobian of the weighted moments there."""
    ends = model.ends
    key = model.known.statements["key"].to_numpy(dtype=float)
    start = np.zeros(ends[-1])
    start[: ends[0]] = key * (1 + 0.2 * np.sin(np.arange(ends[0])))  # not alike, where the model is flat
    start[ends[1] : ends[2]] = 1.0
    low, high = np.full(ends[-1], -_MOST), np.full(ends[-1], _MOST)
    low[ends[1] : ends[2]] = _LEAST_UNIQUENESS
    low[ends[2] :], high[ends[2] :] = -0.99, 0.99
    found = least_squares(
        lambda vector: (model.moments(vector) - observed) * weight, start, bounds=(low, high), max_nfev=200
    )
    if found.status <= 0:
        raise Undefined(Code.NOT_CONVERGED)
    return np.asarray(found.x), np.asarray(found.jac)


def _check(model: _Model, vector: Floats, jacobian: Floats, n: int) -> None:
    """That the solution lies inside, and is the only one near."""
    ends = model.ends
    singular = np.linalg.svd(jacobian / np.maximum(np.linalg.norm(jacobian, axis=0), 1e-12), compute_uv=False)
    if singular[-1] < 1e-5:
        raise Undefined(Code.NOT_CONVERGED, n=n, parameters=int(ends[-1]), rank=int((singular >= 1e-5).sum()))
    loading, _, uniqueness, phi = model.parts(vector)
    improper = (uniqueness < 2 * _LEAST_UNIQUENESS) | (uniqueness > _MOST / 2) | (abs(loading) > _MOST / 2)
    if improper.any():
        raise Undefined(Code.HEYWOOD, n=n, item=str(model.known.statements.index[improper][0]))
    if (abs(vector[ends[2] :]) > 0.985).any() or np.linalg.eigvalsh(phi)[0] <= 1e-6:
        raise Undefined(Code.HEYWOOD, n=n, item="correlations of traits")


def _covariance(bread: Floats, chosen: Floats, found: Pairs, above: tuple[npt.NDArray[np.intp], ...]) -> Floats:
    """Of the parameters: the spread of every person's influence on them."""
    t, (i, j), n = found.thresholds[:, 0], above, len(chosen)
    rho = found.rho[i, j]
    root = np.sqrt(1 - rho**2)
    both, dense = cumulative(t[i], t[j], rho), density(t[i], t[j], rho)
    by_i, by_j = normal(t[i]) * ndtr((t[j] - rho * t[i]) / root), normal(t[j]) * ndtr((t[i] - rho * t[j]) / root)
    total = np.zeros((len(bread), len(bread)))
    for start in range(0, n, _PEOPLE):
        no = 1 - chosen[start : start + _PEOPLE]
        on_t = (no - ndtr(t)) / normal(t)
        on_rho = (no[:, i] * no[:, j] - both - by_i * on_t[:, i] - by_j * on_t[:, j]) / dense
        influence = np.hstack([on_t, on_rho]) @ bread.T
        total += influence.T @ influence
    return total / n**2


def _result(
    model: _Model, vector: Floats, bread: Floats, chosen: Floats, found: Pairs, observed: Floats
) -> Thurstonian:
    known, ends = model.known, model.ends
    errors = np.sqrt(np.diag(_covariance(bread, chosen, found, model.above)))
    loading, mean, uniqueness, phi = model.parts(vector)
    se_mean, se_uniqueness = np.full(len(mean), np.nan), np.full(len(mean), np.nan)
    se_mean[model.mean], se_uniqueness[model.uniqueness] = errors[ends[0] : ends[1]], errors[ends[1] : ends[2]]
    key = known.statements["key"].to_numpy(dtype=float)
    sign = np.where(np.bincount(known.trait, weights=key * loading, minlength=len(phi)) < 0, -1.0, 1.0)
    se_phi = np.zeros_like(phi)
    se_phi[np.triu_indices(len(phi), 1)] = errors[ends[2] :]
    traits = pd.Index(known.traits)
    residual = (model.moments(vector) - observed)[len(model.contrast) :]
    one_way = (key[known.pairs[:, 0]] == key[known.pairs[:, 1]]).all()
    doubts = (Caveat(Code.UNRELIABLE_MEASURE, {"of": "correlations"}),) if one_way else ()
    return Thurstonian(
        n=len(chosen), method=METHOD,
        statements=known.statements.assign(
            loading=loading * sign[known.trait], mean=mean, uniqueness=uniqueness,
            se_loading=errors[: ends[0]], se_mean=se_mean, se_uniqueness=se_uniqueness,
        ),
        correlations=pd.DataFrame(phi * np.outer(sign, sign), traits, traits),
        se_correlations=pd.DataFrame(se_phi + se_phi.T, traits, traits),
        srmr=float(np.sqrt((residual**2).mean())),
    ).doubted(*doubts)  # fmt: skip
