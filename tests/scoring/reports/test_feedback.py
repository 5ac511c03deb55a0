"""What somebody is told of their own scores: a band, never a verdict; a refusal with its reason instead of a guess."""

from datetime import date

import pytest

from scoring.errors import Code
from scoring.norms import Norm, Standing, standing
from scoring.reports.feedback import Own, report, told
from scoring.results import Estimate, Report

NORM = Norm("development", 250, 3.0, 0.5, date(2026, 1, 1))


def own(value=3.0, reliability=0.84, norm=NORM, careless=False, calibrated=True):
    stands: Standing | None = standing(value, norm, reliability) if value is not None and norm else None
    return Own("Calm", "stays level", value, 1.0, 5.0, stands, reliability, careless, calibrated)


def only(found: Report):
    return dict(zip([c.key for c in found.table("scales").columns], found.table("scales").rows[0], strict=True))


def test_a_score_is_told_as_the_range_of_its_measurement_error():
    """T 50, reliability .906: SEM 10·√.094 = 3.07, and 1.96 of it on both sides make 44 to 56 (methods §4)."""
    row = only(report([own(reliability=0.906)]))
    assert (round(row["band_low"]), round(row["band_high"])) == (44, 56)
    assert row["why_not"] == "" and row["own_mean"] is None


@pytest.mark.parametrize(
    "scale, code",
    [
        (own(value=None), Code.MISSING_TOO_MUCH),
        (own(careless=True), Code.CARELESS_RESPONSE),
        (own(calibrated=False), Code.N_TOO_SMALL),
        (own(reliability=0.59), Code.UNRELIABLE_MEASURE),
        (own(reliability=None), Code.UNRELIABLE_MEASURE),
        (own(norm=None), Code.NORM_TOO_SMALL),
        (own(norm=Norm("development", 29, 3.0, 0.5, date(2026, 1, 1))), Code.NORM_TOO_SMALL),
    ],
)
def test_what_cannot_be_told_is_refused_with_one_reason_that_speaks_to_the_person(scale, code):
    found = told(scale)
    assert found.value is None and [reason.code for reason in found.reasons] == [code]
    assert found.reasons[0].values["of"] == "you"
    row = only(report([scale]))
    assert (row["band_low"], row["band_high"], row["why_not"]) == (None, None, code.value)


def test_sixty_is_enough_reliability_and_less_is_not():
    assert told(own(reliability=0.60)).value == pytest.approx(50)
    assert told(own(reliability=0.5999)).value is None


def test_without_a_norm_the_mean_of_the_answers_is_told_and_nothing_about_others():
    row = only(report([own(value=3.8, norm=None, reliability=None)]))
    assert (row["own_mean"], row["range_low"], row["range_high"]) == (3.8, 1.0, 5.0)
    assert isinstance(row["t"], Estimate) and row["t"].value is None


@pytest.mark.parametrize("scale", [own(careless=True), own(calibrated=False), own(reliability=0.4), own(value=None)])
def test_what_may_not_be_believed_is_not_told_as_a_mean_either(scale):
    assert only(report([scale]))["own_mean"] is None


def test_the_sentence_counts_what_is_told():
    assert report([own(), own(value=None)]).sentence.key == "feedback.some"
    assert report([own(), own()]).sentence.key == "feedback.all"
    assert report([own(value=None)]).sentence.key == "feedback.none"


def test_the_report_goes_to_json_and_back_unchanged():
    found = report([own(), own(value=None)])
    assert Report.from_json(found.to_json()).to_json() == found.to_json()
