"""What is known of these items, in a form that can be kept, read back and used to score?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, get_args

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Undefined
from scoring.irt.models import GRADED, Model, Parameters
from scoring.results import Caveat


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
    merged : Mapping of str to (Mapping of float to float)
        Answers of an item that count as another one of its answers.
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
    merged: Mapping[str, Mapping[float, float]] = field(default_factory=dict)

    @property
    def parameters(self) -> Parameters:
        """The items as slope and intercepts."""
        slope = self.items["slope"].to_numpy(dtype=float)
        names = [name for name in self.items.columns if str(name).startswith("threshold_")]
        threshold = self.items[names].to_numpy(dtype=float)
        return Parameters(self.model in GRADED, slope, np.asarray(-slope[:, None] * threshold))

    def of(self, names: Sequence[str]) -> "Bank":
        """The bank with only these items, in this order; KeyError when it lacks one."""
        items = self.items.loc[list(names)]
        categories = {name: self.categories[name] for name in names}
        merged = {name: self.merged[name] for name in names if name in self.merged}
        return replace(self, items=items, categories=categories, merged=merged)


class Calibrated(Protocol):
    """What holds a bank, or the reasons for which there is none: a calibration."""

    @property
    def bank(self) -> Bank | None: ...

    @property
    def reasons(self) -> tuple[Caveat, ...]: ...


def opened(known: Bank | Calibrated) -> Bank:
    """The bank itself, or that of a calibration.

    Raises
    ------
    Undefined
        The reason for which the calibration was refused.
    ValueError
        When it is neither.
    """
    if isinstance(known, Bank):
        return known
    found, reasons = getattr(known, "bank", None), getattr(known, "reasons", ())
    if found is None and reasons:
        raise Undefined(reasons[0].code, **reasons[0].values)
    if not isinstance(found, Bank):
        raise ValueError("a bank is needed, such as calibrate gives")
    return found


def checked(bank: Bank) -> Bank:
    """The bank, when its numbers can be probabilities.

    Raises
    ------
    BadTable
        That names the item and what is wrong with it: no slope, a word for a number, a missing or infinite
        threshold, a number of thresholds that does not fit its categories, an answer merged into none of them, a
        category of a graded item that nobody could choose.
    """
    if bank.model not in get_args(Model):
        raise BadTable(f"bank: model {bank.model} is not one of {', '.join(get_args(Model))}")
    if bank.items.empty or "slope" not in bank.items:
        raise BadTable("bank: no items with a slope")
    if not bank.items.index.is_unique:
        raise BadTable(f"bank: item {bank.items.index[bank.items.index.duplicated()][0]} is there twice")
    try:
        items = bank.parameters
    except (TypeError, ValueError) as error:
        raise BadTable(f"bank: a slope or threshold is not a number ({error})") from error
    if not (np.isfinite(bank.mean) and np.isfinite(bank.sd) and bank.sd > 0):
        raise BadTable(f"bank: mean {bank.mean} and sd {bank.sd} are no distribution")
    names = [name for name in bank.items if str(name).startswith("threshold_")]
    if names != [f"threshold_{step}" for step in range(1, len(names) + 1)]:
        raise BadTable(f"bank: columns {', '.join(map(str, names))} are not threshold_1, threshold_2 and so on")
    for place, name in enumerate(bank.items.index):
        known = bank.categories.get(name, ())
        slope, steps = items.slope[place], items.intercept[place]
        if not np.isfinite(slope) or slope == 0:
            raise BadTable(f"bank, item {name}: slope {slope}")
        if len(set(known)) != len(known) or len(known) < 2 or not np.isfinite(known).all():
            raise BadTable(f"bank, item {name}: categories {known}")
        own = steps[: len(known) - 1]
        if len(own) != len(known) - 1 or not np.isfinite(own).all() or not np.isnan(steps[len(own) :]).all():
            raise BadTable(f"bank, item {name}: {len(known)} categories need {len(known) - 1} thresholds")
        merged = bank.merged.get(name, {})
        if not set(merged.values()) <= set(known) or set(merged) & set(known):
            raise BadTable(f"bank, item {name}: merged {dict(merged)} into categories {known}")
        if items.graded and (np.diff(own) >= 0).any():
            raise BadTable(f"bank, item {name}: thresholds out of order")
    return bank
