"""What the scores of everyone rest on: measures and weights, circumstances, the cohort's own numbers."""

import math
from dataclasses import replace

import numpy as np
from scipy.stats import f, norm, spearmanr, t

from scoring.cross_section import explained_interval
from scoring.errors import Code
from scoring.intervals import fisher
from scoring.performers import Performers
from scoring.performers.arrays import Flags, Floats
from scoring.performers.circumstance import PEOPLE_PER_COVARIATE, Effect
from scoring.performers.peers import standardised
from scoring.performers.preparation import ratchets, unquoted
from scoring.performers.shrinkage import Shrinkage, means, shrunk
from scoring.reports.tiers.cells import number
from scoring.results import Caveat, Cell, Column, Estimate, Table
from scoring.tiers import Tiers

LEVEL = 0.95
_COVARIATES = ("potential", "inherited", "inherited_share", "tenure")


def reliability(one: Performers) -> Estimate:
    """Median reliability of a person's score; interval by Feldt (1965) on the periods autocorrelation leaves."""
    return _reliable(one.adjusted)


def _reliable(shrinkage: Shrinkage) -> Estimate:
    rated = shrinkage.periods > 0
    n, periods = int(rated.sum()), shrinkage.periods[rated]
    method = "Median reliability of person means, one-way random effects with AR(1) periods; interval Feldt 1965"
    free = float((periods - periods / shrinkage.effective[rated]).sum())
    if n < 2 or not free > 0:
        reason = Caveat(Code.ONE_PERIOD) if n > 1 else Caveat(Code.N_TOO_SMALL, {"n": n, "need": 2, "of": "people"})
        return Estimate(None, n, method, status="refused", reasons=(reason,))
    value = float(np.median(shrinkage.reliability[rated]))
    low, high = (max(0.0, 1 - (1 - value) * f.ppf(tail, n - 1, free)) for tail in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    return Estimate(value, n, method, float(low), float(high), n_eff=float(np.median(shrinkage.effective[rated])))


def autocorrelation(one: Performers) -> Estimate:
    """How much one period resembles the next."""
    n = one.adjusted.phi_pairs
    if n <= 3:
        method = "Assumed: fewer than eight periods give no estimate"
        return Estimate(one.adjusted.phi, n, method)
    method = "Pooled lag-1 autocorrelation within persons, Kendall's correction; interval Fisher z on pairs"
    return Estimate(one.adjusted.phi, n, method, *fisher(one.adjusted.phi, n, LEVEL))


def metrics(one: Performers) -> Table:
    """Every measure: what is done to its values, what it counts, and what it counts in effect."""
    made, grid = one.composite, one.grid
    columns = (
        Column("metric_key"), Column("label"), Column("direction", "code"), Column("kind", "code"),
        Column("timing", "code"), Column("bucket"), Column("unit"), Column("prepared", "code"),
        Column("denominator"), Column("target", "number"), Column("log_median", "number"), Column("weight", "number"),
        Column("effective_weight", "number"), Column("multiplied", "number"), Column("values", "count"),
        Column("without_quota", "estimate"),
    )  # fmt: skip
    counts = (~np.isnan(grid.values) & grid.eligible[:, :, None]).sum((0, 1))
    tagged = ratchets(grid.metrics)
    rows = tuple(
        (row["metric_key"], row["label"] or row["metric_key"], row["direction"] or "higher", row["kind"],
         row["timing"], row["bucket"], row["unit"], made.prepared.steps[m], row["denominator"], number(row["target"]),
         number(made.prepared.medians[m]), float(made.weights[m]), number(made.effective[m]),
         float(made.factors[m]), int(counts[m]), _without_quota(one, m) if m in tagged else None)
        for m, row in enumerate(grid.metrics.to_dict("records"))
    )  # fmt: skip
    return Table("metrics", columns, rows)


def _without_quota(one: Performers, m: int) -> Estimate:
    """How alike people rank with a quota set from last year's result and without it (methods §2.1, step 1)."""
    method = "Spearman rank correlation of person means, attainment and result; interval Fisher z, Bonett & Wright 2000"
    values = np.where(one.grid.eligible, unquoted(one.grid, m), np.nan)
    plain = standardised(values, one.composite.cells).z
    attained = one.composite.z[:, :, m]
    both = ~np.isnan(plain) & ~np.isnan(attained)
    n = both.sum(1)
    some = n > 0
    if some.sum() < 10:
        reason = Caveat(Code.N_TOO_SMALL, {"n": int(some.sum()), "need": 10, "of": "people"})
        return Estimate.refusal(reason, method=method, n=int(some.sum()))
    means = [np.where(both, x, 0.0).sum(1)[some] / n[some] for x in (plain, attained)]
    r = float(np.nan_to_num(spearmanr(*means).statistic, nan=1.0))
    half = norm.ppf((1 + LEVEL) / 2) * math.sqrt((1 + r**2 / 2) / (int(some.sum()) - 3))
    z = math.atanh(min(max(r, -1 + 1e-12), 1 - 1e-12))
    return Estimate(r, int(some.sum()), method, math.tanh(z - half), math.tanh(z + half))


def explained(one: Performers) -> Estimate:
    """How much of the differences in raw results, within teams, goes with territory and accounts."""
    circumstance, n = one.circumstance, int((one.raw.periods > 0).sum())
    p = len(circumstance.keys)
    method = "R² of person means on circumstance within teams; interval Steiger & Fouladi 1992"
    if not p or not math.isfinite(circumstance.explained):
        reason = Caveat(Code.CONFOUNDED_BY_CIRCUMSTANCE, {"missing": " ".join(circumstance.refused)})
        return Estimate.refusal(reason, method=method, n=n)
    need = PEOPLE_PER_COVARIATE * p
    if n < need or circumstance.free < 4:
        refused = Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": n, "need": need, "of": "people"}), method=method, n=n)
        return replace(refused, needed={"people": need})
    r2 = min(max(circumstance.explained, 0.0), 1.0)
    return Estimate(r2, n, method, *explained_interval(r2, circumstance.free + p + 1, p, LEVEL))


def agreement(one: Performers) -> Estimate | None:
    """How alike the step-by-step scores and those of one mixed model are; None where that model is not fitted."""
    if one.mixed is None:
        return None
    rated = one.adjusted.periods > 0
    n, r = int(rated.sum()), correlation(one.adjusted.posterior[rated], one.mixed.scores[rated])
    method = "Pearson correlation with scores of a mixed model (REML); interval Fisher z"
    if not math.isfinite(r):
        return Estimate.refusal(Caveat(Code.NO_VARIANCE), method=method, n=n)
    return Estimate(r, n, method, *fisher(min(r, 1 - 1e-12), n, LEVEL))


def notes(one: Performers) -> Table:
    """What did not count or needs a look: why, how many, where first."""
    columns = (Column("left_out", "code"), Column("count", "count"), Column("first"))
    rows = tuple((note.code.value, note.count, "; ".join(note.first)) for note in one.notes)
    return Table("notes", columns, rows)


def buckets(one: Performers) -> Table | None:
    """Each bucket by itself: what it counts, how steady it is, how it goes with the others; None for a single one."""
    if len(one.composite.buckets) < 2:
        return None
    made, rated = one.composite, one.raw.periods > 0
    columns = (
        Column("bucket"), Column("weight", "number"), Column("bucket_reliability", "estimate"),
        Column("with_rest", "estimate"),
    )  # fmt: skip
    names = one.grid.metrics["bucket"].fillna("").to_numpy()
    rows = tuple(
        (name, float(made.weights[names == name].sum()), _steady(one, b), _with_rest(one, b, rated))
        for b, name in enumerate(made.buckets)
        if made.weights[names == name].sum() > 0
    )
    return Table("buckets", columns, rows)


def _counted(one: Performers, b: int) -> Floats:
    return np.where(np.isnan(one.composite.scores), np.nan, one.composite.parts[:, :, b])


def _steady(one: Performers, b: int) -> Estimate:
    return _reliable(shrunk(_counted(one, b), one.raw.phi, one.raw.phi_pairs))


def _with_rest(one: Performers, b: int, rated: Flags) -> Estimate:
    """Correlation of person means with those of all other buckets."""
    method = "Pearson correlation of person means with the other buckets; interval Fisher z"
    made = one.composite
    names = one.grid.metrics["bucket"].fillna("").to_numpy()
    share = np.array([made.weights[names == name].sum() for name in made.buckets])
    share[b] = 0.0
    others = np.where(np.isnan(made.scores)[:, :, None], np.nan, made.parts)
    there = ~np.isnan(others)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = (np.where(there, others, 0.0) @ share) / (there @ share)
    x, y = means(_counted(one, b))[rated], means(rest)[rated]
    known = ~np.isnan(x) & ~np.isnan(y)
    n, r = int(known.sum()), correlation(x[known], y[known])
    if n < 4 or not math.isfinite(r):
        reason = Caveat(Code.N_TOO_SMALL, {"n": n, "need": 4, "of": "people"}) if n < 4 else Caveat(Code.NO_VARIANCE)
        return Estimate.refusal(reason, method=method, n=n)
    return Estimate(r, n, method, *fisher(min(max(r, -1 + 1e-12), 1 - 1e-12), n, LEVEL))


def worth(effect: Effect, one: Performers) -> Estimate:
    """What one unit of a circumstance is worth."""
    half = effect.se * float(t.ppf((1 + LEVEL) / 2, max(one.circumstance.free, 1)))
    n = int((one.raw.periods > 0).sum())
    method = "Regression of person means within teams, weighted by effective periods where these differ twofold"
    return Estimate(effect.gamma, n, method, effect.gamma - half, effect.gamma + half)


def circumstances(one: Performers, effects: dict[str, Estimate]) -> Table:
    """Every covariate and what became of it; ``effect_true`` is γ̂/r, free of the measurement error of potential."""
    columns = (
        Column("covariate", "code"), Column("fate", "code"), Column("effect", "estimate"),
        Column("effect_true", "number"), Column("missing", "chance"),
    )  # fmt: skip
    r = one.rules.potential_reliability
    rows: list[tuple[Cell, ...]] = [
        (effect.key, effect.fate, effects.get(effect.key),
         effect.gamma / r if r and effect.key == "potential" and effect.fate == "used" else None, effect.missing)
        for effect in one.circumstance.effects
    ]  # fmt: skip
    known = {effect.key for effect in one.circumstance.effects}
    rows += [(key, "not_given", None, None, None) for key in _COVARIATES if key not in known]
    return Table("circumstances", columns, tuple(rows))


def cohort(found: Tiers) -> Table:
    """The numbers everyone's score is made with, beside the person's own in ``steps``."""
    one = found.performers
    shrinkage, rated = one.adjusted, found.rated
    quantities: dict[str, float] = {
        "people": len(rated),
        "rated": int(rated.sum()),
        "periods": float(np.median(shrinkage.periods[rated])) if rated.any() else math.nan,
        "smallest_cell": one.composite.smallest_cell,
        "autocorrelation": shrinkage.phi,
        "variance_within": shrinkage.within,
        "variance_between": shrinkage.between,
        "mean": shrinkage.center,
        "potential_blocked": one.grid.territory.blocked,
        "potential_undated": one.grid.territory.undated,
        "raw_adjusted_correlation": correlation(one.raw.means[rated], shrinkage.means[rated]),
    }
    columns = (Column("quantity", "code"), Column("value", "number"))
    return Table("cohort", columns, tuple((key, number(value)) for key, value in quantities.items()))


def correlation(x: Floats, y: Floats) -> float:
    """Pearson's r; NaN where there is none."""
    return float(np.corrcoef(x, y)[0, 1]) if len(x) > 2 and x.std() > 0 and y.std() > 0 else math.nan
