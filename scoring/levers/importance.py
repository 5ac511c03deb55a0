"""How much of what levers explain together goes to each, whatever the order in which they are considered?"""

import math

import numpy as np
from scipy.special import comb

from scoring.errors import Code
from scoring.levers.fitting import Family
from scoring.levers.regression import Floats
from scoring.levers.results import Importance
from scoring.levers.stability import kept
from scoring.policy import judgement
from scoring.results import Caveat, Estimate

METHOD = "LMG, Lindeman, Merenda & Gold 1980; resampled teams, percentiles less their bias"
LARGEST = "share of the largest fifth of the levers, less optimism; Harrell, Lee & Mark 1996, resampled teams"
#: Up to so many levers every subset is fitted; beyond, orders are drawn (methods §3.5).
EXACT = 12
RESAMPLES, FEWER_RESAMPLES, ORDERS = 500, 100, 200
#: Share of resamples in which a lever must explain more in every company of others before it is said to dominate.
SURE = 0.95
#: Resamples whose subsets are held at once: 2^12 numbers of each.
_AT_ONCE = 50


def importance(one: Family, seed: int) -> tuple[Importance, ...]:
    """Shapley shares of R² of the joint columns, teams and circumstances taken out (methods §3.5, appendix A5).

    Nothing where the family has fewer than two columns.
    """
    if one.size < 2:
        return ()
    moments, n = team_moments(one)
    enough = judgement("lever_correlation", people=n, people_per_predictor=n / one.size)
    few = judgement("lever_teams", teams=len(moments))
    reasons = (*enough.reasons, *few.reasons)
    if "refused" in (enough.status, few.status):
        return _refused(one, n, reasons)
    rng = np.random.default_rng(seed)
    aside = moments.shape[1] - one.size - 1
    whole = partialled(moments.sum(0)[None], aside)
    if not (np.isfinite(whole).all() and whole[0, -1, -1] > 0):
        return _refused(one, n, (Caveat(Code.NO_VARIANCE, {"n": n}),))
    exact = one.size <= EXACT
    draws = RESAMPLES if exact else FEWER_RESAMPLES
    times = rng.multinomial(len(moments), np.full(len(moments), 1 / len(moments)), size=draws).astype(float)
    resampled = partialled(np.tensordot(times, moments, 1), aside)
    resampled = resampled[np.isfinite(resampled).all((1, 2))]
    orders = both_ways(rng, one.size) if not exact else None
    shares, over = _shares(whole, resampled, orders)
    low, high = _interval(shares)
    carried = _largest(shares, n, len(moments)).doubted(*reasons)
    times_kept = kept(moments, aside, rng)
    found = []
    for place, column in enumerate(one.joint):
        share = Estimate(float(shares[0, place]), n, METHOD, float(low[place]), float(high[place]),
                         n_eff=float(len(moments))).doubted(*reasons)  # fmt: skip
        below = tuple(one.joint[other].codes[0] for other in np.flatnonzero(over[place] >= SURE)) if exact else ()
        found.append(Importance(*one.name, column.codes, share, below, int(times_kept[place]), carried))
    return tuple(found)


def _largest(shares: Floats, n: int, teams: int) -> Estimate:
    """Of what all levers explain, the part of the fifth of them with the largest shares, less its optimism.

    Chosen on the people it is told of, the largest fifth carries too much: in every resample a fifth is chosen anew,
    and it carries less among all than where it was chosen (Harrell, Lee & Mark 1996, §5).
    """
    few = fifth(shares.shape[1])
    best = np.argsort(-shares, axis=1)[:, :few]
    own = np.take_along_axis(shares, best, axis=1).sum(axis=1) / np.maximum(shares.sum(axis=1), 1e-300)
    among_all = shares[0][best].sum(axis=1) / max(float(shares[0].sum()), 1e-300)
    drawn = own[1:] if len(own) > 1 else own
    value = float(np.clip(own[0] - (own - among_all)[1:].mean(), 0.0, 1.0)) if len(own) > 1 else float(own[0])
    low, high = np.clip(np.quantile(drawn, [0.025, 0.975]) - (drawn.mean() - value), 0.0, 1.0)
    return Estimate(value, n, LARGEST, float(min(low, value)), float(max(high, value)), n_eff=float(teams))


