"""Are item parameters those of the published examples and of the reference programs?"""

import json
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.irt import calibrate
from tests.reference import SHARED, beside
from tests.scoring.hostile import HOSTILE

PATTERNS = [[p >> 4 & 1, p >> 3 & 1, p >> 2 & 1, p >> 1 & 1, p & 1] for p in range(32)]
#: Bock & Lieberman 1970, the patterns 00000, 00001 … 11111.
LSAT6 = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28,
         298]  # fmt: skip
LSAT7 = [12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136,
         32, 308]  # fmt: skip
REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}


def lsat(counts):
    return np.repeat(PATTERNS, counts, axis=0)


def intercepts(calibration):
    return -calibration.items["slope"] * calibration.items["threshold_1"]


def test_lsat6_as_two_parameter_model():
    # mirt 1.45.1, TOL = 1e-6
    calibration = calibrate(lsat(LSAT6), "2PL")
    assert calibration.items["slope"].tolist() == pytest.approx([0.8257, 0.7227, 0.8909, 0.6884, 0.6569], abs=2e-4)
    assert intercepts(calibration).tolist() == pytest.approx([2.7732, 0.9902, 0.2491, 1.2848, 2.0533], abs=2e-4)
    assert calibration.log_likelihood == pytest.approx(-2466.653, abs=1e-3)
    assert (calibration.status, calibration.converged, calibration.n, calibration.parameters) == ("ok", True, 1000, 10)
    assert calibration.gradient < 1e-3
    # 2·10 + 2·2466.6534, 10·ln 1000 + 2·2466.6534
    assert (calibration.aic, calibration.bic) == pytest.approx((4953.307, 5002.384), abs=1e-3)


def test_lsat6_as_one_parameter_model():
    # mirt 1.45.1
    calibration = calibrate(lsat(LSAT6), "1pl")
    assert calibration.items["slope"].tolist() == pytest.approx([0.7551] * 5, abs=2e-4)
    assert intercepts(calibration).tolist() == pytest.approx([2.7300, 0.9986, 0.2399, 1.3065, 2.0994], abs=2e-4)
    assert calibration.log_likelihood == pytest.approx(-2466.938, abs=1e-3)


def test_partial_credit_of_two_answers_is_the_one_parameter_model_with_a_free_spread():
    one, partial = calibrate(lsat(LSAT6), "1PL"), calibrate(lsat(LSAT6), "PCM")
    assert partial.items["slope"].tolist() == [1.0] * 5
    assert partial.sd == partial.bank.sd == pytest.approx(one.items["slope"].iloc[0], abs=1e-5)
    assert -partial.items["threshold_1"].to_numpy() == pytest.approx(intercepts(one).to_numpy(), abs=1e-5)
    assert partial.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-6)


def test_lsat7_as_two_parameter_model():
    # mirt 1.45.1
    calibration = calibrate(lsat(LSAT7), "2PL")
    assert calibration.items["slope"].tolist() == pytest.approx([0.9875, 1.0808, 1.7075, 0.7650, 0.7357], abs=5e-4)
    assert intercepts(calibration).tolist() == pytest.approx([1.8559, 0.8080, 1.8052, 0.4860, 1.8545], abs=5e-4)
    assert calibration.log_likelihood == pytest.approx(-2658.805, abs=1e-3)


def chances() -> Iterator[float]:
    state = 42
    while True:
        state = (1103515245 * state + 12345) % 2**31
        yield state / 2**31


