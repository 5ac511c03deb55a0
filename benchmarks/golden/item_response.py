"""Calibration, scores, fit and information beside R's mirt."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.golden.claims import (
    EXACT,
    FIT,
    LIKELIHOOD,
    SLOPE,
    THRESHOLD,
    Claim,
    arrays,
    bfi,
    data,
    golden,
    keyed,
)
from scoring.irt import calibrate, information, item_fit, score


def every() -> Iterator[Claim]:
    """All of them."""
    for scale in "AN":
        reference = golden(f"grm_bfi_{scale}")
        people = keyed(bfi().filter(regex=f"^{scale}"))
        yield from _calibrated("mirt, graded", people, "GRM", reference, reference["coef_irt"])
        bank = calibrate(people, "GRM").bank
        if bank:
            tested = information(bank, [float(theta) for theta in reference["testinfo"]]).test["information"]
            theirs = list(reference["testinfo"].values())
            yield from arrays("mirt::testinfo", tested, theirs, SLOPE, list(reference["testinfo"]), scale)
    for test in ("LSAT6", "LSAT7"):
        reference = golden(f"dich_{test}")
        both = {**reference, **reference["twoPL"]}
        yield from _calibrated("mirt, 2PL", data(test), "2PL", both, reference["twoPL"]["coef"], test)
        yield from _rasch(test, reference)


def _calibrated(
    group: str, people: pd.DataFrame, model: str, reference: dict[str, Any], items: list[dict[str, Any]], of: str = ""
) -> Iterator[Claim]:
    found = calibrate(people, model)
    yield Claim(f"{group}, ln L", of, found.log_likelihood, reference["logLik"], LIKELIHOOD)
    table = pd.DataFrame(items).set_index("name")
    ours = found.items.loc[table.index]
    yield from arrays(f"{group}, slopes", ours["slope"], table["a"], SLOPE, table.index, of)
    thresholds = ours.filter(regex="^threshold"), table.filter(regex="^b")
    yield from arrays(f"{group}, thresholds", *thresholds, THRESHOLD, table.index, of)
    # mirt gives the errors of slopes and intercepts
    errors = pd.Series(np.sqrt(np.diag(found.covariance)), found.covariance.index).to_dict()
    for item, theirs in reference["se"].items():
        for name, value in theirs.items():
            if value is not None and name[0] in "ad":
                place = "slope" if name == "a1" else f"intercept_{name[1:] or 1}"
                yield Claim(f"{group}, SE", f"{of} {item} {place}", float(errors[(item, place)]), value, SLOPE)
    if found.bank is None:
        return
    # at our own parameters, so that they differ a little as the parameters do
    people_scored = score(people, found.bank).people[:25]
    yield from arrays(f"{group}, EAP", people_scored["theta"], reference["eap"], FIT, of=of)
    yield from arrays(f"{group}, EAP, SD", people_scored["se"], reference["eap_se"], FIT, of=of)
    fitted, theirs = item_fit(people, found.bank).items, pd.DataFrame(reference["itemfit"]).set_index("item")
    yield from arrays(f"{group}, S-X², df", fitted["df"], theirs["df.S_X2"], EXACT, theirs.index, of)
    yield from arrays(f"{group}, S-X², RMSEA", fitted["rmsea"], theirs["RMSEA.S_X2"], FIT, theirs.index, of)


def _rasch(test: str, reference: dict[str, Any]) -> Iterator[Claim]:
    found, two = calibrate(data(test), "PCM"), calibrate(data(test), "2PL")
    theirs = reference["rasch"]
    yield Claim("mirt, Rasch, ln L", test, found.log_likelihood, theirs["logLik"], LIKELIHOOD)
    yield Claim("mirt, Rasch, variance", test, found.sd**2, theirs["var"], SLOPE)
    items = pd.DataFrame(theirs["coef"]).set_index("name")
    yield from arrays("mirt, Rasch, intercepts", -found.items["threshold_1"], items["d"], THRESHOLD, items.index, test)
    for fit, name in ((found, "tamRasch"), (two, "tam2pl")):
        yield Claim(
            "TAM, deviance", f"{test} {name}", -2 * fit.log_likelihood, reference[name]["deviance"], 2 * LIKELIHOOD
        )
