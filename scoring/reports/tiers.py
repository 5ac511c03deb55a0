"""What does a reader need to see of the tiers, and to check them by hand?"""

import math
from dataclasses import replace

import numpy as np
from scipy.stats import f, norm, t

from scoring.errors import Code
from scoring.intervals import fisher
from scoring.performers import Performers
from scoring.performers.circumstance import Effect
from scoring.performers.results import Codes, Floats
from scoring.performers.shrinkage import trends
from scoring.policy import Judgement
from scoring.reference import incumbents
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table
from scoring.screening import flags
from scoring.tiers import Tiers

KIND = "tiers"
LEVEL = 0.95
_COVARIATES = ("potential", "inherited", "inherited_share", "tenure")
_PEOPLE = (
    Column("person_id"), Column("tier", "code"), Column("exceptional", "code"), Column("chance_top", "chance"),
    Column("chance_top4", "chance"), Column("chance_bottom", "chance"), Column("score", "estimate"),
    Column("raw", "number"), Column("raw_rank", "number"), Column("adjusted_rank", "number"),
    Column("circumstance_share", "chance"), Column("trend", "estimate"), Column("periods", "count"),
    Column("reliability", "number"), Column("status", "code"), Column("reasons", "code"), Column("flags", "code"),
    Column("reference", "code"),
)  # fmt: skip


def report(found: Tiers, provenance: Provenance | None = None) -> Report:
    """The Report of one tier analysis: ``people``, best first, ``metrics``, ``circumstances``, ``cohort``, ``steps``.

    Everyone listed has a row; who cannot be rated carries the reason. Where the tiers are refused, raw composites and
    raw ranks remain.
    """
    one = found.performers
    order = np.lexsort((found.raw_rank, found.adjusted_rank if found.chances else found.raw_rank))
    caveats = found.judgement.reasons
    if found.judgement.status == "refused":
        # the raw composites that remain rest on the weights too
        caveats += (Caveat(Code.NO_WEIGHTS),) if one.composite.equal else ()
    else:
        caveats += tuple(reason for reason in found.exceptional.reasons if reason not in caveats)
    estimates = {"reliability": reliability(one), "autocorrelation": _autocorrelation(one)}
    effects = {effect.key: _effect(effect, one) for effect in one.circumstance.effects if not math.isnan(effect.se)}
    return Report(
        kind=KIND,
        sentence=_sentence(found),
        estimates=estimates | {f"circumstance_{key}": effect for key, effect in effects.items()},
        tables=(_people(found, order), _metrics(one), _circumstances(one, effects), _cohort(found), _steps(one, order)),
        figures=(Figure("tiers", "tiers", "people", {"label": "person_id", "value": "score", "group": "tier"}),),
        caveats=caveats,
        provenance=provenance,
    )


def reliability(one: Performers) -> Estimate:
    """Median reliability of a person's score; interval by Feldt (1965) on the periods autocorrelation leaves."""
    shrinkage = one.adjusted
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


def _autocorrelation(one: Performers) -> Estimate:
    n = one.adjusted.phi_pairs
    if n <= 3:
        method = "Assumed: fewer than eight periods give no estimate"
        return Estimate(one.adjusted.phi, n, method)
    method = "Pooled lag-1 autocorrelation within persons, Kendall's correction; interval Fisher z on pairs"
    return Estimate(one.adjusted.phi, n, method, *fisher(one.adjusted.phi, n, LEVEL))


def _sentence(found: Tiers) -> Sentence:
    values = {"people": len(found.labels), "rated": int(found.rated.sum())}
    if found.chances is None:
        return Sentence("tiers.refused", values)
    confident = sum(label == "top_confident" for label in found.labels)
    values |= {"confident": confident, "cannot_tell": sum(one in ("top_likely", "borderline") for one in found.labels)}
    return Sentence("tiers.confident" if confident else "tiers.none_confident", values)


def _people(found: Tiers, order: Codes) -> Table:
    one, raised = found.performers, flags(found)
    placed = incumbents(found)
    groups = dict(zip(placed["person_id"].astype(str), placed["group"], strict=True)) if found.chances else {}
    ids = _ids(one)
    slopes, errors = trends(one.adjusted_scores, one.adjusted.phi)
    half = np.sqrt(one.variance) * norm.ppf((1 + LEVEL) / 2)
    rows = []
    for i in order:
        own = _own(found, i)
        shown = found.chances if own.status != "refused" else None
        extreme = shown if found.exceptional.status != "refused" else None
        rows.append(
            (
                ids[i],
                found.labels[i] or ("refused" if found.rated[i] and found.chances is None else "not_rated"),
                "exceptional" if extreme and extreme.exceptional[i] >= 0.5 else None,
                float(shown.top[i]) if shown else None,
                float(extreme.exceptional[i]) if extreme else None,
                float(shown.bottom[i]) if shown else None,
                _score(one, i, own, half[i]),
                _number(one.raw.means[i]),
                _number(found.raw_rank[i]),
                _number(found.adjusted_rank[i]) if found.chances else None,
                _number(one.share[i]) if found.chances else None,
                _trend(one, i, slopes[i], errors[i]) if own.status != "refused" else None,
                int(one.raw.periods[i]),
                _number(one.adjusted.reliability[i]),
                own.status,
                " ".join(dict.fromkeys(reason.code.value for reason in own.reasons)),
                " ".join(raised[i]),
                groups.get(str(ids[i])),
            )
        )
    return Table("people", _PEOPLE, tuple(rows))


