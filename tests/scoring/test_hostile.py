"""Does every public function of the statistics answer a hostile table calmly, with a reason or with finite numbers?"""

import importlib
import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring import (
    adaptive,
    agreement,
    dif,
    factors,
    forced_choice,
    irt,
    items,
    norms,
    quality,
    reliability,
    severity,
)  # fmt: skip
from scoring.errors import ScoringError
from scoring.keys import ScoringKey
from scoring.results import Estimate, Result
from tests.scoring.adaptive.test_hostile_banks import HOSTILE as BANKS
from tests.scoring.calibration import hostile as ratings
from tests.scoring.hostile import HOSTILE
from tests.scoring.irt.banks import bank_of

Call = Callable[[pd.DataFrame], object]


def named(table: pd.DataFrame) -> list[Any]:
    """Up to six of its columns, or names it does not have."""
    return list(dict.fromkeys(table.columns))[:6] or list("abc")


def keyed(table: pd.DataFrame) -> list[ScoringKey]:
    return [ScoringKey("s", dict.fromkeys(map(str, named(table)), 1.0), 1, 5)]


def groups(table: pd.DataFrame) -> pd.Series:
    return pd.Series(np.arange(len(table)) % 2, index=table.index)


def column(table: pd.DataFrame) -> pd.Series:
    return table.iloc[:, 0] if table.shape[1] else pd.Series(dtype=float)


def statements(table: pd.DataFrame) -> pd.DataFrame:
    four = (named(table) + list("wxyz"))[:4]
    return pd.DataFrame({"block": [1, 1, 2, 2], "trait": list("xyxy")}, index=four)


def placed(table: pd.DataFrame) -> object:
    known = statements(table).assign(loading=1.0, mean=0.0, uniqueness=0.5)
    phi = pd.DataFrame(np.eye(2), index=list("xy"), columns=list("xy"))
    return forced_choice.score(table, known, phi)


def panel(table: pd.DataFrame) -> object:
    given = {} if table.shape[1] < 2 else {"rating": table.iloc[:, 0], "criterion": "c", "rater": 1}
    return agreement.agreement(pd.DataFrame(given).assign(ratee=range(len(table))), 5)


def calibrated(use: Callable[[irt.Bank], object], table: pd.DataFrame) -> object:
    """What is done with a bank, of the bank these answers give, if they give one."""
    found = irt.calibrate(table.iloc[:, :200], "GRM", se=False)
    return found if found.bank is None else use(found.bank)


def lettered(table: pd.DataFrame) -> pd.DataFrame:
    """With the names of the items of ``BANK``."""
    few = table.iloc[:, :4]
    return table if set(table.columns) <= set("abcd") else few.set_axis(list("abcd")[: few.shape[1]], axis=1)


