"""Is a corner that nobody stands in told from chance?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import Code, Undefined
from scoring.necessity import corner, necessity
from scoring.reports import necessity as reports
from scoring.results import Report


def tables(x, y):
    index = [f"P{i}" for i in range(len(y))]
    values = pd.DataFrame(x, index=index)
    outcome = pd.Series(y, index=index)
    return values, outcome, outcome >= outcome.quantile(0.8)


def needed(n=240, seed=1):
    """Nobody has high results without at least some of it; with it, results are what they are."""
    rng = np.random.default_rng(seed)
    x = rng.random(n)
    return x, np.minimum(rng.normal(size=n), 6 * x - 1.5)


def test_the_corner_is_the_area_above_the_steps():
    """Steps at 0, 1, 3 of ceilings 1, 2, 4 over 0 to 4: (1·3 + 2·2 + 0)/(4·3) of the scope is empty."""
    assert corner([0, 1, 3, 4], [1, 2, 4, 3]) == pytest.approx(7 / 12)


def test_ties_stand_on_one_step_whatever_their_order():
    x, y = np.array([0, 0, 1, 1.0]), np.array([1, 3, 2, 4.0])
    orders = [corner(x[list(order)], y[list(order)]) for order in ((0, 1, 2, 3), (1, 0, 3, 2), (3, 1, 0, 2))]
    assert orders == pytest.approx([1 / 3] * 3)


def test_units_do_not_matter():
    x, y = needed()
    assert corner(x, y) == pytest.approx(corner(100 * x - 7, 3 * y + 2))


@pytest.mark.parametrize(("x", "y"), [([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [1, 1, 1]), ([1], [1])])
def test_without_a_scope_there_is_no_corner(x, y):
    with pytest.raises(Undefined):
        corner(x, y)


def test_what_nobody_on_top_goes_without_is_said_with_the_least_they_have():
    x, y = needed()
    noise = np.random.default_rng(2).random(240)
    found = necessity(*tables({"needed": x, "noise": noise}, y), seed=1, permutations=999)
    first, second = found.levers
    assert first.necessary and first.q < 0.05 and first.effect.value > 0.10
    assert first.least == pytest.approx(x[y >= np.quantile(y, 0.8)].min())
    assert not second.necessary
    shown = reports.report(found)
    assert shown.sentence.values == {"found": 1, "levers": 2}
    assert shown.table("necessity").column("least_on_top")[1] is None
    assert Report.from_json(shown.to_json()).to_json() == shown.to_json()


def test_noise_is_called_necessary_in_few_of_many_companies():
    rng = np.random.default_rng(3)
    called = 0
    for seed in range(40):
        x = {f"l{k}": rng.random(120) for k in range(5)}
        found = necessity(*tables(x, rng.normal(size=120)), seed=seed, permutations=299)
        called += any(one.necessary for one in found.levers)
    assert called <= 4


def test_a_strong_association_alone_empties_the_corner_too():
    """Why the result says it adds to an association: here nobody needs x, it only goes with y at r = .7."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=240)
    found = necessity(*tables({"x": x}, 0.7 * x + 0.71 * rng.normal(size=240)), seed=1, permutations=999)
    assert found.levers[0].necessary


@pytest.mark.parametrize("n", [10, 59])
def test_fewer_than_sixty_people_are_refused(n):
    x, y = needed(n)
    one = necessity(*tables({"a": x}, y), seed=1).levers[0]
    assert one.effect.value is None and one.p is None and not one.necessary
    assert one.effect.needed == {"people": 60}


def test_a_constant_practice_and_one_nobody_has_are_refused_beside_one_that_is_tested():
    x, y = needed()
    found = necessity(*tables({"flat": np.ones(240), "none": np.full(240, np.nan), "a": x}, y), seed=1, permutations=99)
    codes = [{reason.code for reason in one.effect.reasons} for one in found.levers]
    assert codes[:2] == [{Code.NO_VARIANCE}, {Code.N_TOO_SMALL}]
    assert found.levers[2].p == 0.01


def test_one_more_practice_moves_none_of_the_others():
    x, y = needed()
    alone = necessity(*tables({"a": x}, y), seed=1, permutations=99).levers[0].p
    both = necessity(*tables({"b": x**2, "a": x}, y), seed=1, permutations=99).levers[1].p
    assert alone == both
