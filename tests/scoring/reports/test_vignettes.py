"""The Report of a rater's test: Cronbach's components in it, the certificate line by line, and no single vignette."""

import numpy as np
import pandas as pd

from scoring.accuracy import accuracy, certificate
from scoring.reports.vignettes import report
from scoring.results import Report

TOPICS = ["Preparation", "Care"]
GOLD = pd.DataFrame([[3.0, 3], [2, 1], [4, 5]], index=["a", "b", "c"], columns=TOPICS)
RATED = pd.DataFrame([[4.0, 3], [2, 2], [5, 4]], index=["a", "b", "c"], columns=TOPICS)


def made(ratings: pd.DataFrame, gold: pd.DataFrame = GOLD) -> Report:
    found = accuracy(ratings, gold)
    return report(found, certificate(found), ratings, gold)


def test_the_components_of_methods_17_are_in_it() -> None:
    values = {key: one.value for key, one in made(RATED).estimates.items()}
    squares = [values["elevation"], values["differential_elevation"], values["stereotype"], values["differential"]]
    assert np.round(np.square(np.array(squares, float)), 4).tolist() == [0.1111, 0.0556, 0.1111, 0.3889]
    assert values["rms"] is not None and round(values["rms"] ** 2, 4) == 0.6667


def test_each_line_of_the_certificate_is_told_with_its_limit() -> None:
    lines = {row[0]: row[1:] for row in made(RATED).table("criteria").rows}
    assert lines["rms"] == (np.sqrt(2 / 3), 0.8, "most", "not_met")
    assert lines["exact"][1:] == (0.5, "least", "not_met")
    assert lines["adjacent"] == (1.0, 0.9, "least", "met")
    assert made(RATED).sentence.key == "vignettes.missed"
    assert made(GOLD).sentence.key == "vignettes.passed"


def test_topics_are_told_and_no_vignette_is() -> None:
    found = made(RATED)
    assert [row[0] for row in found.table("topics").rows] == TOPICS
    assert "'a'" not in str(found.tables) and '"b"' not in found.to_json()
    assert Report.from_json(found.to_json()).to_json() == found.to_json()


def test_three_vignettes_carry_a_caveat_and_two_no_verdict() -> None:
    assert [one.code.value for one in made(RATED).caveats] == ["N_TOO_SMALL"]
    two = made(RATED.iloc[:2], GOLD.iloc[:2])
    assert two.sentence.key == "vignettes.undecided"
    assert two.table("criteria").rows == ()
