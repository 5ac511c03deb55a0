"""Do tables that break careless statistics give reasons, never numbers or tracebacks?"""

import warnings
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest

from scoring.factors import bartlett, efa, kmo, map_test, parallel_analysis, polychoric, schmid_leiman
from scoring.results import Result
from tests.scoring.hostile import HOSTILE

ANALYSES: dict[str, Callable[[pd.DataFrame], Result]] = {
    "kmo": kmo,
    "bartlett": bartlett,
    "map": map_test,
    "parallel": partial(parallel_analysis, iterations=20),
    "parallel polychoric": partial(parallel_analysis, iterations=20, kind="polychoric"),
    "minres": partial(efa, n_factors=1),
    "ml": partial(efa, n_factors=1, method="ml", missing="pairwise"),
    "pa": partial(efa, n_factors=1, method="pa", kind="polychoric"),
    "bifactor": partial(schmid_leiman, n_factors=2),
    "polychoric": polychoric,
}
#: Tables on which eigenvalues and pairs of items are still defined.
SOUND = {"booleans", "two identical columns"}


@pytest.mark.parametrize("analysis", ANALYSES)
@pytest.mark.parametrize("table", HOSTILE)
def test_a_hostile_table_is_refused_with_a_reason_or_answered_with_numbers(analysis, table):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = ANALYSES[analysis](HOSTILE[table])
    if table not in SOUND:
        assert found.status == "refused"
    if found.status == "refused":
        assert found.reasons
        assert not holds_numbers(found)
    else:
        assert holds_numbers(found)


def holds_numbers(found: Result) -> bool:
    """Whether any field beside the reasons holds a finite number."""
    fields = {name: value for name, value in vars(found).items() if name not in Result.__dataclass_fields__}
    cells = [np.ravel(np.asarray(value, dtype=float)) for value in fields.values() if value is not None]
    return bool(np.isfinite(np.concatenate(cells)).any())
