"""Is a measurement model that cannot be known refused, with the reason and without a number?"""

import warnings

import numpy as np
import pytest

from scoring.errors import Code
from scoring.factors.cfa import cfa
from tests.scoring.factors.measured import THREE, people, with_covariances
from tests.scoring.hostile import HOSTILE


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ({"f": ["x1", "x2"]}, {}),
        ({"f": ["x1"]}, {}),
        ({"f": ["x1", "x2", "x3"], "g": ["x4"]}, {}),
        ({"f": ["x1", "x2"], "g": ["x4", "x5"]}, {"orthogonal": True}),
        ({"f": ["x1", "x2", "x3"], "g": ["x1", "x2", "x3"]}, {}),
        ({"f": ["x1", "x2", "x3"]}, {"covariances": [("x1", "x2")]}),
    ],
)
@pytest.mark.parametrize("estimator", ["ML", "MLR", "FIML", "DWLS"])
def test_a_model_that_cannot_be_told_from_others_is_refused(model, options, estimator):
    found = cfa(people(200, 1), model, estimator=estimator, **options)
    assert (found.status, found.reasons[0].code) == ("refused", Code.NOT_CONVERGED)
    assert found.reasons[0].values["why"] == "not identified"
    assert np.isnan(found.chi2)
    assert found.loadings.empty


def test_an_item_explained_more_than_fully_is_named():
    # r12·r13/r23 = .9·.5/.2 > 1: the residual of x1 would be 1 − 2.25
    S = np.array([[1, 0.9, 0.5], [0.9, 1, 0.2], [0.5, 0.2, 1]])
    found = cfa(with_covariances(S, 100), {"f": ["x1", "x2", "x3"]})
    assert (found.status, found.reasons[0].code, found.reasons[0].values["item"]) == ("refused", Code.HEYWOOD, "x1")
    assert found.reasons[0].values["residual"] == pytest.approx(-1.25, abs=1e-6)


def test_factors_that_are_one_are_named():
    L = np.full((6, 1), 0.7)
    sigma = L @ L.T
    # pairs across the factors are closer than pairs within: a correlation of the factors above 1
    sigma[:3, 3:] += 0.1
    sigma[3:, :3] += 0.1
    np.fill_diagonal(sigma, 1.0)
    found = cfa(with_covariances(sigma, 100), {"f": ["x1", "x2", "x3"], "g": ["x4", "x5", "x6"]})
    assert (found.status, found.reasons[0].code) == ("refused", Code.HEYWOOD)
    assert found.reasons[0].values["factor"] in ("f", "g")


def test_noise_is_not_taken_for_factors():
    noise = people(200, 4, sigma=np.eye(6))
    found = cfa(noise, {"f": ["x1", "x2", "x3"], "g": ["x4", "x5", "x6"]})
    assert (found.status, found.reasons[0].code) == ("refused", Code.HEYWOOD)


def test_ten_people_give_numbers_or_a_reason():
    found = cfa(people(10, 1)[["x4", "x5", "x6"]], {"textual": ["x4", "x5", "x6"]})
    assert found.n == 10
    assert found.status == "ok" or found.reasons[0].code is Code.HEYWOOD


def test_what_is_not_in_the_table_or_repeats_or_was_never_answered_together_is_named():
    answers = people(100, 1)
    cases = {
        Code.BAD_TABLE: (answers.drop(columns="x9"), "ML"),
        Code.HEYWOOD: (answers.assign(x2=answers["x1"]), "ML"),
        Code.N_TOO_SMALL: (answers[:9], "ML"),
        Code.MISSING_TOO_MUCH: (
            answers.assign(x1=answers["x1"].where(answers.index < 50), x2=answers["x2"].where(answers.index >= 50)),
            "FIML",
        ),
        Code.NO_VARIANCE: (answers.assign(x1=3.0), "FIML"),
    }
    for code, (table, estimator) in cases.items():
        found = cfa(table, THREE, estimator=estimator)
        assert (found.status, found.reasons[0].code) == ("refused", code)
    assert found.reasons[0].values["item"] == "x1"
    assert cfa(answers.drop(columns="x9"), THREE).reasons[0].values == {"message": "answers: no column x9"}


@pytest.mark.parametrize(
    ("model", "options", "said"),
    [
        ({}, {}, "needs a factor"),
        ({"f": []}, {}, "factor f"),
        ({"f": ["x1", "x1", "x2"]}, {}, "factor f"),
        ({"f": "x1"}, {}, "factor f"),
        ({"f": ["x1", "x2", "x3"]}, {"covariances": [("x1", "x7")]}, "residual covariance"),
        ({"f": ["x1", "x2", "x3"]}, {"covariances": [("x1", "x1")]}, "residual covariance"),
        ({"f": ["x1", "x2", "x3"]}, {"estimator": "GLS"}, "estimator 'GLS'"),
    ],
)
def test_a_model_written_wrongly_is_the_writers_fault(model, options, said):
    with pytest.raises(ValueError, match=said):
        cfa(people(50, 1), model, **options)


@pytest.mark.parametrize("estimator", ["ML", "MLR", "FIML", "DWLS"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_refused_or_give_numbers(name, estimator):
    table = HOSTILE[name]
    items = list(dict.fromkeys(table.columns)) or ["a", "b", "c"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = cfa(table, {"f": items}, estimator=estimator)
    # only the booleans are answers a factor could stand behind
    assert found.status == "refused" or name == "booleans"
    assert np.isfinite([found.chi2, found.cfi, found.rmsea_high, found.srmr]).all() == (found.status == "ok")
    assert bool(found.reasons) == (found.status == "refused")
