"""Does a bank come back from its text unchanged, and does a damaged text say what is wrong and where?"""

import json

import numpy as np
import pytest

from scoring.errors import BadTable
from scoring.irt.bank import Bank
from scoring.irt.storage import dump, load
from tests.scoring.irt.banks import bank_of, invented

MIXED = Bank(
    "GRM",
    bank_of("GRM", [1 / 3, -0.1 - 0.2], [[-1.1, np.nextafter(0.7, 1)], [1e-17, np.nan]], names=["höflich", "b"]).items,
    {"höflich": (1.0, 2.5, 7.0), "b": (0.0, 1.0)},
    mean=0.1 + 0.2,
    sd=np.pi,
    n=640,
    merged={"b": {2.0: 1.0}},
)


def test_a_bank_comes_back_to_the_last_bit():
    for bank in (MIXED, invented("GPCM", items=3)):
        back = load(dump(bank))
        assert (back.model, back.mean, back.sd, back.n) == (bank.model, bank.mean, bank.sd, bank.n)
        assert back.categories == bank.categories
        assert back.merged == bank.merged
        assert back.items.equals(bank.items)
        assert list(back.items.index) == list(bank.items.index)
        assert dump(back) == dump(bank)


def test_the_text_is_json_that_others_can_read():
    data = json.loads(dump(MIXED))
    assert (data["format"], data["version"], data["model"]) == ("exemplar item bank", 1, "GRM")
    assert data["items"][1]["item"] == "b" and data["items"][1]["threshold_2"] is None
    assert "NaN" not in dump(MIXED)


def damaged(**changes) -> str:
    data = json.loads(dump(invented(items=3)))
    data.update(changes)
    return json.dumps(data)


def with_item(**changes) -> str:
    data = json.loads(dump(invented(items=3)))
    data["items"][1].update(changes)
    return json.dumps(data)


def without(name: str) -> str:
    data = json.loads(dump(invented(items=3)))
    (data if name in data else data["items"][1]).pop(name)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no exemplar item bank"),
        (damaged(version=2), "version 2"),
        (damaged(model="3PL"), "model 3PL is not one of"),
        (damaged(model=None), "model None is not one of"),
        (damaged(sd=0), "sd 0"),
        (damaged(sd=None), "sd nan"),
        (damaged(mean="x"), 'mean "x" is not a number'),
        (damaged(n=1.5), "n 1.5"),
        (damaged(n=-1), "n -1"),
        (damaged(items=[]), "no items"),
        (damaged(items=7), "items are no list"),
        (damaged(items=[{}]), "item 1: no name"),
        (with_item(item=True), "item 2: no name"),
        (with_item(item=1.0), "item 2: no name"),
        (damaged(columns=["slope", "slope"]), "a column is there twice"),
        (damaged(columns=["threshold_1"]), "slope"),
        (damaged(columns=["slope", "threshold_2", "threshold_1"]), "threshold_2, threshold_1"),
        (without("model"), "model is missing"),
        (without("slope"), "item i1: slope is missing"),
        (without("threshold_2"), "item i1: threshold_2 is missing"),
        (without("categories"), "item i1: categories are missing"),
        (with_item(item="i0"), "item i0 is there twice"),
        (with_item(slope=None), "item i1: slope nan"),
        (with_item(slope=0), "item i1: slope 0"),
        (with_item(slope=True), 'item i1: slope "True"'),
        (with_item(slope=float("inf")), "item i1: slope"),
        (with_item(slope=10**400), "item i1: slope"),
        (with_item(threshold_2=None), "item i1: 5 categories need 4 thresholds"),
        (with_item(threshold_2=-9), "item i1: thresholds out of order"),
        (with_item(categories=[1, 2, 3]), "item i1: 3 categories need 2 thresholds"),
        (with_item(categories=[1, 2, 3, 4, 4]), "item i1: categories"),
        (with_item(categories=[1, 2, 3, 4, None]), "item i1: categories"),
        (with_item(merged=[[9, 8]]), "item i1: merged"),
        (with_item(merged=[[1, 2]]), "item i1: merged"),
        (with_item(merged=[3]), "item i1: merged is no list of pairs"),
    ],
)
def test_a_damaged_text_says_what_is_wrong_and_where(text, complaint):
    with pytest.raises(BadTable, match=complaint):
        load(text)


def test_items_named_by_number_come_back_as_numbers():
    bank = bank_of("2PL", [1.0, 0.8, 1.2], [[0.0], [1.0], [-1.0]], names=[0, 1, "1"])
    for kept in (bank.of([0, 1]), bank):
        back = load(dump(kept))
        assert list(back.items.index) == list(kept.items.index)
        assert back.items.equals(kept.items)
        assert back.categories == kept.categories
    with pytest.raises(BadTable, match="item 7: slope is missing"):
        load(dump(bank).replace('"item": 0', '"item": 7').replace('"slope": 1.0,', "", 1))


def test_a_partial_credit_item_may_have_its_steps_in_any_order():
    bank = bank_of("GPCM", [1.0], [[1.0, -1.0]])
    assert load(dump(bank)).items.equals(bank.items)


def test_a_bank_that_can_be_no_bank_is_not_kept():
    for bank in (
        bank_of("GRM", [1.0], [[1.0, -1.0]]),
        bank_of("2PL", [np.nan], [[0.0]]),
        bank_of("2PL", [1.0], [[0.0]], names=[7.5]),
        bank_of("2PL", [1.0], [[0.0]], names=[True]),
    ):
        with pytest.raises(BadTable):
            dump(bank)