BANK = bank_of("GRM", [1.0, 1.2, 1.4, 1.6], [[-2, -1, 1, 2]] * 4, first=1.0, names="abcd")
#: A test as short as banks of four items allow.
RULES = adaptive.Rules(least=1, most=2, among=1, exposure=None)
LOOSE = adaptive.Rules(least=1, most=1, among=1, exposure=0.9)
NORM = norms.Norm("people", 300, 3.0, 1.0, date(2026, 1, 1))
#: How each public function is put to a table of answers. Where 10,000 columns would only prove patience (a search or a
#: table of all pairs for each), the first of them stand for all.
CALLS: dict[str, dict[str, Call]] = {
    "reliability": {
        "alpha": reliability.alpha,
        "alphas": lambda t: reliability.alphas(t.rename(columns=str), keyed(t)),
        "by_group": lambda t: reliability.by_group(t.rename(columns=str), keyed(t), groups(t)),
        "internal_consistency": reliability.internal_consistency,
        "omega": reliability.omega,
        "retest": lambda t: reliability.retest(column(t), column(t.iloc[:, ::-1])),
        "split_half": partial(reliability.split_half, splits=50),
    },
    "items": {
        "item_analysis": items.item_analysis,
        "distractors": lambda t: items.distractors(t.iloc[:, :500], dict.fromkeys(named(t), 1)),
        "right": lambda t: items.right(t, dict.fromkeys(named(t), 1)),
    },
    "factors": {
        "parallel_analysis": partial(factors.parallel_analysis, iterations=20),
        "map_test": factors.map_test,
        "kmo": factors.kmo,
        "bartlett": factors.bartlett,
        "efa": partial(factors.efa, n_factors=1),
        "schmid_leiman": partial(factors.schmid_leiman, n_factors=2),
        "polychoric": factors.polychoric,
        "correlation": factors.correlation,
        "cfa": lambda t: factors.cfa(t, {"f": named(t)}),
        "invariance": lambda t: factors.invariance(t, {"f": named(t)}, list(groups(t))),
    },
    "irt": {
        "calibrate": lambda t: irt.calibrate(t.iloc[:, :1000], "GRM"),
        "score": lambda t: irt.score(lettered(t), BANK),
        "item_fit": lambda t: irt.item_fit(lettered(t), BANK),
        "person_fit": lambda t: irt.person_fit(lettered(t), BANK),
        "information": partial(calibrated, irt.information),
        "link": partial(calibrated, lambda bank: irt.link(bank, bank)),
        "linked": partial(calibrated, lambda bank: irt.linked(bank, 2.0, 1.0).items),
        "dump": partial(calibrated, irt.dump),
        "load": partial(calibrated, lambda bank: irt.load(irt.dump(bank)).items),
    },
    "adaptive": {
        "prepare": partial(calibrated, lambda bank: adaptive.prepare(bank, RULES).step([], 1).theta),
        "exposure": partial(calibrated, lambda bank: adaptive.exposure(bank, LOOSE, people=50)),
        "simulate": partial(calibrated, lambda bank: adaptive.simulate(bank, RULES, people=20, each=5)),
    },
    "dif": {
        "mantel_haenszel": lambda t: dif.mantel_haenszel(t, groups(t)),
        "mantel": lambda t: dif.mantel(t.iloc[:, :500], groups(t)),
        "logistic": lambda t: dif.logistic(t.iloc[:, :500], groups(t)),
        "ordinal_logistic": lambda t: dif.ordinal_logistic(t.iloc[:, :500], groups(t)),
        "curves": lambda t: dif.curves(t, groups(t), named(t)[0]),
    },
    "generalizability": {"generalizability": ratings.generalized},
    "calibration": {
        "calibration": ratings.calibrated,
        "bias": ratings.differing,
        "fair_averages": ratings.averaged,
        "influence": ratings.talked,
        "would_change": ratings.changed,
    },
    "agreement": {
        "icc": agreement.icc,
        "iccs": agreement.iccs,
        "one_way": lambda t: agreement.one_way(list(np.asarray(t))),
        "krippendorff": agreement.krippendorff,
        "gwet": agreement.gwet,
        "fleiss": agreement.fleiss,
        "brennan_prediger": agreement.brennan_prediger,
        "kappa": agreement.kappa,
        "kendall_w": agreement.kendall_w,
        "agreement": panel,
    },
    "severity": {
        "severity": lambda t: severity.severity(ratings.rated(t)),
    },
    "quality": {
        "quality": lambda t: quality.quality(t, 1, 5),
        "longstring": quality.longstring,
        "average_longstring": quality.average_longstring,
        "response_spread": quality.response_spread,
        "even_odd": lambda t: quality.even_odd(t.rename(columns=str), keyed(t)),
        "synonyms": lambda t: quality.synonyms(t.iloc[:, :1000]),
        "mahalanobis": quality.mahalanobis,
        "misses": lambda t: quality.misses(t, {named(t)[0]: 3}),
    },
    "norms": {
        "norm": lambda t: norms.norm(column(t), "people", date(2026, 1, 1)),
    },
    "forced_choice": {
        "estimate": lambda t: forced_choice.estimate(t, statements(t)),
        "score": placed,
    },
}
#: What takes no table of answers: numbers, whose mistakes are the programmer's and a ValueError.
NO_TABLE = {
    "reliability": {"coefficient_alpha", "feldt", "sem", "sed", "true_score"},
    "agreement": {"rwg"},
    "norms": {"standing", "z_scores", "t_scores", "stens", "stanines", "percentiles"},
}


@pytest.mark.parametrize("package", CALLS)
def test_no_public_function_is_left_out(package: str) -> None:
    module = importlib.import_module(f"scoring.{package}")
    names = getattr(module, "__all__", [name for name in vars(module) if not name.startswith("_")])
    public = {
        name
        for name in names
        if inspect.isfunction(one := getattr(module, name)) and one.__module__.startswith(module.__name__)
    }
    assert public == set(CALLS[package]) | NO_TABLE.get(package, set())


