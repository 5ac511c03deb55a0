"""Do both panels together decide, and by exact chances?"""

import pandas as pd
import pytest
from scipy.stats import binom

from scoring.content_validity import Standing, content_validity, critical, panel
from scoring.errors import BadTable
from scoring.reports.content_validity import report

#: Methods §11.6, judges: how many of them, and their ratio (Ayre & Scally 2014; Wilson et al. 2012).
TABLE = {
    5: (5, 1.0), 6: (6, 1.0), 7: (7, 1.0), 8: (7, 0.75), 9: (8, 0.778), 10: (9, 0.80), 11: (9, 0.636), 12: (10, 0.667),
    13: (10, 0.538), 14: (11, 0.571), 15: (12, 0.60), 16: (12, 0.50), 17: (13, 0.529), 18: (13, 0.444),
    19: (14, 0.474), 20: (15, 0.50), 21: (15, 0.429), 22: (16, 0.455), 23: (16, 0.391), 24: (17, 0.417),
    25: (18, 0.44), 30: (20, 0.333), 35: (23, 0.314), 40: (26, 0.30),
}  # fmt: skip


def votes(**counts: tuple[int, int, int, int]) -> pd.DataFrame:
    """Of each practice: performers who call it essential, performers, leaders who do, leaders."""
    rows = []
    for practice, (yes, performers, agree, leaders) in counts.items():
        rows += [(practice, "performers", f"P{n}", "essential" if n < yes else "useful") for n in range(performers)]
        rows += [(practice, "leaders", f"L{n}", "essential" if n < agree else "not_necessary") for n in range(leaders)]
    return pd.DataFrame(rows, columns=["practice", "panel", "judge", "vote"])


@pytest.mark.parametrize("judges", TABLE)
def test_the_critical_number_is_exact(judges):
    needed, ratio = TABLE[judges]
    found = panel(needed, judges)
    assert found.needed == needed and found.agrees is True
    assert found.ratio == pytest.approx(ratio, abs=5e-4)
    assert panel(needed - 1, judges).agrees is False


def test_a_coin_passes_in_at_most_five_of_a_hundred_panels_of_any_size():
    for judges in range(5, 200):
        needed = critical(judges)
        assert binom.sf(needed - 1, judges, 0.5) <= 0.05 < binom.sf(needed - 2, judges, 0.5)


def test_nine_performers_against_two_of_seven_leaders_is_a_dispute():
    """The invented company's practice of going round a system (methods §16.5)."""
    found = content_validity(votes(round_the_system=(9, 9, 2, 7)))
    assert found.practices[0].standing is Standing.DISPUTED


def test_every_pair_of_answers_has_its_standing():
    found = content_validity(
        votes(
            agreed=(9, 9, 7, 7), only_leaders=(4, 9, 7, 7), neither=(4, 9, 3, 7), few=(4, 4, 4, 4),
            performers_alone=(9, 9, 4, 4), unasked=(9, 9, 0, 0), leaders_alone=(0, 0, 7, 7), no=(2, 9, 1, 4),
        )
    )  # fmt: skip
    assert {one.practice: one.standing.value for one in found.practices} == {
        "agreed": "both", "only_leaders": "disputed", "neither": "neither", "few": "too_few",
        "performers_alone": "performers", "unasked": "performers", "leaders_alone": "leaders", "no": "neither",
    }  # fmt: skip
    few = next(one for one in found.practices if one.practice == "few").performers
    assert (few.essential, few.judges, few.agrees) == (4, 4, None)


def test_the_index_is_the_mean_ratio_of_what_a_panel_keeps():
    found = content_validity(votes(a=(9, 9, 7, 7), b=(8, 9, 0, 7), c=(1, 9, 0, 7)))
    assert found.indices["performers"] == pytest.approx((1 + (8 - 4.5) / 4.5) / 2)
    assert found.indices["leaders"] == 1.0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"vote": "perhaps"}, "is none of essential, useful, not_necessary"),
        ({"panel": "customers"}, "is none of performers, leaders"),
        ({"judge": None}, "is empty"),
    ],
)
def test_a_bad_vote_is_refused_with_its_row(change, why):
    table = votes(a=(5, 5, 5, 5)).astype(object)
    for name, value in change.items():
        table.loc[2, name] = value
    with pytest.raises(BadTable, match=f"votes, row 3, column {next(iter(change))}: .*{why}"):
        content_validity(table)


def test_nobody_votes_twice_or_on_both_panels():
    table = votes(a=(5, 5, 5, 5))
    with pytest.raises(BadTable, match="is there twice"):
        content_validity(pd.concat([table, table.head(1)]))
    with pytest.raises(BadTable, match="judge P0 sits on both panels"):
        content_validity(table.assign(judge=table["judge"].str.replace("L0", "P0")))


def test_no_votes_say_nothing():
    assert content_validity(votes()).practices == ()


def test_the_report_has_every_panel_with_its_range_and_counts_in_its_sentence():
    found = report(content_validity(votes(ask=(9, 10, 8, 8), wait=(10, 10, 2, 8))))
    assert found.sentence.values == {"practices": 2, "both": 1, "disputed": 1}
    rows = found.table("panels").rows
    assert [(row[0], row[1], row[2], row[3], row[5], row[6]) for row in rows] == [
        ("ask", "performers", 9, 10, 9, "yes"), ("ask", "leaders", 8, 8, 7, "yes"),
        ("wait", "performers", 10, 10, 9, "yes"), ("wait", "leaders", 2, 8, 7, "no"),
    ]  # fmt: skip
    ratio = rows[0][4]
    # Wilson's interval of 9 of 10 is .5958 to .9821
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((0.8, 0.1917, 0.9642), abs=1e-3)
    index = found.estimates["cvi_performers"]
    assert (index.value, index.n) == (pytest.approx(0.9), 2)
    assert found.table("standings").rows == (("ask", "both"), ("wait", "disputed"))
