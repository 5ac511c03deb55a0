"""Who moves whom when a panel talks?"""

import numpy as np
import pandas as pd
import pytest

from scoring.calibration import influence
from scoring.errors import Code


def table(cells: dict[tuple[str, str, str], float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(*key, value) for key, value in cells.items()], columns=["rater", "ratee", "criterion", "rating"]
    )


#: Ana stays at 5; Bo and Cy come from 2 and 3 to 4.
FIRST = {("Ana", "p", "care"): 5.0, ("Bo", "p", "care"): 2.0, ("Cy", "p", "care"): 3.0}
SECOND = {("Bo", "p", "care"): 4.0, ("Cy", "p", "care"): 4.0}


def test_who_stays_while_others_move_dominates():
    found = influence(table(FIRST), table(SECOND)).raters
    assert found.loc["Ana", ["own", "others"]].tolist() == [0, 1.5]
    assert np.isnan(found.loc["Ana", "dominance"])
    assert found.loc["Bo", "dominance"] == 0.25  # the others moved by 0 and 1, Bo by 2
    assert found.loc["Cy", "dominance"] == 1.0


def test_it_is_told_towards_whom_somebody_moved():
    found = influence(table(FIRST), table(SECOND)).towards
    assert found.loc[("Bo", "Ana"), "approach"] == 2  # from three points away to one
    assert found.loc[("Bo", "Cy"), "approach"] == 0  # from one below to one above
    assert found.loc[("Ana", "Bo"), "approach"] == 0


def test_a_kinder_second_look_has_its_sign_and_the_move_to_the_mean_is_told():
    found = influence(table(FIRST), table(SECOND)).raters
    assert (found.loc["Bo", "signed"], found.loc["Bo", "moved"]) == (2, 1)
    assert found["joined"].tolist() == [0, 2, 0]  # the others' means are 2.5, 4 and 3.5


def test_without_second_ratings_nobody_moved():
    found = influence(table(FIRST), table({}))
    assert (found.raters["own"] == 0).all() and (found.raters["others"] == 0).all()


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({("Ana", "p", "care"): 5.0}, {}, Code.N_TOO_SMALL),
        (FIRST, {("Di", "p", "care"): 4.0}, Code.BAD_TABLE),
    ],
)
def test_what_cannot_be_told_is_refused(first, second, code):
    found = influence(table(first), table(second))
    assert (found.status, found.reasons[0].code) == ("refused", code)


def test_a_rating_given_twice_is_named():
    twice = pd.concat([table(FIRST), table(FIRST)])
    assert "Ana rated p on care twice" in str(influence(twice, table({})).reasons[0].values["message"])
