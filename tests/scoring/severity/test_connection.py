"""Are raters compared only with those they have ratees in common with, and is it said who is not?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code
from scoring.severity import severity
from scoring.severity.connection import articulation
from tests.scoring.severity.published import twenty


def apart():
    """The first ten candidates by four raters, the last ten by four others."""
    frame = twenty()
    frame["rater"] = np.where(frame.index < 120, "north ", "south ") + frame["rater"]
    return frame


def card(rater, ratee):
    criteria = ["criterion 1", "criterion 2", "criterion 3"]
    return pd.DataFrame({"rater": rater, "ratee": ratee, "criterion": criteria, "rating": [4, 4, 3]})


def test_two_sites_are_centred_apart_and_the_link_is_named():
    found = severity(apart())
    reason = found.reasons[0]
    assert (found.status, reason.code, reason.values["n"]) == ("caveat", Code.DISCONNECTED, 2)
    assert found.raters.groupby("subset")["severity"].sum().to_numpy() == pytest.approx([0, 0], abs=1e-9)
    assert found.subsets["ratee_mean"].iloc[0] < -0.5 < 0.5 < found.subsets["ratee_mean"].iloc[1]
    link = found.subsets.loc[1, ["link_rater", "link_ratee"]].tolist()
    assert link == [reason.values["rater"], reason.values["ratee"]]
    assert found.homogeneity.df == 6


def test_the_link_named_connects_them():
    named = severity(apart()).subsets.loc[1]
    found = severity(pd.concat([apart(), card(named["link_rater"], named["link_ratee"])]))
    assert len(found.subsets) == 1
    assert Code.DISCONNECTED not in [reason.code for reason in found.reasons]


def test_a_common_population_is_no_link():
    """Better raters' ratees do not make their raters lenient: the sites' means differ, and severities do not tell."""
    found = severity(apart())
    kinder = apart().assign(rating=lambda frame: frame["rating"].where(frame.index < 120, 6 - frame["rating"]))
    again = severity(kinder)
    north = found.raters["subset"] == 1
    assert again.raters["severity"][north].to_numpy() == pytest.approx(
        found.raters["severity"][north].to_numpy(), abs=0.15
    )


def test_panels_held_together_by_one_ratee_are_said_to_be():
    found = severity(pd.concat([apart(), card("north rater 1", "candidate 15")]))
    assert found.subsets["bridge"].tolist() == ["candidate 15"]
    assert found.reasons[0].code is Code.FRAGILE_ONE_CASE
    # without candidate 15 they are apart, as is said
    lost = pd.concat([apart(), card("north rater 1", "candidate 15")])
    assert len(severity(lost[lost["ratee"] != "candidate 15"]).subsets) == 2


def test_two_bridges_are_none():
    more = [apart(), card("north rater 1", "candidate 15"), card("north rater 1", "candidate 16")]
    assert severity(pd.concat(more)).subsets["bridge"].tolist() == [None]


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ([(0, 10), (1, 10), (1, 11), (2, 11)], {10, 11}),  # a chain
        ([(0, 10), (1, 10), (1, 11), (2, 11), (2, 12), (0, 12)], {None}),  # a ring
        ([(0, 10), (1, 10), (2, 10)], {10}),  # a star
        ([(0, 10), (1, 10), (2, 10), (1, 11), (2, 11)], {10}),  # a ring through the bridge, and one beyond it
        ([(0, 10), (1, 10), (1, 11), (0, 11), (1, 12), (2, 12)], {12}),  # a ring with a tail
        ([(2, 12), (1, 12), (1, 11), (0, 11), (1, 10), (0, 10)], {12}),
    ],
)
def test_the_ratee_whose_loss_parts_the_raters_is_found(edges, found):
    club, ratee = np.array(edges).T
    assert articulation(club, ratee) in found


def test_a_rater_alone_is_refused_and_the_others_stand():
    alone = pd.concat([twenty(), card("hermit", "visitor 1"), card("hermit", "visitor 2")])
    hermit = severity(alone).raters.loc["hermit"]
    assert (hermit["status"], hermit["reason"]) == ("refused", "DISCONNECTED")
    assert np.isnan(hermit[["severity", "se", "fair_average"]].astype(float)).all()


def test_raters_who_share_nobody_are_refused_together():
    frame = twenty()
    frame = frame[frame["rater"].str[-1].astype(int) % 4 == frame["ratee"].str[-2:].astype(int) % 4]
    found = severity(frame)
    assert (found.status, found.reasons[0].code) == ("refused", Code.DISCONNECTED)


def test_a_rater_with_a_criterion_of_his_own_cannot_be_told_from_it():
    frame = twenty()
    own = frame[(frame["rater"].str[-1] == frame["criterion"].str[-1])]
    found = severity(own)
    assert (found.status, found.reasons[0].code) == ("refused", Code.DESIGN_CONFOUNDED)
    assert found.reasons[0].values["rater"] == "rater 1"


def test_criteria_of_sites_apart_are_centred_apart():
    frame = apart()
    frame["criterion"] = np.where(frame.index < 120, "n ", "s ") + frame["criterion"]
    found = severity(frame)
    difficulty = found.criteria["difficulty"].to_numpy()
    assert (difficulty[:3].sum(), difficulty[3:].sum()) == pytest.approx((0, 0), abs=1e-9)


def test_one_rater_is_not_enough():
    found = severity(twenty().query("rater == 'rater 1'"))
    assert found.reasons[0].values == {"n": 1, "need": 2, "of": "raters"}
