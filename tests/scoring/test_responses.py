"""Tables nobody should send, and what is said of them."""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import answers, complete
from scoring.results import Estimate, Result


def test_numbers_written_as_text_are_numbers_and_empty_cells_are_missing() -> None:
    read = answers(pd.DataFrame({"q1": ["3", "", None], "q2": [1, 2, 3]}))
    assert read["q1"].tolist()[:1] == [3.0]
    assert read["q1"].isna().tolist() == [False, True, True]
    assert read.dtypes.tolist() == [np.dtype(float)] * 2


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame({"q1": [1, 2], "q2": [1, "often"]}), 'answers, row 2, column q2: "often" is not a number'),
        (pd.DataFrame({"q1": [1.0, np.inf]}), "answers, row 2, column q1: inf is not finite"),
        (
            pd.DataFrame({"q1": [2.0, 1.0], "q2": [1.0, -1e71]}),
            "answers, row 2, column q2: -1e+71 is too large to calculate with",
        ),
        (np.array([[1e-200, 1.0], [0.0, 2.0]]), "answers, column 0: numbers are too small to calculate with"),
        (pd.DataFrame([[1, 2]], columns=["q1", "q1"]), "answers: column q1 is there twice"),
    ],
)
def test_a_cell_that_is_no_answer_is_named(table: pd.DataFrame, said: str) -> None:
    with pytest.raises(BadTable) as caught:
        answers(table)
    assert str(caught.value) == said


def test_floats_are_read_without_a_copy_and_cannot_be_written_to_by_mistake() -> None:
    table = np.array([[1.0, 2.0], [3.0, np.nan]])
    read = answers(table)
    assert np.shares_memory(read.to_numpy(), table)
    with pytest.raises(ValueError, match="read-only"):
        read.iloc[0, 0] = 9
    assert table[0, 0] == 1


def test_people_with_a_gap_and_items_without_variance_are_named() -> None:
    frame = pd.DataFrame({"q1": [1, 2, np.nan, 4], "q2": [5, 5, 3, 5]})
    assert len(complete(frame[["q1"]])) == 3
    with pytest.raises(Undefined) as caught:
        complete(frame)
    assert (caught.value.code, caught.value.values["item"]) == (Code.NO_VARIANCE, "q2")
    with pytest.raises(Undefined) as few:
        complete(frame.iloc[:1])
    assert few.value.code is Code.N_TOO_SMALL


def test_an_estimator_refuses_with_the_reason_and_without_a_number() -> None:
    @refusing(Estimate, "mean")
    def mean(table: pd.DataFrame) -> Estimate:
        return Estimate(float(complete(table).to_numpy().mean()), len(table), "mean")

    @refusing(Result, "nothing")
    def inverse(matrix: np.ndarray) -> Result:
        np.linalg.inv(matrix)
        return Result()

    assert mean(pd.DataFrame({"a": [1, 2]})).value == 1.5
    refused = mean(pd.DataFrame({"a": ["x"]}))
    assert (refused.status, refused.value, refused.reasons[0].code) == ("refused", None, Code.BAD_TABLE)
    assert mean(pd.DataFrame({"a": [2, 2, 2]})).n == 3
    assert inverse(np.zeros((2, 2))).reasons[0].code is Code.NOT_CONVERGED
