"""Ratings with known answers: those of methods §6.6, and one published data set that stands beside the project."""

from pathlib import Path

import pandas as pd
import pytest

SHARED = Path(__file__).parents[4] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="reference data stand beside the project")
#: One candidate a word: three criteria by four raters each, categories 1 to 5 (own data, methods §6.6).
TWENTY = """
132142113231 132123111221 421222223212 112132212221 124122222131 334322212221 243332333212 422235414422 453254222331
544143223322 355344434222 544443325232 444344345333 444444234541 553343443442 555353343434 443554445344 544344434443
454544554434 455455445452
"""


def twenty() -> pd.DataFrame:
    rows = [
        (f"candidate {number:02}", f"criterion {place // 4 + 1}", f"rater {place % 4 + 1}", int(digit))
        for number, digits in enumerate(TWENTY.split(), 1)
        for place, digit in enumerate(digits)
    ]
    return pd.DataFrame(rows, columns=["ratee", "criterion", "rater", "rating"])


def ratings1() -> pd.DataFrame:
    """data.ratings1 of the R package sirt: 135 essays, 7 raters, 5 criteria, each essay by one to five of them."""
    wide = pd.read_csv(SHARED / "data" / "sirt_data_ratings1.csv")
    long = wide.melt(["idstud", "rater"], var_name="criterion", value_name="rating")
    return long.rename(columns={"idstud": "ratee"})
