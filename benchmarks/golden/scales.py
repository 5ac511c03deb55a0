"""Alpha, omega, item statistics and differential item functioning beside psych and difR."""

from collections.abc import Iterator

import numpy as np

from benchmarks.golden.claims import COEFFICIENT, EXACT, FIT, Claim, arrays, bfi, claims, data, golden, keyed
from scoring.dif import logistic, mantel_haenszel
from scoring.factors import cfa, schmid_leiman
from scoring.items import item_analysis
from scoring.reliability import alpha, internal_consistency, omega

#: psych's names and ours.
CONSISTENCY = {
    "std.alpha": "standardized", "G6(smc)": "lambda6", "average_r": "average_r", "S/N": "signal_noise",
    "ase": "standard_error", "mean": "mean", "sd": "sd", "median_r": "median_r",
}  # fmt: skip
ITEMS = {"raw.r": "r_total", "r.drop": "r_drop", "r.cor": "r_cor", "mean": "mean", "sd": "sd"}


def every() -> Iterator[Claim]:
    """All of them."""
    for scale in "ACENO":
        yield from _scale(scale)
    yield from _functioning()


def _scale(scale: str) -> Iterator[Claim]:
    reference, items = golden("alpha_omega_bfi")[scale], keyed(bfi().filter(regex=f"^{scale}"))
    for missing in ("complete", "pairwise"):
        given = internal_consistency(items, missing)
        theirs = reference[f"total_{missing}"]
        names = {"raw_alpha": given.alpha.value} | {psych: getattr(given, ours) for psych, ours in CONSISTENCY.items()}
        yield from claims(f"psych::alpha, {missing}", names, theirs, EXACT, scale)
    interval = alpha(items)
    yield from arrays(
        "psych::alpha, Feldt interval",
        np.array([interval.low, interval.value, interval.high], dtype=float),
        list(reference["feldt_complete"].values()),
        EXACT,
        ["low", "alpha", "high"],
        scale,
    )
    analysed = item_analysis(items).items
    for psych, ours in ITEMS.items():
        theirs = [item[psych] for item in reference["item_stats_complete"]]
        yield from arrays(f"psych::alpha, items, {psych}", analysed[ours], theirs, EXACT, analysed.index)
    dropped = [item["raw_alpha"] for item in reference["alpha_drop_complete"]]
    yield from arrays("psych::alpha, if dropped", analysed["alpha_if_dropped"], dropped, EXACT, analysed.index)
    yield from _omega(scale)


def _omega(scale: str) -> Iterator[Claim]:
    reference, items = golden("alpha_omega_bfi")[scale], keyed(bfi().filter(regex=f"^{scale}")).dropna()
    one, three, ml = omega(items, method="minres"), omega(items, 3, resamples=0), omega(items)
    # three factors in five items: omega refuses to name it a reliability, the solution behind it is psych's
    general, total = schmid_leiman(items).general.sum() ** 2, items.corr().to_numpy().sum()
    yield Claim("psych::omega, three factors, hierarchical", scale, general / total, reference["omega_h_3f"], 0.01)
    found = {
        "psych::omega, one factor": (one.total, "omega_tot_1f_minres", COEFFICIENT),
        "psych::omega, three factors, total": (three.total, "omega_t_3f", FIT),
        "lavaan::cfa, one factor, omega": (ml.total, "omega_u_from_ml_cfa_raw", COEFFICIENT),
    }
    for group, (ours, name, tolerance) in found.items():
        yield from claims(group, {scale: ours.value}, {scale: reference[name]}, tolerance)
    fitted = cfa(items, {scale: list(items.columns)})
    loadings, rest = fitted.loadings[scale].abs().to_dict(), fitted.residual_variances.to_dict()
    yield from claims("lavaan::cfa, one factor, loadings", loadings, reference["cfa_loadings_std"], FIT)
    yield from claims("lavaan::cfa, one factor, residual variances", rest, reference["cfa_resid"], FIT)


def _functioning() -> Iterator[Claim]:
    reference, answers = golden("dif_verbal"), data("difR_verbal")
    responses, gender = answers.iloc[:, :24], answers["Gender"]
    items = mantel_haenszel(responses, gender, reference=0).items
    for theirs, ours in (("stat", "chi2"), ("alphaMH", "alpha_mh"), ("deltaMH", "delta_mh")):
        yield from arrays(f"difR::difMH {theirs}", items[ours], reference["MH"][theirs], EXACT, responses.columns)
    errors = (items["se_delta"] / 2.35) ** 2
    yield from arrays("difR::difMH varLambda", errors, reference["MH"]["varLambda"], EXACT, responses.columns)
    yield from arrays("difR::difStd", items["std_p_dif"], reference["std"]["pdif"], EXACT, responses.columns)
    purified = mantel_haenszel(responses, gender, reference=0, purify=True).items
    for theirs, ours in (("stat", "chi2"), ("alphaMH", "alpha_mh")):
        group = f"difR::difMH purified {theirs}"
        yield from arrays(group, purified[ours], reference["MH_pur"][theirs], EXACT, responses.columns)
    for key, table in (("MH", items), ("MH_pur", purified)):
        yield from arrays(f"difR flags {key}", np.flatnonzero(table["flagged"]) + 1, reference[key]["flag"], 0.0)
    curved = logistic(responses, gender, reference=0).items
    for key, ours in (("both", "chi2"), ("udif", "chi2_uniform"), ("nudif", "chi2_nonuniform")):
        theirs = reference[f"logistic_{key}"]["stat"]
        yield from arrays(f"difR::difLogistic {key}", curved[ours], theirs, EXACT, responses.columns)
    for key, ours in (("both", "r2_change"), ("udif", "r2_uniform")):
        theirs = reference[f"logistic_{key}"]["dR2"]
        yield from arrays(f"difR::difLogistic {key} ΔR²", curved[ours], theirs, EXACT, responses.columns)
