"""Is every answer read as its category, and nothing else as one?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable, Undefined
from scoring.irt.reading import reading
from tests.scoring.irt.banks import bank_of

ODD = replace(
    bank_of("GRM", [1.0, 1.0], [[-1.0, 1.0], [0.0, np.nan]], names=["a", "b"]),
    categories={"a": (1.0, 2.5, 7.0), "b": (-1.0, 4.0)},
    merged={"b": {3.0: 4.0}},
)


def test_answers_that_are_no_run_of_numbers_and_those_merged_into_another():
    read = reading(pd.DataFrame({"b": [4, 3, -1, np.nan], "a": [7, 2.5, 1, 2.5]}, index=list("wxyz")), ODD)
    assert read.codes.tolist() == [[1, 1, 0, -1], [2, 1, 0, 1]]
    assert list(read.people) == list("wxyz")
    assert list(read.bank.items.index) == ["b", "a"]


def test_a_merged_answer_is_unknown_where_it_is_not_merged():
    with pytest.raises(BadTable, match=r"row 1, column a: 3\.0 is no answer the bank knows"):
        reading(pd.DataFrame({"a": [3.0]}), ODD)


def test_small_integers_do_not_wrap_around_into_an_answer():
    bank = bank_of("GRM", [1.0], [[0.0, 1.0]], first=-100.0)
    assert reading(np.array([[-100], [-98]], dtype=np.int8), bank).codes.tolist() == [[0, 2]]
    for strange in (127, 100, -101, -128):
        with pytest.raises(BadTable, match=f"{strange} is no answer"):
            reading(np.array([[strange]], dtype=np.int8), bank)
    with pytest.raises(BadTable, match="156 is no answer"):  # −100 as a byte
        reading(np.array([[156]], dtype=np.uint8), bank)


def test_items_with_other_lowest_answers_and_numbers_of_categories():
    bank = bank_of("GRM", [1.0, 1.0], [[-1.0, 1.0], [0.0, np.nan]], names=["a", "b"])
    bank = replace(bank, categories={"a": (1.0, 2.0, 3.0), "b": (0.0, 1.0)})
    assert reading(np.array([[1, 0], [3, 1]]), bank).codes.tolist() == [[0, 2], [0, 1]]
    for row in ([0, 0], [4, 0], [1, 2], [1, -1]):
        with pytest.raises(BadTable, match="row 1"):
            reading(np.array([row]), bank)


def test_numbers_written_as_text_and_nullable_columns_are_read():
    bank = bank_of("2PL", [1.0, 1.0], [[0.0], [1.0]], names=["a", "b"])
    table = pd.DataFrame({"a": ["1", "", "0"], "b": pd.array([1, None, 0], dtype="Int64")})
    assert reading(table, bank).codes.tolist() == [[1, -1, 0], [1, -1, 0]]


def test_a_damaged_bank_reads_nothing():
    bank = bank_of("GRM", [1.0], [[1.0, -1.0]])
    with pytest.raises(BadTable, match="item i0: thresholds out of order"):
        reading(np.array([[1]]), bank)


def test_nobody_and_nothing_in_common_is_too_few():
    bank = bank_of("2PL", [1.0], [[0.0]], names=["a"])
    for table in (pd.DataFrame({"a": []}), pd.DataFrame({"b": [1]})):
        with pytest.raises(Undefined):
            reading(table, bank)
