"""Does what is shown of references say what they say together, and nothing of any one of them?"""

from itertools import product

import pandas as pd
import pytest

from scoring.errors import BadTable, Code
from scoring.references import Leniency, leniency, standing
from scoring.reports.references import report
from scoring.results import Caveat
from tests.scoring.references.test_leniency import world

CRITERIA = ("a", "b")
PEERS = ("colleague", "colleague", "colleague")


@pytest.fixture(scope="module")
def pool() -> Leniency:
    return leniency(world(0))


def ratings(*rows: tuple) -> pd.DataFrame:
    """A row a reference, a rating a criterion; None where it could not say."""
    cells = [(f"r{at}", name, x) for at, row in enumerate(rows) for name, x in zip(CRITERIA, row, strict=True) if x]
    return pd.DataFrame(cells, columns=["reference", "criterion", "rating"])


def test_three_references_give_a_mean_a_criterion_with_how_many_could_say(pool):
    found = standing(ratings((5, 4), (4, 4), (3, 5)), PEERS, CRITERIA, pool)
    assert [(round(one.value, 4), one.n) for one in found.criteria.values()] == [(4.0, 3), (4.3333, 3)]
    assert round(found.overall.value, 4) == 4.1667


def test_who_cannot_say_is_missing_and_not_low(pool):
    found = standing(ratings((5, 4), (5, 4), (5, 4), (None, 4)), (*PEERS, "customer"), CRITERIA, pool)
    assert (found.criteria["a"].value, found.criteria["a"].n) == (5.0, 3)
    few = standing(ratings((5, 4), (5, 4), (None, 4)), PEERS, CRITERIA, pool)
    assert (few.criteria["a"].status, few.criteria["a"].value) == ("refused", None)
    assert few.overall.value == 4.0  # of the criterion that is shown


@pytest.mark.parametrize("given", [0, 1, 2])
def test_below_three_references_nothing_is_shown(given, pool):
    found = standing(ratings(*[(5, 5)] * given), PEERS[:given], CRITERIA, pool)
    for one in (*found.criteria.values(), found.overall, found.adjusted, found.position):
        assert (one.value, one.low, one.status) == (None, None, "refused")
        assert one.reasons[0].code is Code.ANONYMITY_MIN_CELL


def test_the_range_says_nothing_of_how_far_these_references_lie_apart(pool):
    alike = standing(ratings((3, 3), (3, 3), (3, 3)), PEERS, CRITERIA, pool)
    apart = standing(ratings((1, 1), (3, 3), (5, 5)), PEERS, CRITERIA, pool)
    assert alike == apart


def test_no_rating_of_one_reference_follows_from_the_means(pool):
    """Whoever knows every number shown finds two ratings or more that any one referee may have given, unless all 5."""
    seen: dict[str, set[int]] = {}
    for given in product(range(1, 6), repeat=3):
        found = standing(ratings(*((x, None) for x in given)), PEERS, ("a",), pool)
        seen.setdefault(str(found), set()).add(given[0])
    certain = [values for values in seen.values() if len(values) == 1]
    assert certain == [{5}]  # that everybody gave the highest is told, and does nobody harm


def test_a_mean_over_references_would_solve_for_the_one_who_left_out_a_criterion(pool):
    """The attack, on the mean that is not taken: with the sums of the criteria it gives the fourth referee's total."""
    totals = set()
    for last in range(1, 6):
        table = ratings((5, 3), (4, 4), (3, 4), (None, last))
        found = standing(table, (*PEERS, "customer"), CRITERIA, pool)
        sums = 3 * found.criteria["a"].value + 4 * found.criteria["b"].value
        leaky = table.groupby("reference")["rating"].mean().mean()
        # sum over all = T + t, mean over references · 4 = T/2 + t: solved for t
        assert 2 * (4 * leaky - sums / 2) == pytest.approx(last)
        totals.add(round(found.overall.value - (found.criteria["a"].value + found.criteria["b"].value) / 2, 12))
    assert totals == {0.0}  # what is shown adds nothing to the criteria


