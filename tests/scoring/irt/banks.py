"""Calibrated items the tests of scoring share: published ones, golden ones and ones with a known truth."""

import json

import numpy as np
import pandas as pd

from scoring.irt.bank import Bank
from scoring.irt.models import Model, probabilities
from tests.reference import SHARED, beside

needs_shared = beside("LSAT6 as printed, exact integrals and known truth prove the rest")


def bank_of(model: Model, slope, threshold, first: float = 0.0, names=None, **others) -> Bank:
    """Items i0, i1 … (or ``names``), thresholds one row an item, answers counted up from ``first``."""
    threshold = np.asarray(threshold, dtype=float)
    names = [f"i{number}" for number in range(len(threshold))] if names is None else list(names)
    items = pd.DataFrame({"slope": slope}, index=pd.Index(names, name="item"))
    for step in range(threshold.shape[1]):
        items[f"threshold_{step + 1}"] = threshold[:, step]
    categories = {
        name: tuple(first + k for k in range(1 + int(np.isfinite(row).sum())))
        for name, row in zip(names, threshold, strict=True)
    }
    return Bank(model, items, categories, **others)


#: Bock & Lieberman 1970, two-parameter logistic by marginal maximum likelihood.
LSAT6 = bank_of(
    "2PL",
    [0.8257, 0.7227, 0.8909, 0.6884, 0.6569],
    [[-2.7732 / 0.8257], [-0.9902 / 0.7227], [-0.2491 / 0.8909], [-1.2848 / 0.6884], [-2.0533 / 0.6569]],
)
#: People by pattern 00000, 00001 … 11111.
LSAT6_COUNTS = [
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
]  # fmt: skip
LSAT6_PATTERNS = np.array([[pattern >> place & 1 for place in (4, 3, 2, 1, 0)] for pattern in range(32)])
LSAT6_PEOPLE = np.repeat(LSAT6_PATTERNS, LSAT6_COUNTS, axis=0)


def invented(model: Model = "GRM", items: int = 20, categories: int = 5, seed: int = 1) -> Bank:
    """Items spread over the trait."""
    g = np.random.default_rng(seed)
    threshold = np.sort(g.normal(0, 1.2, (items, categories - 1)), axis=1) + 0.15 * np.arange(categories - 1)
    return bank_of(model, g.uniform(0.8, 2.0, items), threshold, first=1.0)


def answered(bank: Bank, theta, seed: int = 2) -> pd.DataFrame:
    """What people of these levels answer."""
    p = probabilities(bank.parameters, theta)
    drawn = np.random.default_rng(seed).random((p.shape[0], 1, p.shape[2]))
    codes = (drawn > np.cumsum(p, axis=1)[:, :-1]).sum(axis=1)
    return pd.DataFrame(
        {name: np.array(bank.categories[name])[row] for name, row in zip(bank.items.index, codes, strict=True)}
    )


def golden(name: str) -> dict:
    """A file of golden numbers."""
    return json.loads((SHARED / "golden" / f"{name}.json").read_text())


def golden_grm(scale: str) -> tuple[dict, Bank, pd.DataFrame]:
    """Five items of one scale of the bfi: golden numbers, the bank R's mirt calibrated, 2,800 people."""
    numbers = golden(f"grm_bfi_{scale}")
    thresholds = [[item[f"b{step}"] for step in range(1, 6)] for item in numbers["coef_irt"]]
    names = [item["name"] for item in numbers["coef_irt"]]
    bank = bank_of("GRM", [item["a"] for item in numbers["coef_irt"]], thresholds, 1.0, names, n=2800)
    people = pd.read_csv(SHARED / "data" / "bfi.csv", index_col=0)[names].astype(float)
    if scale == "A":
        people["A1"] = 7 - people["A1"]
    return numbers, bank, people


def golden_2pl(test: str) -> tuple[dict, Bank, pd.DataFrame]:
    """LSAT6 or LSAT7 likewise."""
    numbers = golden(f"dich_{test}")
    items = numbers["twoPL"]["coef"]
    names = [item["name"] for item in items]
    bank = bank_of("2PL", [item["a"] for item in items], [[item["b"]] for item in items], 0.0, names, n=1000)
    return {**numbers, **numbers["twoPL"]}, bank, pd.read_csv(SHARED / "data" / f"{test}.csv")
