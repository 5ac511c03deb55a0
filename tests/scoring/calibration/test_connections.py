"""Are interviewers who cannot be compared named, and can they be once they rated the same vignette?"""

import numpy as np
import pandas as pd
import pytest

from assess.demo.panels import COMPETENCIES, remote_ratings
from scoring.calibration import calibration
from scoring.errors import Code
from scoring.reports.calibration import report
from tests.scoring.calibration.worlds import rated

REMOTE = {"M-0917", "M-0918"}


def company() -> pd.DataFrame:
    """Sixteen interviewers, and two at a site of their own."""
    main = rated(7)[0].assign(
        rater=lambda t: [f"M-09{one + 1:02}" for one in t["rater"]],
        ratee=lambda t: [f"P-{one:03}" for one in t["ratee"]],
        criterion=lambda t: [COMPETENCIES[one] for one in t["criterion"]],
    )  # fmt: skip
    site = remote_ratings(7)
    remote = pd.DataFrame(
        {"rater": site["rater_id"], "ratee": site["candidate_id"], "criterion": site["competency_key"],
         "rating": site["score"]}
    )  # fmt: skip
    return pd.concat([main, remote], ignore_index=True)


def with_vignette(table: pd.DataFrame) -> pd.DataFrame:
    """Everybody rates vignette 3 too."""
    rng = np.random.default_rng(1)
    rows = [(rater, "vignette:3", topic, int(rng.integers(2, 5)))
            for rater in sorted(table["rater"].unique()) for topic in COMPETENCIES]  # fmt: skip
    return pd.concat([table, pd.DataFrame(rows, columns=["rater", "ratee", "criterion", "rating"])], ignore_index=True)


def test_a_site_of_its_own_is_named_with_the_rating_that_would_link_it():
    found = calibration(company())
    assert Code.DISCONNECTED in {reason.code for reason in found.reasons}
    members = found.severity.raters.groupby("subset")["rater"].agg(set)
    assert members[2] == REMOTE
    shown = report(found)
    link = next(one for one in shown.caveats if one.code == Code.DISCONNECTED)
    assert link.values["of"] == "link" and link.values["rater"] and link.values["ratee"]
    assert [row[1] for row in shown.table("subsets").rows] == [16, 2]


def test_strictness_is_told_within_each_site_only():
    found = calibration(company())
    remote = [found.kindness[name].value for name in sorted(REMOTE)]
    assert remote[0] == pytest.approx(-remote[1])
    assert remote[0] > 0.2  # -.5 and +.5 logits


def test_one_vignette_rated_by_all_connects_everybody():
    found = calibration(with_vignette(company()))
    assert Code.DISCONNECTED not in {reason.code for reason in found.reasons}
    assert set(found.severity.raters["subset"]) == {1}
    shown = report(found)
    bridged = [one for one in shown.caveats if one.code == Code.ONE_BRIDGE]
    assert [one.values["ratee"] for one in bridged] == ["vignette:3"]


def test_two_sites_with_nothing_in_common_are_not_compared_with_each_other():
    """Shifting a whole site by a point moves nobody's strictness."""
    table = company()
    remote = table["rater"].isin(REMOTE)
    low = table.assign(rating=table["rating"].clip(1, 4))
    high = low.assign(rating=low["rating"] + remote)
    before, after = calibration(low).kindness, calibration(high).kindness
    for name in sorted(REMOTE):
        assert np.sign(after[name].value) == np.sign(before[name].value)
        assert abs(after[name].value) < 0.9


def test_a_vignette_links_and_says_nothing_of_agreement_on_candidates():
    table = with_vignette(company())
    marked, alone = calibration(table, vignettes=["vignette:3"]), calibration(company())
    assert len(marked.severity.subsets) == 1
    assert marked.study.n == alone.study.n == 212
    assert marked.whole.single.value == alone.whole.single.value
    assert calibration(table).whole.single.value != alone.whole.single.value
