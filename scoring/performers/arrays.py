"""How are people, periods and measures kept as arrays?"""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]


def places(column: pd.Series, among: pd.Series) -> Codes:
    """Where each value of the column stands among distinct ones; −1 for none."""
    codes, distinct = pd.factorize(column)
    return np.asarray(pd.Index(among).get_indexer(pd.Index(distinct))[codes], dtype=np.intp)
