"""Factors, confirmed and explored, and polychoric correlations beside psych and lavaan."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.golden.claims import (
    COEFFICIENT,
    EXACT,
    FIT,
    LOADING,
    POLYCHORIC,
    Claim,
    arrays,
    bfi,
    claims,
    data,
    golden,
)
from scoring.factors import bartlett, cfa, efa, invariance, kmo, map_test, parallel_analysis, polychoric
from scoring.responses import Floats

FIVE = {scale: [f"{scale}{number}" for number in range(1, 6)] for scale in "ACENO"}
#: Every factor of ours points where most of its items point; lavaan's where the first does.
SIGNS = {"A": -1, "C": 1, "E": -1, "N": 1, "O": 1}
INDICES = {
    "chi2": "chisq", "df": "df", "cfi": "cfi", "tli": "tli", "rmsea": "rmsea", "rmsea_low": "rmsea.ci.lower",
    "rmsea_high": "rmsea.ci.upper", "srmr": "srmr", "aic": "aic", "bic": "bic", "log_likelihood": "logl",
    "baseline_chi2": "baseline.chisq",
}  # fmt: skip
SCALED = {f"{name}_scaled": f"{INDICES[name]}.scaled" for name in ("chi2", "cfi", "tli", "rmsea")}
ROBUST = {f"{name}_robust": f"{name}.robust" for name in ("cfi", "tli", "rmsea")}


def every() -> Iterator[Claim]:
    """All of them."""
    yield from _confirmed()
    yield from _invariant()
    yield from _explored()
    yield from _retained()
    reference, found = golden("polychoric_bfi"), polychoric(bfi().dropna())
    names = found.correlations.index
    yield from arrays("psych::polychoric", found.correlations, _square(reference["rho"]), POLYCHORIC, names)
    yield from arrays("psych::polychoric, τ", found.thresholds, _square(reference["tau"]), EXACT, names)


def _confirmed() -> Iterator[Claim]:
    reference = golden("cfa_bfi")
    runs = (("ML", "ML", INDICES), ("FIML", "FIML_n2800", INDICES), ("MLR", "MLR", {**SCALED, **ROBUST}))
    for estimator, key, names in (
        *runs,
        ("DWLS", "WLSMV", {**dict(list(INDICES.items())[:5]), "srmr": "srmr", **SCALED}),
    ):
        found = cfa(data("bfi", index=True), FIVE, estimator=estimator)  # type: ignore[arg-type]
        theirs = {ours: reference[key][lavaan] for ours, lavaan in names.items()}
        yield from claims(f"lavaan::cfa {key}", {ours: getattr(found, ours) for ours in names}, theirs, FIT)
    found = cfa(bfi(), FIVE)
    for table, key, value in ((found.unstandardized, "est", "est"), (found.standardized, "std", "est.std")):
        ours = {(row["lhs"], row["op"], row["rhs"]): row for row in table.to_dict("records")}
        for row in reference[key]:
            if row["se"] > 0:
                yield from _parameter(f"lavaan::cfa ML, {key}", row, ours[row["lhs"], row["op"], row["rhs"]], value)


def _parameter(group: str, row: dict[str, Any], ours: Any, value: str) -> Iterator[Claim]:
    sign = SIGNS.get(row["lhs"], 1) * (SIGNS.get(row["rhs"], 1) if row["op"] == "~~" else 1)
    name = f"{row['lhs']} {row['op']} {row['rhs']}"
    yield Claim(group, name, float(ours["estimate"]), sign * row[value], FIT)
    yield Claim(f"{group}, SE", name, float(ours["se"]), row["se"], FIT)


def _invariant() -> Iterator[Claim]:
    reference, people = golden("cfa_bfi")["invariance_gender"], data("bfi", index=True)
    found = invariance(people, FIVE, people["gender"]).levels
    for level in ("configural", "metric", "scalar"):
        theirs = {ours: reference[level][INDICES[ours]] for ours in ("chi2", "df", "cfi", "tli", "rmsea", "srmr")}
        row = found.loc[level]
        yield from claims(f"lavaan invariance, {level}", {ours: row[ours] for ours in theirs}, theirs, FIT)


def _explored() -> Iterator[Claim]:
    for solution in ("minres_none", "minres_varimax", "minres_oblimin", "minres_promax", "ml_oblimin"):
        method, rotation = solution.split("_")
        reference = golden("efa_bfi")[solution]
        found = efa(bfi().dropna(), 5, rotation, method)  # type: ignore[arg-type]
        target = _square(reference["loadings"])
        loadings, phi = _matched(found.loadings.to_numpy(), found.phi.to_numpy(), target)
        group = f"psych::fa {solution}"
        yield from arrays(f"{group}, loadings", loadings, target, LOADING, found.loadings.index)
        if reference["Phi"]:
            yield from arrays(f"{group}, Φ", phi, _square(reference["Phi"]), LOADING)
        yield from claims(f"{group}, communalities", found.communalities.to_dict(), reference["communality"], LOADING)
        theirs = {"chi2": reference["STATISTIC"], "df": reference["dof"], "rms": reference["rms"]}
        yield from claims(group, {name: getattr(found, name) for name in theirs}, theirs, FIT)


def _retained() -> Iterator[Claim]:
    reference, people = golden("efa_bfi"), bfi().dropna()
    adequacy, sphericity = kmo(people), bartlett(people)
    yield from claims("psych::KMO", {"all": adequacy.overall}, {"all": reference["KMO"]}, EXACT)
    yield from claims("psych::KMO, items", adequacy.items.to_dict(), reference["KMO_items"], EXACT)
    yield Claim("psych::cortest.bartlett", "χ²", sphericity.chi2, reference["bartlett"]["chisq"], COEFFICIENT)
    found = parallel_analysis(people)
    yield from arrays("eigenvalues", found.eigenvalues["observed"], reference["eigen"], EXACT)
    yield Claim("psych::fa.parallel", "components", float(found.n_factors or 0), reference["parallel"]["ncomp"], 0)
    smallest = map_test(people).averages["squared"].to_numpy()[1:9]
    yield from arrays("psych::vss, MAP", smallest, reference["map"], EXACT)


def _square(rows: list[dict[str, Any]]) -> Floats:
    return pd.DataFrame(rows).set_index("name").to_numpy(dtype=float)


def _matched(loadings: Floats, phi: Floats, target: Floats) -> tuple[Floats, Floats]:
    """Columns in the order and with the signs that come nearest."""

    def turned(order: tuple[int, ...]) -> tuple[Floats, Floats]:
        sign = np.where((loadings[:, order] * target).sum(axis=0) < 0, -1.0, 1.0)
        return loadings[:, order] * sign, phi[np.ix_(order, order)] * np.outer(sign, sign)

    every_order = permutations(range(loadings.shape[1]))
    return min(map(turned, every_order), key=lambda pair: float(np.abs(pair[0] - target).max()))
