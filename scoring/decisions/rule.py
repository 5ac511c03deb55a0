"""By which weights, hurdles and least ratings is the evidence of an opening combined?"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import Code, ScoringError
from scoring.policy import judgement
from scoring.results import Caveat

#: Kinds of evidence, in the order of a usual process.
COMPONENTS = ("fit", "cognitive", "sjt", "interview", "simulation", "references")
MODELS = ("compensatory", "hurdles")
PRESETS = ("unit", "literature", "local")
#: With less of the weight there the composite would be about something else (methods §7.2).
LEAST_SHARE = 0.70
#: What each kind of evidence predicts, as operational validity: structured interview .42 and work sample .33 from
#: Sackett, Zhang, Berry & Lievens 2022; situational judgement .26 from the same table, from memory; cognitive ability
#: .04 with objective sales (Vinchur, Schippmann, Switzer & Roth 1998), where the all-jobs value is .31; fit as for
#: conscientiousness, .19, until the profile's own cross-validated value is known. References have none there.
LITERATURE: Mapping[str, float] = {
    "fit": 0.19, "cognitive": 0.04, "sjt": 0.26, "interview": 0.42, "simulation": 0.33, "references": 0.0,
}  # fmt: skip


class BadRule(ScoringError):
    """A rule that cannot be applied; ``key`` names what is wrong with it."""

    def __init__(self, key: str, **values: str | float) -> None:
        super().__init__(f"{key}: {values}")
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Rule:
    """Weights by component, the model, cuts by component in its own units, and least ratings by topic.

    Attributes
    ----------
    weights : Mapping of str to float
        Above zero; they are brought to a sum of one.
    model : {"compensatory", "hurdles"}
    hurdles : Mapping of str to float
        Counted only where the model is "hurdles"; a component may be a hurdle without a weight.
    minimum : Mapping of str to float
        Rating every candidate needs on a critical topic, such as BARS 2.

    Raises
    ------
    BadRule
        On an unknown component, a weight that is negative or not a number, or no weight at all.
    """

    weights: Mapping[str, float]
    model: str = "compensatory"
    hurdles: Mapping[str, float] = field(default_factory=dict)
    minimum: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            raise BadRule("model", model=self.model)
        for component, number in (*self.weights.items(), *self.hurdles.items()):
            if component not in COMPONENTS:
                raise BadRule("component", component=component)
            if not math.isfinite(number):
                raise BadRule("number", component=component)
        for component, weight in self.weights.items():
            if weight < 0:
                raise BadRule("negative", component=component)
        if not any(self.weights.values()):
            raise BadRule("none")
        if self.model == "hurdles" and not self.hurdles:
            raise BadRule("no_hurdle")

    @property
    def shares(self) -> dict[str, float]:
        """Weights that sum to one, in the order of ``COMPONENTS``; components without one are left out."""
        total = math.fsum(self.weights.values())
        return {one: self.weights[one] / total for one in COMPONENTS if self.weights.get(one)}


def preset(name: str, components: Iterable[str]) -> dict[str, float]:
    """Weights of these components: 1 each for "unit", their validity for "literature"; KeyError for another name."""
    if name == "unit":
        return {one: 1.0 for one in COMPONENTS if one in set(components)}
    if name == "literature":
        return {one: LITERATURE[one] for one in COMPONENTS if one in set(components)}
    raise KeyError(name)


def local_weights(scores: pd.DataFrame, criterion: Sequence[float]) -> tuple[dict[str, float], tuple[Caveat, ...]]:
    """Regression weights from people of whom all components and the result are known (methods §7.3).

    Parameters
    ----------
    scores : DataFrame
        A column a component, a row a person.
    criterion : sequence of float
        What each of them achieved.

    Returns
    -------
    dict of str to float, tuple of Caveat
        Standardised weights, those below zero set to zero and the rest estimated again; empty with the reason where
        too few people are known (``policy``: the least n of a profile with estimated weights at full strength, 150).
    """
    table = scores.assign(_y=np.asarray(criterion, float)).dropna()
    people = len(table)
    verdict = judgement("profile_estimated", people=people)
    if verdict.status != "ok":
        return {}, verdict.reasons
    y = table.pop("_y")
    if not y.std() or not (table.std() > 0).all():
        return {}, (Caveat(Code.NO_VARIANCE),)
    z, target = (table - table.mean()) / table.std(), ((y - y.mean()) / y.std()).to_numpy()
    kept = list(z.columns)
    while kept:
        weights = np.linalg.lstsq(z[kept].to_numpy(), target, rcond=None)[0]
        if (weights > 0).all():
            return dict(zip(kept, (float(one) for one in weights), strict=True)), ()
        kept = [one for one, weight in zip(kept, weights, strict=True) if weight > 0]
    return {}, (Caveat(Code.NO_VARIANCE),)