def test_leniency_of_the_relation_is_taken_out_and_raw_stays_beside(pool):
    of = {
        relation: standing(ratings((4, 4), (4, 4), (4, 4)), (relation,) * 3, CRITERIA, pool)
        for relation in ("former_manager", "colleague", "customer")
    }
    assert {one.overall.value for one in of.values()} == {4.0}
    adjusted = {relation: one.adjusted.value for relation, one in of.items()}
    assert adjusted["former_manager"] == pytest.approx(4.4, abs=0.06)
    assert adjusted["customer"] == pytest.approx(3.6, abs=0.06)
    # true SD of a mean of three: √(.5² + .4²/3) = .551; Φ(.4/.551) = 77 of 100
    assert of["former_manager"].position.value == pytest.approx(77, abs=4)
    assert of["former_manager"].position.low < of["former_manager"].position.value < of["former_manager"].position.high


def test_without_other_references_the_mean_is_shown_without_range_and_without_place():
    found = standing(ratings((5, 4), (4, 4), (3, 5)), PEERS, CRITERIA, None)
    one = found.criteria["a"]
    assert (one.value, one.low, one.status, one.reasons) == (
        4.0, None, "caveat", (Caveat(Code.NORM_TOO_SMALL, {"of": "references"}),),
    )  # fmt: skip
    assert (found.position.status, found.position.needed) == ("refused", {"candidates": 20})
    small = standing(ratings((5, 4), (4, 4), (3, 5)), PEERS, CRITERIA, leniency(world(0, candidates=30)))
    assert {reason.code for reason in small.position.reasons} == {Code.N_TOO_SMALL}


def test_a_relation_nobody_has_had_is_not_adjusted_for_and_says_so(pool):
    found = standing(ratings((4, 4), (4, 4), (4, 4)), ("teacher",) * 3, CRITERIA, pool)
    assert (found.adjusted.value, found.adjusted.status) == (4.0, "caveat")
    assert found.adjusted.reasons[0].code is Code.GROUPS_TOO_SMALL


def test_what_is_so_low_that_it_names_everybodys_rating_is_given_as_low_and_no_more(pool):
    all_lowest = standing(ratings((1, 3), (1, 3), (1, 3)), PEERS, CRITERIA, pool)
    nearly = standing(ratings((1, 3), (1, 3), (2, 3)), PEERS, CRITERIA, pool)
    assert all_lowest == nearly
    assert round(all_lowest.criteria["a"].value, 4) == 1.6667
    assert Caveat(Code.ANONYMITY_MIN_CELL, {"of": "lowest"}) in all_lowest.criteria["a"].reasons


def test_a_report_that_may_not_be_shown_holds_no_number_and_no_word(pool):
    found = standing(ratings((5, 4), (4, 4), (3, 5)), PEERS, CRITERIA, pool)
    names = {"a": "Preparation", "b": "Care"}
    barred = (Caveat(Code.ANONYMITY_DIFFERENCING),)
    shown = report(found, names, 3, 4, pool, ("Kind.",))
    hidden = report(found, names, 3, 4, pool, ("Kind.",), barred)
    assert (shown.sentence.key, hidden.sentence.key) == ("references.found", "references.refused")
    assert "Kind." in shown.to_json() and "Kind." not in hidden.to_json()
    assert [table.key for table in hidden.tables] == ["criteria"]
    assert {one.value for one in (*hidden.estimates.values(), *hidden.tables[0].column("rating"))} == {None}
    assert type(shown).from_json(shown.to_json()).to_json() == shown.to_json()


def test_a_table_that_cannot_be_is_refused(pool):
    with pytest.raises(BadTable, match="rates a criterion twice"):
        standing(pd.concat([ratings((5, 4))] * 2), PEERS, CRITERIA, pool)
    with pytest.raises(BadTable, match="has no relation"):
        standing(ratings((5, 4), (5, 4)), ("colleague",), CRITERIA, pool)
    with pytest.raises(BadTable, match="column criterion is missing"):
        standing(ratings((5, 4)).drop(columns="criterion"), PEERS, CRITERIA, pool)
