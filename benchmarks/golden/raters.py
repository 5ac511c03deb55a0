"""Agreement of raters beside irr, irrCAC and psych."""

from collections.abc import Iterator

import pandas as pd

from benchmarks.golden.claims import COEFFICIENT, EXACT, Claim, arrays, claims, data, golden
from scoring.agreement import brennan_prediger, fleiss, gwet, icc, krippendorff

#: t(.975) of 11 degrees: Gwet's intervals of twelve units are so many standard errors wide.
T = 2.2009851600830
COEFFICIENTS = {"gwet": gwet, "fleiss": fleiss, "bp": brennan_prediger}


def every() -> Iterator[Claim]:
    """All of them."""
    reference, units = golden("agreement"), data("krippendorff_canonical", index=True).T
    alphas = {level: krippendorff(units, level).value for level in reference["kripp"]}
    yield from claims("irr::kripp.alpha", alphas, reference["kripp"], EXACT)
    for weights, theirs in reference["irrCAC"].items():
        found = {name: work(units, weights) for name, work in COEFFICIENTS.items()}
        values = {name: estimate.value for name, estimate in found.items()}
        errors = {name: ((one.value or 0.0) - (one.low or 0.0)) / T for name, one in found.items()}
        # irrCAC prints five digits
        yield from claims(f"irrCAC {weights}", values, {n: theirs[n][0]["coeff.val"] for n in values}, COEFFICIENT)
        yield from claims(f"irrCAC {weights}, SE", errors, {n: theirs[n][0]["coeff.se"] for n in errors}, COEFFICIENT)
    table = pd.DataFrame(golden("icc_shrout_fleiss")["res"]).set_index("type")
    ours = icc(data("shrout_fleiss", index=True)).table
    names = {"ICC": "icc", "F": "F", "df1": "df1", "df2": "df2", "p": "p", "lower bound": "low", "upper bound": "high"}
    for psych, mine in names.items():
        yield from arrays(f"psych::ICC {psych}", ours[mine], table[psych], EXACT, table.index)
