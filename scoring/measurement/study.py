"""One study of an instrument: its scales, its structure, and whether its items work alike for everyone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from scoring.dif import Dif, ordinal_logistic
from scoring.keys import ScoringKey, keyed
from scoring.measurement.scales import ScaleStudy, scale_study
from scoring.measurement.structure import Structure, structure
from scoring.policy import judged, minimum
from scoring.results import Estimate

#: Least people of each group for items to be compared (methods §4.10), and the classes that matter.
COMPARED = int(minimum("dif", "group").refuse)
MATTERS = ("B", "C")


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What was found.

    Attributes
    ----------
    people, careless : int
        Who answered, and how many of them in a way that may not reflect them; they are in all but ``careful``.
    dif : Mapping of (str, str) to Dif
        By the name of a grouping and a scale.
    """

    people: int
    careless: int
    scales: tuple[ScaleStudy, ...]
    structure: Structure
    dif: Mapping[tuple[str, str], Dif]

    @property
    def reliability(self) -> dict[str, Estimate]:
        """By scale, as far as the number of people lets it be shown."""
        return {
            one.key.scale: judged(one.reliability, "internal_consistency", people=one.reliability.n)
            for one in self.scales
        }

    @property
    def dif_items(self) -> dict[str, int]:
        """By scale: items that work differently for a group to a degree that matters; absent if none could be told."""
        found: dict[str, set[str]] = {}
        for (_grouping, scale), dif in self.dif.items():
            if dif.status != "refused":
                table = dif.items
                large = table["effect_class"].isin(MATTERS) & (
                    table[["n_reference", "n_focal"]].min(axis=1) >= COMPARED
                )
                found.setdefault(scale, set()).update(map(str, table.index[large]))
        return {scale: len(items) for scale, items in found.items()}


def study(
    answers: pd.DataFrame, keys: Sequence[ScoringKey], careless: pd.Series, groups: Mapping[str, pd.Series], seed: int
) -> Study:
    """Study an instrument by everybody's answers.

    Parameters
    ----------
    answers : DataFrame
        A row a person, a column an item, as given; missing ones NaN.
    careless : Series of bool
        Indexed like ``answers``.
    groups : Mapping of str to Series
        Groupings by name, to look for items that work differently; never part of any other number.

    Raises
    ------
    BadTable
        When an item of a key is no column, or an answer is out of its range.
    """
    by_scale = {key.scale: keyed(answers, key) for key in keys}
    items = pd.concat(by_scale.values(), axis=1)
    items = items.loc[:, ~items.columns.duplicated()]
    return Study(
        people=int(items.notna().any(axis=1).sum()),
        careless=int(careless.sum()),
        scales=tuple(scale_study(by_scale[key.scale], key, careless) for key in keys),
        structure=structure(items, keys, seed),
        dif={
            (name, key.scale): ordinal_logistic(by_scale[key.scale], group)
            for name, group in groups.items()
            if (group.value_counts() >= COMPARED).sum() > 1
            for key in keys
        },
    )