def _own(found: Tiers, i: int) -> Judgement:
    """What holds for one person: the cohort's refusal, or that of too few periods."""
    own = found.persons[i]
    if found.judgement.status != "refused":
        return own
    return Judgement("refused", (*found.judgement.reasons, *own.reasons), found.judgement.needed)


def _score(one: Performers, i: int, own: Judgement, half: float) -> Estimate:
    shrinkage = one.adjusted
    value, n = float(shrinkage.posterior[i]), int(shrinkage.periods[i])
    blank = Estimate(0.0, n, "Empirical Bayes, Efron & Morris 1975", level=LEVEL, n_eff=_number(shrinkage.effective[i]))
    if own.status == "refused":
        return blank.refused(*own.reasons, needed=own.needed)
    shown = replace(blank, value=value, low=value - float(half), high=value + float(half))
    return shown.doubted(*own.reasons)


def _trend(one: Performers, i: int, slope: float, error: float) -> Estimate | None:
    """Change per period, shown only where its interval excludes none at all."""
    n, n_eff = int(one.adjusted.periods[i]), float(one.adjusted.effective[i])
    half = error * float(t.ppf((1 + LEVEL) / 2, max(n_eff - 2, 1)))
    if not abs(slope) > half:
        return None
    method = "Least-squares slope per period, error enlarged for autocorrelation"
    return Estimate(float(slope), n, method, float(slope - half), float(slope + half), n_eff=n_eff)


def _metrics(one: Performers) -> Table:
    metrics, grid = one.grid.metrics, one.grid
    columns = (
        Column("metric_key"), Column("label"), Column("direction", "code"), Column("bucket"),
        Column("weight", "number"), Column("effective_weight", "number"), Column("values", "count"),
    )  # fmt: skip
    counts = (~np.isnan(grid.values) & grid.eligible[:, :, None]).sum((0, 1))
    rows = tuple(
        (row["metric_key"], row["label"] or row["metric_key"], row["direction"] or "higher", row["bucket"],
         float(one.composite.weights[m]), _number(one.composite.effective[m]), int(counts[m]))
        for m, row in enumerate(metrics.to_dict("records"))
    )  # fmt: skip
    return Table("metrics", columns, rows)


def _effect(effect: Effect, one: Performers) -> Estimate:
    half = effect.se * float(t.ppf((1 + LEVEL) / 2, max(one.circumstance.free, 1)))
    n = int((one.raw.periods > 0).sum())
    method = "Regression of person means within teams, weighted by effective periods where these differ twofold"
    return Estimate(effect.gamma, n, method, effect.gamma - half, effect.gamma + half)


def _circumstances(one: Performers, effects: dict[str, Estimate]) -> Table:
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


def _cohort(found: Tiers) -> Table:
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
        "raw_adjusted_correlation": _correlation(one.raw.means[rated], shrinkage.means[rated]),
    }
    columns = (Column("quantity", "code"), Column("value", "number"))
    return Table("cohort", columns, tuple((key, _number(value)) for key, value in quantities.items()))


def _steps(one: Performers, order: Codes) -> Table:
    """raw − Σ by_… = adjusted; mean + reliability·(adjusted − mean) = score."""
    keys = one.circumstance.keys
    columns = (
        Column("person_id"), Column("raw", "number"), *(Column(f"by_{key}", "number") for key in keys),
        Column("adjusted", "number"), Column("effective_periods", "number"), Column("reliability", "number"),
        Column("mean", "number"), Column("score", "number"),
    )  # fmt: skip
    ids, parts, shrinkage = _ids(one), one.circumstance.x * one.circumstance.gamma, one.adjusted
    rows = tuple(
        (ids[i],
         *map(_number, (one.raw.means[i], *parts[i], shrinkage.means[i], shrinkage.effective[i],
                        shrinkage.reliability[i], shrinkage.center, shrinkage.posterior[i])))
        for i in order
        if shrinkage.periods[i]
    )  # fmt: skip
    return Table("steps", columns, rows)


def _ids(one: Performers) -> list[str]:
    return [str(name) for name in one.grid.people["person_id"]]


def _correlation(x: Floats, y: Floats) -> float:
    return float(np.corrcoef(x, y)[0, 1]) if len(x) > 2 and x.std() > 0 and y.std() > 0 else math.nan


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
