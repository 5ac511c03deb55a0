"""Is leniency found as it is, by published numbers and in worlds whose truth is known?"""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Code
from scoring.references import Leniency, leniency
from scoring.references.leniency import COLUMNS

#: Shrout & Fleiss 1979, table 2: six targets, four judges.
SHROUT_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
EFFECTS = {"former_manager": -0.4, "colleague": 0.0, "customer": 0.4}


def frame(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))


def judges() -> pd.DataFrame:
    return frame([(t, f"{t}{j}", j, "any", x) for t, row in enumerate(SHROUT_FLEISS) for j, x in zip("abcd", row)])  # noqa: B905


def world(seed: int, candidates: int = 400, biased: bool = False) -> pd.DataFrame:
    """Three references a candidate, SD of candidates .5 and of references .4; one criterion.

    ``biased``: the weaker half of the candidates names no former manager but two colleagues.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for candidate in range(candidates):
        true = rng.normal(0, 0.5)
        names = list(EFFECTS) if not biased or true > 0 else ["colleague", "colleague", "customer"]
        for at, relation in enumerate(names):
            rating = 4 + true + EFFECTS[relation] + rng.normal(0, 0.4)
            rows.append((candidate, f"{candidate}.{at}", relation, "any", rating))
    return frame(rows)


def test_judges_of_shrout_and_fleiss_as_relations_give_their_published_variances():
    found = leniency(judges())
    assert (round(found.sd_candidates**2, 4), round(found.sd_references**2, 4)) == (2.5556, 1.0194)
    # σ² of judges is 5.2445 (methods §6.8), so each mean is shrunk by 5.2445 / (5.2445 + 1.0194 / 6)
    assert found.relations["unshrunk"].round(4).tolist() == [2.375, -2.7917, -0.9583, 1.375]
    assert found.relations["effect"].round(4).tolist() == [2.3005, -2.7041, -0.9283, 1.3319]
    # and of each, √(3/4 · 5.2445 · .1699 / (5.2445 + .1699)): the direction common to all four is not uncertain
    assert found.relations["se"].round(4).tolist() == [0.3513] * 4
    assert (found.n, found.candidates, round(found.mean, 4)) == (24, 6, 5.2917)


@pytest.mark.parametrize("seed", range(5))
def test_true_leniency_is_found(seed):
    found = leniency(world(seed))
    for relation, true in EFFECTS.items():
        assert found.relations.loc[relation, "effect"] == pytest.approx(true, abs=0.06)
    assert found.sd_candidates == pytest.approx(0.5, abs=0.05)
    assert found.sd_references == pytest.approx(0.4, abs=0.03)


def test_weak_candidates_who_name_kinder_referees_do_not_pass_for_leniency():
    table = world(1, biased=True)
    means = table.groupby("relation")["rating"].mean()
    assert means["former_manager"] > means["colleague"] + 0.1  # the plain means say that managers are kinder
    effects = leniency(table).relations["effect"]
    assert effects["former_manager"] - effects["colleague"] == pytest.approx(-0.4, abs=0.08)


def test_differences_that_are_no_more_than_noise_are_shrunk_to_nothing_or_nearly():
    rng = np.random.default_rng(3)
    rows = [(c, f"{c}.{r}", r, "any", 4 + rng.normal(0, 0.4)) for c in range(12) for r in ("a", "b", "c")]
    effects = leniency(frame(rows)).relations
    assert effects["effect"].abs().max() < 0.6 * effects["unshrunk"].abs().max()


def test_relations_that_never_meet_in_a_candidate_are_taken_as_equally_kind():
    rng = np.random.default_rng(4)
    rows = [
        (c, f"{c}.{k}", "manager" if c < 30 else "peer", "any", (4.5 if c < 30 else 3.5) + rng.normal(0, 0.3))
        for c in range(60)
        for k in (0, 1)
    ]
    assert leniency(frame(rows)).relations["effect"].tolist() == [0.0, 0.0]


def test_a_reference_counts_once_however_much_it_could_say():
    rows = [(0, "x", "peer", c, 5.0) for c in "abcdefg"] + [(0, "y", "peer", "a", 3.0)]
    rows += [(1, "u", "peer", "a", 4.0), (1, "v", "peer", "a", 2.0)]
    found = leniency(frame(rows))
    assert (found.n, found.candidates, found.mean) == (4, 2, 3.5)
    assert found.sd_references**2 == pytest.approx(2.0)  # (1 + 1 + 1 + 1) / 2


def test_too_few_references_are_refused_with_how_many_it_takes():
    for rows in ([], [(0, "x", "peer", "a", 4)], [(0, "x", "peer", "a", 4), (0, "y", "peer", "a", 5)]):
        found = leniency(frame(rows))
        assert (found.status, found.reasons[0].code) == ("refused", Code.N_TOO_SMALL)


def test_a_kept_leniency_comes_back_as_it_was():
    found = leniency(judges())
    again = Leniency.from_plain(found.plain())
    pd.testing.assert_frame_equal(again.relations, found.relations, check_dtype=False)
    assert (again.mean, again.sd_ratings, again.n) == (found.mean, found.sd_ratings, found.n)
    assert (again.covariance == found.covariance).all()


@pytest.mark.parametrize("cell", [None, "kind", float("inf")])
def test_a_rating_that_is_none_is_named_by_its_row(cell):
    table = judges().astype({"rating": object})
    table.loc[4, "rating"] = cell
    with pytest.raises(BadTable, match="references, row 5: a cell is none"):
        leniency(table)
    with pytest.raises(BadTable, match="column relation is missing"):
        leniency(judges().drop(columns="relation"))
