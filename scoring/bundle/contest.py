"""Does the bundle predict people of other teams better than the best single practice does?"""

from dataclasses import dataclass

import numpy as np

from scoring.bundle.results import Among, Contest, Floats, Ints
from scoring.errors import Code, Undefined
from scoring.policy import judged
from scoring.profile.composite import FOLDS, folds, standardised, standardiser
from scoring.refusals import caveat
from scoring.results import Estimate

REPEATS = 10
CORRELATION = "Pearson correlation, interval by bootstrap of teams"
SHARE = "share of variance predicted in other teams, 10 × 5 cross-validation, interval by bootstrap of teams"
_RULES = ("index", "breadth", "single", "joint")


@dataclass(frozen=True, slots=True, eq=False)
class Entrants:
    """Who competes: shares (people × practices), breadth, consistency and index of people whose result is known.

    ``y`` is the result in standard deviations, ``team`` a number for each person.
    """

    among: Among
    codes: tuple[str, ...]
    share: Floats
    breadth: Floats
    consistency: Floats
    index: Floats
    y: Floats
    team: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Squared errors of each rule on people of other teams, (rules, people); those of the training mean; how often
    each practice was the single one; and the calibration slope of the joint prediction, which is 1 − shrinkage."""

    errors: Floats
    base: Floats
    chosen: Floats
    slope: float


def held_out(one: Entrants, rng: np.random.Generator) -> Held:
    """Predict every person from other teams, in ten ways of dealing five folds (methods A10).

    Raises
    ------
    Undefined
        ``CLUSTERS_TOO_FEW`` with fewer than five teams, ``NO_VARIANCE`` when nobody's result differs.
    """
    teams, people = len(np.unique(one.team)), len(one.y)
    if teams < FOLDS:
        raise Undefined(Code.CLUSTERS_TOO_FEW, n=teams, need=FOLDS, of="teams")
    if not np.ptp(one.y) > 0:
        raise Undefined(Code.NO_VARIANCE, n=people)
    errors, base = np.zeros((len(_RULES), people)), np.zeros(people)
    chosen, fitted, matched = np.zeros(len(one.codes)), 0.0, 0.0
    for _ in range(REPEATS):
        fold = folds(one.team, rng)
        for test in range(FOLDS):
            out = fold == test
            said, best = _predicted(one, ~out, out)
            middle = one.y[~out].mean()
            errors[:, out] += (one.y[out] - middle - said) ** 2
            base[out] += (one.y[out] - middle) ** 2
            chosen[best] += 1
            joint = said[-1] - said[-1].mean()
            fitted += float(joint @ joint)
            matched += float(joint @ one.y[out])
    slope = float(np.clip(matched / fitted, 0.0, 1.0)) if fitted > 0 else 0.0
    return Held(errors, base, chosen / chosen.sum(), slope)


def _predicted(one: Entrants, train: np.ndarray, out: np.ndarray) -> tuple[Floats, int]:
    """Departures from the training mean that each rule gives to people held out, and the single practice chosen."""
    mean, sd = standardiser(one.share[train])
    z, others = standardised(one.share[train], mean, sd), standardised(one.share[out], mean, sd)
    y = one.y[train] - one.y[train].mean()
    moments = z.T @ y
    best = int(moments.argmax())  # in the expected direction
    joint = np.linalg.lstsq(z, y, rcond=None)[0]
    lines = [_line(x[train], y, x[out]) for x in (one.index, one.breadth)]
    size = float(z[:, best] @ z[:, best])
    single = others[:, best] * (moments[best] / size if size > 0 else 0.0)
    return np.array([*lines, single, others @ joint]), best


def _line(x: Floats, y: Floats, others: Floats) -> Floats:
    centred = x - x.mean()
    squares = float(centred @ centred)
    return np.asarray((others - x.mean()) * (float(centred @ y) / squares if squares > 0 else 0.0))


def contest(one: Entrants, held: Held | Undefined, rng: np.random.Generator, draws: int) -> Contest:
    """Correlations among the same people and predicted shares in other teams, with intervals over teams."""
    people, practices = len(one.y), len(one.codes)
    _, team = np.unique(one.team, return_inverse=True)
    teams = int(team.max(initial=-1)) + 1
    times = rng.multinomial(teams, np.full(teams, 1 / teams), size=draws).astype(float) if teams else np.zeros((0, 0))
    single = _best(one)

    def r(x: Floats | None) -> Estimate:
        found = _correlation(x, one.y, team, times) if x is not None else None
        nothing = Estimate.refusal(caveat(Undefined(Code.NO_VARIANCE)), method=CORRELATION, n=people)
        known = people if x is None else int(np.isfinite(x).sum())
        return judged(found or nothing, "lever_correlation", people=known, people_per_predictor=known)

    parts = _parts(one, held, team, times)
    for name, each in (("single", practices), ("joint", practices), ("difference", practices)):
        parts[name] = judged(parts[name], "lever_correlation", people=people, people_per_predictor=people / each)
    for name in ("index", "breadth"):
        parts[name] = judged(parts[name], "lever_correlation", people=people, people_per_predictor=people)
    chosen = {} if isinstance(held, Undefined) else dict(zip(one.codes, held.chosen.tolist(), strict=True))
    return Contest(
        one.among, practices, people, teams, r(one.breadth), r(one.consistency), r(one.index), r(single),
        parts["index"], parts["breadth"], parts["single"], parts["joint"], parts["difference"], chosen,
    )  # fmt: skip


def _best(one: Entrants) -> Floats | None:
    """The practice that goes best with results among all."""
    if len(one.y) < 2:
        return None
    z = standardised(one.share, *standardiser(one.share))
    size = np.sqrt((z * z).sum(axis=0))
    r = np.divide(z.T @ (one.y - one.y.mean()), size, where=size > 0, out=np.full(len(size), -np.inf))
    return z[:, int(r.argmax())] if np.isfinite(r).any() else None


def _parts(one: Entrants, held: Held | Undefined, team: Ints, times: Floats) -> dict[str, Estimate]:
    names = (*_RULES, "difference")
    if isinstance(held, Undefined):
        return {name: Estimate.refusal(caveat(held), method=SHARE, n=len(one.y)) for name in names}
    sums = np.array([np.bincount(team, row) for row in (*held.errors, held.base)])
    drawn = times @ sums.T
    whole = sums.sum(axis=1)
    seen, spread = 1 - whole[:-1] / whole[-1], 1 - drawn[:, :-1] / drawn[:, -1:]
    seen, spread = np.append(seen, seen[0] - seen[2]), np.column_stack([spread, spread[:, 0] - spread[:, 2]])
    low, high = np.quantile(spread, [0.025, 0.975], axis=0)
    n_eff = float(sums.shape[1])
    return {
        name: Estimate(float(seen[k]), len(one.y), SHARE, float(low[k]), float(high[k]), n_eff=n_eff)
        for k, name in enumerate(names)
    }


def _correlation(x: Floats, y: Floats, team: Ints, times: Floats) -> Estimate | None:
    """r with percentiles over resampled teams; None where x or y does not vary."""
    known = np.isfinite(x)
    if known.sum() < 3 or not (np.ptp(x[known]) > 0 and np.ptp(y[known]) > 0):
        return None
    a, b = np.where(known, x - x[known].mean(), 0.0), np.where(known, y - y[known].mean(), 0.0)
    terms = np.stack([known.astype(float), a, b, a * a, b * b, a * b])
    sums = np.array([np.bincount(team, row, times.shape[1]) for row in terms])

    def r(moments: Floats) -> Floats:
        n, sx, sy, sxx, syy, sxy = moments
        n = np.maximum(n, 1)
        spread = np.maximum(sxx - sx * sx / n, 0) * np.maximum(syy - sy * sy / n, 0)
        return np.asarray(np.divide(sxy - sx * sy / n, np.sqrt(spread), where=spread > 0, out=np.zeros_like(n)))

    value = float(np.clip(r(sums.sum(axis=1)), -1, 1))
    low, high = np.quantile(np.clip(r(sums @ times.T), -1, 1), [0.025, 0.975])
    return Estimate(value, int(known.sum()), CORRELATION, float(low), float(high), n_eff=float(times.shape[1]))
