"""Does a bank that cannot carry a test end in a refusal with its reason?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring.adaptive.exposure import exposure
from scoring.adaptive.procedure import prepare
from scoring.adaptive.rules import Rules
from scoring.adaptive.simulation import simulate
from scoring.errors import BadTable, Code, Undefined
from scoring.irt.bank import Bank
from tests.scoring.adaptive.banks import drawn

GOOD = drawn(100)


def changed(column: str, value: object) -> Bank:
    items = GOOD.items.astype(object if isinstance(value, str) else float)
    items.loc["i3", column] = value
    return replace(GOOD, items=items)


HOSTILE = {
    "empty": replace(GOOD, items=GOOD.items.iloc[:0]),
    "one item": replace(GOOD, items=GOOD.items.iloc[:1]),
    "seven items": replace(GOOD, items=GOOD.items.iloc[:7]),
    "no slope": replace(GOOD, items=GOOD.items.drop(columns="slope")),
    "no thresholds": replace(GOOD, items=GOOD.items[["slope"]]),
    "not a number": changed("slope", np.nan),
    "infinite slope": changed("slope", np.inf),
    "slope of nothing": changed("slope", 0.0),
    "words": changed("slope", "steep"),
    "infinite threshold": changed("threshold_2", np.inf),
    "a gap between thresholds": changed("threshold_2", np.nan),
    "thresholds out of order": changed("threshold_2", 9.0),
    "twice the same": replace(GOOD, items=pd.concat([GOOD.items, GOOD.items.iloc[:1]])),
    "no categories": replace(GOOD, categories={}),
    "too few categories": replace(GOOD, categories={**GOOD.categories, "i3": (1.0, 2.0)}),
    "no spread": replace(GOOD, sd=0.0),
    "no mean": replace(GOOD, mean=np.nan),
    "unheard-of model": replace(GOOD, model="3PL"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bank_that_cannot_be_used_is_refused_with_its_reason(name):
    with pytest.raises((BadTable, Undefined)):
        prepare(HOSTILE[name])
    for result in (simulate(HOSTILE[name]), exposure(HOSTILE[name])):
        assert result.status == "refused"
        assert result.reasons[0].code in (Code.BAD_TABLE, Code.N_TOO_SMALL)
        assert result.items.empty
    assert str(simulate(HOSTILE[name])).startswith("refused")


def test_the_refusal_names_the_item():
    with pytest.raises(BadTable, match="i3"):
        prepare(HOSTILE["thresholds out of order"])


def test_rules_that_do_not_fit_the_bank_are_an_error():
    areas = {f"i{number}": "a" for number in range(100)}
    for options, complaint in (
        ({"rules": Rules(enemies=(("i0", "x"),))}, "enemy x"),
        ({"eligibility": {"i0": 1.0}}, "eligibility"),
        ({"eligibility": dict.fromkeys(GOOD.categories, 1.5)}, "eligibility"),
        ({"rules": Rules(content={"b": 1.0}), "content_of": areas}, "area a has no quota"),
    ):
        with pytest.raises(ValueError, match=complaint):
            prepare(GOOD, **options)
    with pytest.raises(BadTable, match="has no area"):
        prepare(GOOD, Rules(content={"a": 1.0}), {"i0": "a"})
    with pytest.raises(Undefined) as refusal:
        prepare(GOOD, Rules(content={"a": (0, 20), "b": (2, 3)}), areas)
    assert refusal.value.values == {"n": 0, "need": 2, "of": "items", "area": "b"}


def test_a_bank_of_ten_thousand_items_is_simulated_in_bounded_time_and_memory():
    found = simulate(drawn(10_000, "2PL", 2), Rules(exposure=None, nodes=61), each=2, people=200)
    assert found.status == "ok"
    assert found.length > 8


def test_extreme_banks_give_finite_estimates():
    steep = replace(GOOD, items=GOOD.items.assign(slope=40.0))
    far = replace(GOOD, items=GOOD.items.assign(**{f"threshold_{k}": 30.0 + k for k in range(1, 5)}))
    keyed_wrong = replace(GOOD, items=GOOD.items.assign(slope=-1.0, **{f"threshold_{k}": -k for k in range(1, 5)}))
    for bank in (steep, far, keyed_wrong):
        found = simulate(bank, Rules(exposure=None), each=5, people=20)
        assert np.isfinite(found.conditional.to_numpy()).all()
