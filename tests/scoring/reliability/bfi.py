"""The 25 items of psych::bfi, keyed, and what R says of them; they belong to a GPL package and stay outside."""

import json

import pandas as pd

from tests.reference import SHARED, beside

REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
SCALES = "ACENO"
needs_bfi = beside("published tables and exact covariances prove the formulas")


def scale(letter):
    """The five items of a scale, all pointing the same way, gaps as they are."""
    bfi = pd.read_csv(SHARED / "data/bfi.csv", index_col=0)
    items = bfi[[f"{letter}{number}" for number in range(1, 6)]]
    return items.apply(lambda item: 7 - item if item.name in REVERSED else item)


def golden(letter):
    """What psych 2.2.9 and lavaan 0.6.14 give for it."""
    return json.loads((SHARED / "golden/alpha_omega_bfi.json").read_text())[letter]