def test_graded_model_of_generated_answers():
    # mirt 1.45.1 on 500 people of a linear congruential generator
    slopes = (1.0, 1.3, 1.6, 0.8, 2.0, 1.2)
    thresholds = [(-2, -1, 0, 1), (-1.5, -0.5, 0.5, 1.5), (-1, -0.3, 0.4, 1.2), (-2.5, -1, 0.8, 2),
                  (-1.2, -0.4, 0.3, 1), (-0.5, 0.2, 0.9, 1.8)]  # fmt: skip
    chance, answers = chances(), np.zeros((500, 6))
    for person in answers:
        theta = sum(next(chance) for _ in range(12)) - 6
        for item, (a, b) in enumerate(zip(slopes, thresholds, strict=True)):
            drawn = next(chance)
            person[item] = sum(drawn < 1 / (1 + np.exp(-a * (theta - step))) for step in b)
    assert answers.sum(axis=0).tolist() == [1200, 1027, 975, 1086, 1067, 771]
    calibration = calibrate(answers, "GRM")
    assert calibration.items["slope"].tolist() == pytest.approx(
        [1.1299, 1.6421, 1.6566, 0.8497, 1.9827, 1.4423], abs=2e-3
    )
    steps = calibration.items[["threshold_1", "threshold_2", "threshold_3", "threshold_4"]].to_numpy()
    assert steps[0] == pytest.approx([-1.942, -0.993, -0.160, 0.943], abs=3e-3)
    assert steps[4] == pytest.approx([-1.278, -0.427, 0.281, 0.863], abs=3e-3)
    assert calibration.log_likelihood == pytest.approx(-4418.11, abs=0.01)


@beside("LSAT6 and LSAT7 as printed, and the graded world above, prove the rest")
@pytest.mark.parametrize("name", ["grm_bfi_A", "grm_bfi_N", "dich_LSAT6", "dich_LSAT7"])
def test_parameters_and_their_errors_are_those_of_mirt(name):
    golden = json.loads((SHARED / "golden" / f"{name}.json").read_text())
    if name.startswith("grm"):
        frame = pd.read_csv(SHARED / "data" / "bfi.csv", index_col=0).filter(regex=f"^{name[-1]}[1-5]$")
        frame = frame.assign(**{item: 7 - frame[item] for item in REVERSED & {*frame.columns}})
        lines, height, model = golden["coef_slopeint"], golden["logLik"], "GRM"
    else:
        frame = pd.read_csv(SHARED / "data" / f"{name[-5:]}.csv")
        lines, height, model = golden["twoPL"]["slopeint"], golden["twoPL"]["logLik"], "2PL"
        golden = golden["twoPL"]
    calibration = calibrate(frame, model)
    assert calibration.log_likelihood == pytest.approx(height, abs=1e-3)
    errors = pd.Series(np.sqrt(np.diag(calibration.covariance)), calibration.covariance.index)
    steps = [name for name in calibration.items if name.startswith("threshold")]
    for line in lines:
        item, slope = line["name"], line["a1"]
        names = ["d"] if model == "2PL" else [f"d{k}" for k in range(1, 6)]
        assert calibration.items.loc[item, "slope"] == pytest.approx(slope, abs=1e-3)
        theirs = [-line[d] / slope for d in names]
        assert calibration.items.loc[item, steps].tolist() == pytest.approx(theirs, abs=3e-3)
        # their errors stop where their search did, at 1e-6 of the log-likelihood
        theirs = [golden["se"][item][d] for d in ["a1", *names]]
        assert errors[item].tolist() == pytest.approx(theirs, rel=4e-3)


@pytest.mark.parametrize("model", ["1PL", "2PL", "GRM", "PCM", "GPCM"])
@pytest.mark.parametrize("table", HOSTILE)
def test_hostile_tables_are_refused_or_calibrated(table, model, recwarn):
    calibration = calibrate(HOSTILE[table], model)
    if calibration.status == "refused":
        assert calibration.reasons
        assert calibration.items.empty
        assert np.isnan(calibration.log_likelihood)
        assert calibration.bank is None
    else:
        assert np.isfinite(calibration.log_likelihood)
        assert calibration.gradient < 1e-3
        assert np.isfinite(calibration.items["slope"]).all()
        assert calibration.items["slope"].abs().max() < 10
    assert not recwarn.list


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("empty", Code.N_TOO_SMALL),
        ("one row", Code.NO_VARIANCE),
        ("one column", Code.N_TOO_SMALL),
        ("all NaN", Code.NO_VARIANCE),
        ("strings", Code.BAD_TABLE),
        ("inf", Code.BAD_TABLE),
        ("a constant column", Code.NO_VARIANCE),
        ("duplicate names", Code.BAD_TABLE),
        ("two identical columns", Code.HEYWOOD),
    ],
)
def test_a_refusal_names_its_reason(table, code):
    assert [reason.code for reason in calibrate(HOSTILE[table], "GRM").reasons] == [code]
