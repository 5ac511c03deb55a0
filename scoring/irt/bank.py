"""What is known of these items, in a form that can be kept, read back and used to score?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.irt.models import GRADED, Model, Parameters


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """Calibrated items.

    Attributes
    ----------
    model : Model
    items : DataFrame
        Index ``item``; columns slope, threshold_1 … and their se_slope, se_threshold_1 …; NaN beyond an item's own
        steps. In the unit of the trait as it was calibrated.
    categories : Mapping of str to tuple of float
        The answers each item knows, in order, as they stand in the data; the first is category 0.
    mean, sd : float
        Of the trait in the people the bank was calibrated on.
    n : int
        How many they were.
    """

    model: Model
    items: pd.DataFrame
    categories: Mapping[str, tuple[float, ...]]
    mean: float = 0.0
    sd: float = 1.0
    n: int = 0

    @property
    def parameters(self) -> Parameters:
        """The items as slope and intercepts."""
        slope = self.items["slope"].to_numpy(dtype=float)
        names = [name for name in self.items.columns if name.startswith("threshold_")]
        threshold = self.items[names].to_numpy(dtype=float)
        return Parameters(self.model in GRADED, slope, np.asarray(-slope[:, None] * threshold))
