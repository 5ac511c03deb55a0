"""Does every refusal of the statistics read as a sentence that fits what was refused?"""

import numpy as np
import pandas as pd
import pytest
from flask import Flask

from assess.labels import sentence
from scoring.agreement import icc, krippendorff
from scoring.dif import mantel_haenszel
from scoring.errors import Code
from scoring.factors import cfa, efa, invariance
from scoring.irt import calibrate, score
from scoring.results import Caveat
from tests.scoring.hostile import HOSTILE

_g = np.random.default_rng(5)
TWO = pd.DataFrame((_g.normal(size=(80, 1)) + _g.normal(size=(80, 4)) > 0).astype(int), columns=list("abcd"))
APART = pd.DataFrame([[1.0, 0, np.nan, np.nan], [0, 1, np.nan, np.nan], [np.nan, np.nan, 1, 0], [np.nan, np.nan, 0, 1]])
PARTED = pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 0, 1, 1]})

SAID = [
    (lambda: mantel_haenszel(TWO, ["x"] * 80), "There are no two groups to compare."),
    (lambda: invariance(TWO, {"f": list("abcd")}, ["x"] * 80), "There are no two groups to compare."),
    (
        lambda: mantel_haenszel(PARTED, [0, 0, 1, 1]),
        "No two groups have people with the same total, so nothing can be compared.",
    ),
    (lambda: efa(TWO[["a", "b"]], 1), "Only 2 of the 3 questions needed to rely on this."),
    (lambda: icc([[1], [2], [3]]), "Only 1 of the 2 raters needed to rely on this."),
    (lambda: krippendorff([[1, 2]]), "Only 1 of the 2 cases rated needed to rely on this."),
    (lambda: cfa(TWO[:3], {"f": list("abcd")}), "Only 3 of the 5 people needed to rely on this."),
    (
        lambda: calibrate(pd.concat([APART] * 30), "2PL"),
        "These have no people or questions in common, so they cannot be compared.",
    ),
    (
        lambda: score([[1, 1, 1, 1], [0, 1, 0, 1]], calibrate(TWO, "2PL").bank, "ML"),
        "Some people answered everything at the top or bottom; their true level may be beyond the scale.",
    ),
]


@pytest.mark.parametrize(("refused", "words"), SAID)
def test_a_reason_says_what_is_lacking(app: Flask, refused, words):
    with app.test_request_context():
        assert sentence(refused().reasons[0]) == words


def test_purification_that_does_not_settle_does_not_claim_that_nothing_is_shown(app: Flask):
    with app.test_request_context():
        assert "nothing is shown" not in sentence(Caveat(Code.NOT_CONVERGED, {"of": "purification"}))
        assert "nothing is shown" in sentence(Caveat(Code.NOT_CONVERGED))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_reason_of_a_hostile_table_shows_its_machinery(app: Flask, name):
    table = HOSTILE[name]
    half = [0, 1] * (len(table) // 2) + [0] * (len(table) % 2)
    found = [
        icc(table), krippendorff(table), mantel_haenszel(table, half), efa(table, 1), calibrate(table, "GRM"),
        cfa(table, {"f": list(dict.fromkeys(table.columns)) or ["a"]}),
    ]  # fmt: skip
    with app.test_request_context():
        for reason in (reason for one in found for reason in one.reasons):
            words = sentence(reason)
            assert "%(" not in words
            assert words[0].isupper(), words
            n, need = reason.values.get("n"), reason.values.get("need")
            assert n is None or need is None or n < need, words
