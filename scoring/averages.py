"""What is the mean of each row where some of its values are not known?"""

import numpy as np

from scoring.performers.results import Floats


def row_means(x: Floats) -> Floats:
    """Mean over the known values of each row, (n, k) to (n,); NaN where none is known.

    Examples
    --------
    >>> row_means(np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])).tolist()
    [2.0, nan]
    """
    n = (~np.isnan(x)).sum(1)
    return np.asarray(np.divide(np.nansum(x, 1), n, where=n > 0, out=np.full(len(x), np.nan)))
