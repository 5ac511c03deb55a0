"""Do the errors of a score follow from its reliability?"""

import pytest

from scoring.reliability import sed, sem, true_score


def test_errors_of_a_score_with_sd_10_and_reliability_84():
    # methods §4.2: SEM 4.00, SED 5.657; Kelley's estimate of 60 at mean 50 is 58.4 ± 10·√(.84·.16)
    assert sem(10, 0.84) == pytest.approx(4.00)
    assert sed(sem(10, 0.84)) == pytest.approx(5.657, abs=5e-4)
    assert true_score(60, 50, 10, 0.84) == pytest.approx((58.4, 3.666), abs=5e-4)
    with pytest.raises(ValueError, match=r"reliability of 1\.2"):
        sem(10, 1.2)