def fifth(levers: int) -> int:
    """How many levers are a fifth of them, one at least."""
    return max(1, -(-levers // 5))


def both_ways(rng: np.random.Generator, k: int) -> Floats:
    """Orders of k levers, and the same from the end.

    What comes early in one comes late in the other, so that both together say more than two drawn apart (Mitchell et
    al. 2022, §4.1).
    """
    drawn = np.array([rng.permutation(k) for _ in range(ORDERS // 2)], dtype=np.float64)
    return np.concatenate([drawn, drawn[:, ::-1]])


def _interval(shares: Floats) -> tuple[Floats, Floats]:
    """Percentiles of the resamples, moved by what they lie too high on average.

    No share can be below nothing, so that chance adds to each once more in every resample.
    """
    value, drawn = shares[0], shares[1:] if len(shares) > 1 else shares
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0) - (drawn.mean(0) - value)
    return np.clip(low, 0.0, value), np.maximum(high, value)


def team_moments(one: Family) -> tuple[Floats, int]:
    """Products of all columns inside each team, (G, m, m): what is held constant, then levers, then the result.

    A resample of whole teams, a half of them or all of them is a sum of these.
    """
    who = one.who
    team = np.unique(one.people.team[who], return_inverse=True)[1]
    z = np.column_stack([one.beside, one.filled[:, : one.size], one.people.y])[who]
    weight = one.people.weight[who]
    size = np.bincount(team, weight)
    means = np.column_stack([np.bincount(team, weight * column) for column in z.T]) / size[:, None]
    z = (z - means[team]) * np.sqrt(weight)[:, None]
    order = np.argsort(team, kind="stable")
    starts = np.r_[0, np.cumsum(np.bincount(team))]
    moments = np.empty((len(size), z.shape[1], z.shape[1]))
    for place in range(len(size)):
        part = z[order[starts[place] : starts[place + 1]]]
        moments[place] = part.T @ part
    return moments, int(who.sum())


def partialled(moments: Floats, aside: int) -> Floats:
    """Products of levers and result once the first ``aside`` columns are taken out of them, as correlations.

    Shapes (…, m, m) to (…, k + 1, k + 1). NaN where a column has nothing left.
    """
    if aside:
        first, across = moments[..., :aside, :aside], moments[..., :aside, aside:]
        rest = (
            moments[..., aside:, aside:] - np.swapaxes(across, -1, -2) @ np.linalg.pinv(first, hermitian=True) @ across
        )
    else:
        rest = moments
    length = np.sqrt(np.maximum(np.diagonal(rest, axis1=-2, axis2=-1), 0.0))
    gone = length <= 1e-9 * np.sqrt(np.diagonal(moments[..., aside:, aside:], axis1=-2, axis2=-1))
    length = np.where(gone, np.nan, length)
    return np.asarray(rest / (length[..., :, None] * length[..., None, :]))


def subsets(r: Floats) -> Floats:
    """R² of the result on every subset of the levers, (draws, 2^k); bit j of a place says that lever j is in.

    One lever after the other is either left out or taken in and swept from the rest: 2^k small steps in place of as
    many regressions.
    """
    k = r.shape[-1] - 1
    rest, found = r[:, None], np.zeros((len(r), 1))
    for _ in range(k):
        own, line = rest[..., 0, 0], rest[..., 0, 1:]
        safe = np.where(own > 1e-10, own, np.inf)[..., None]
        taken = rest[..., 1:, 1:] - line[..., :, None] * (line / safe)[..., None, :]
        gained = line[..., -1] ** 2 / safe[..., 0]
        rest = np.concatenate([rest[..., 1:, 1:], taken], axis=1)
        found = np.concatenate([found, found + gained], axis=1)
    return found


def shapley(all_subsets: Floats) -> Floats:
    """Shares from R² of all subsets, weights |S|!(k − |S| − 1)!/k! (appendix A5); (draws, 2^k) to (draws, k)."""
    k = int(math.log2(all_subsets.shape[1]))
    places = np.arange(1 << k)
    sizes = np.array([int(place).bit_count() for place in places])
    weights = 1 / (k * comb(k - 1, np.arange(k)))
    shares = []
    for j in range(k):
        without = places[(places >> j) & 1 == 0]
        shares.append((all_subsets[:, without | 1 << j] - all_subsets[:, without]) @ weights[sizes[without]])
    return np.column_stack(shares)


def by_orders(r: Floats, orders: Floats) -> Floats:
    """Mean gain in R² of each lever over the given orders, (draws, k).

    The last row of the Cholesky factor of levers and result holds the roots of the gains.
    """
    k = r.shape[-1] - 1
    total, ridge = np.zeros((len(r), k)), 1e-10 * np.eye(k + 1)
    for order in orders.astype(np.intp):
        every = np.r_[order, k]
        total[:, order] += np.linalg.cholesky(r[:, every[:, None], every] + ridge)[:, -1, :-1] ** 2
    return np.asarray(total / len(orders))


def _shares(whole: Floats, resampled: Floats, orders: Floats | None) -> tuple[Floats, Floats]:
    """Shares of the whole and of each resample, and in which part of resamples each lever dominates each other."""
    k = whole.shape[-1] - 1
    if orders is not None:
        return by_orders(np.concatenate([whole, resampled]), orders), np.zeros((k, k))
    shares, over = [shapley(subsets(whole))], np.zeros((k, k))
    for start in range(0, len(resampled), _AT_ONCE):
        every = subsets(resampled[start : start + _AT_ONCE])
        shares.append(shapley(every))
        over += _dominates(every, k)
    return np.concatenate(shares), over / max(len(resampled), 1)


def _dominates(every: Floats, k: int) -> Floats:
    """In how many draws each lever adds more than each other to every subset without both (Azen & Budescu 2003)."""
    places = np.arange(1 << k)
    count = np.zeros((k, k))
    for i in range(k):
        for j in range(i + 1, k):
            neither = places[((places >> i) | (places >> j)) & 1 == 0]
            apart = every[:, neither | 1 << i] - every[:, neither | 1 << j]
            count[i, j], count[j, i] = (apart > 0).all(1).sum(), (apart < 0).all(1).sum()
    return count


def _refused(one: Family, n: int, reasons: tuple[Caveat, ...]) -> tuple[Importance, ...]:
    nothing = Estimate.refusal(*reasons, method=METHOD, n=n)
    return tuple(Importance(*one.name, column.codes, nothing) for column in one.joint)
