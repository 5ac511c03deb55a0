"""A scale may do what its evidence carries, and no more."""

import pytest

from scoring.errors import Code
from scoring.passport import Evidence, passport, unstudied
from scoring.results import Caveat, Estimate

ALL = ("selection", "development", "research")


def reliability(value: float, n: int = 500) -> Estimate:
    return Estimate(value, n, "omega")


def verdicts(evidence: Evidence) -> dict[str, str]:
    return {use: permission.verdict for use, permission in passport(evidence).permissions.items()}


@pytest.mark.parametrize(
    ("value", "selection", "development"),
    [
        (0.85, "allowed", "allowed"),
        (0.75, "caution", "allowed"),
        (0.65, "refused", "caution"),
        (0.55, "refused", "refused"),
    ],
)
def test_reliability_decides_how_far_a_score_may_go(value: float, selection: str, development: str) -> None:
    full = Evidence(ALL, reliability(value), norm=400, validity=Estimate(0.3, 150, "r_cv"), dif=0, impact_checked=True)
    assert verdicts(full) == {"selection": selection, "development": development, "group": "allowed"}


def test_an_instrument_for_career_exploration_never_selects() -> None:
    found = passport(Evidence(("development",), reliability(0.9), norm=400, dif=0, impact_checked=True))
    assert found["selection"].verdict == "refused"
    assert found["selection"].reasons[0].code is Code.OFF_LABEL_USE
    assert found["development"].verdict == "allowed"


def test_what_nobody_looked_at_is_said() -> None:
    found = passport(Evidence(ALL, reliability(0.9)))["selection"]
    assert found.verdict == "caution"
    codes = [reason.code for reason in found.reasons]
    assert codes == [Code.NORM_TOO_SMALL, Code.NOT_CROSS_VALIDATED, Code.DIF_NOT_CHECKED, Code.IMPACT_NOT_CHECKED]


def test_a_reliability_that_is_refused_carries_nothing() -> None:
    unknown = Estimate(None, 12, "omega", status="refused", reasons=(Caveat(Code.N_TOO_SMALL, {"n": 12, "need": 30}),))
    assert verdicts(Evidence(ALL, unknown)) == {"selection": "refused", "development": "refused", "group": "refused"}


def test_a_scale_nobody_was_studied_with_allows_nothing_and_says_all_that_is_missing() -> None:
    found = unstudied(ALL)
    assert {use: found[use].verdict for use in ("selection", "development", "group")} == {
        "selection": "refused", "development": "refused", "group": "refused",
    }  # fmt: skip
    assert [reason.code for reason in found["selection"].reasons] == [
        Code.N_TOO_SMALL, Code.NORM_TOO_SMALL, Code.NOT_CROSS_VALIDATED, Code.DIF_NOT_CHECKED, Code.IMPACT_NOT_CHECKED,
    ]  # fmt: skip