@pytest.mark.parametrize("table", HOSTILE)
@pytest.mark.parametrize(("package", "name"), [(package, name) for package, calls in CALLS.items() for name in calls])
def test_a_hostile_table_gives_a_reason_or_finite_numbers(package: str, name: str, table: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = CALLS[package][name](HOSTILE[table])
        except ScoringError as refusal:
            assert str(refusal)
            return
    assert list(faults(found)) == []


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize(("package", "name"), [(package, name) for package, calls in CALLS.items() for name in calls])
def test_nobody_writes_into_the_answers_given(package: str, name: str, gaps: bool) -> None:
    """The table cannot be written to, so that whoever tried would fail."""
    rng = np.random.default_rng(3)
    x = np.clip(np.round(3 + rng.normal(size=(300, 1)) + rng.normal(size=(300, 6))), 1, 5)
    x[rng.random(x.shape) < 0.05 * gaps] = np.nan
    before = x.copy()
    x.setflags(write=False)
    try:
        CALLS[package][name](pd.DataFrame(x, columns=list("abcdef"), copy=False))
    except ScoringError as refusal:
        assert str(refusal)
    assert np.array_equal(x, before, equal_nan=True)


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("name", ["information", "link", "score", "item_fit", "person_fit", "dump"])
def test_a_hostile_bank_gives_a_reason_or_finite_numbers(name: str, bank: str) -> None:
    hostile, people = BANKS[bank], pd.DataFrame(np.arange(500).reshape(5, 100) % 5 + 1.0).add_prefix("i")
    calls: dict[str, Callable[[], object]] = {
        "information": lambda: irt.information(hostile),
        "link": lambda: irt.link(hostile, hostile),
        "score": lambda: irt.score(people, hostile),
        "item_fit": lambda: irt.item_fit(people, hostile),
        "person_fit": lambda: irt.person_fit(people, hostile),
        "dump": lambda: irt.dump(hostile),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = calls[name]()
        except ScoringError as refusal:
            assert str(refusal)
            return
    assert list(faults(found)) == []


def faults(found: object, place: str = "result") -> Iterator[str]:
    """Where a result holds a number that is none, a refusal without its reason, or a refusal with numbers."""
    if isinstance(found, Estimate):
        # that a refused one holds no number, and another a finite one, is held by the class
        if found.status == "refused" and not found.reasons:
            yield f"{place}: no reason"
        yield from faults([bound for bound in (found.low, found.high) if bound is not None], f"{place}.bounds")
    elif isinstance(found, Result):
        parts = {name: value for name, value in vars(found).items() if name not in Result.__dataclass_fields__}
        if found.status == "refused":
            if not found.reasons:
                yield f"{place}: no reason"
            if any(numbers(value) for value in parts.values()):
                yield f"{place}: refused, and holds numbers"
        elif not any(numbers(value) or (isinstance(value, Mapping) and value) for value in parts.values()):
            yield f"{place}: not refused, and holds neither a number nor a reason"
        for name, value in parts.items():
            yield from faults(value, f"{place}.{name}")
    elif isinstance(found, Mapping):
        for name, value in found.items():
            yield from faults(value, f"{place}[{name}]")
    elif isinstance(found, list | tuple):
        for number, value in enumerate(found):
            yield from faults(value, f"{place}[{number}]")
    elif isinstance(found, pd.DataFrame | pd.Series | np.ndarray | float) and np.isinf(cells(found)).any():
        yield f"{place}: infinite"


def cells(value: Any) -> np.ndarray:
    """Its cells that are numbers, or estimates of some."""
    flat = [one.value if isinstance(one, Estimate) else one for one in np.ravel(np.asarray(value, dtype=object))]
    return np.array([cell for cell in flat if isinstance(cell, float | np.floating)], dtype=float)


def numbers(value: object) -> bool:
    if isinstance(value, Estimate):
        return value.value is not None
    held = isinstance(value, pd.DataFrame | pd.Series | np.ndarray | float) and not isinstance(value, bool)
    return held and bool(np.isfinite(cells(value)).any())
