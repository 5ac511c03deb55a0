"""mirt for Python: many-facet Rasch by marginal maximum likelihood."""

from collections.abc import Callable
from typing import Any

import numpy as np
from mirt.estimation import fit_mfrm
from mirt.models import Facet, PolytomousMFRM

Arrays = dict[str, Any]
Call = Callable[[], Arrays]


def rating_scale(data: Arrays) -> Call:
    """As it comes: 41 points of the trait, more if they are too few."""
    return _fit(data, "rating_scale")


def rating_scale_fine(data: Arrays) -> Call:
    """At 61 points."""
    return _fit(data, "rating_scale", n_quadpts=61)


def partial_credit(data: Arrays) -> Call:
    """Steps of each criterion's own, as it comes."""
    return _fit(data, "partial_credit")


def _fit(data: Arrays, structure: str, **options: Any) -> Call:
    """People in rows; each scorecard of a person is as many columns as there are criteria."""
    x, ratee, rater = data["x"].astype(int), data["ratee"], data["rater"]
    people, criteria = int(ratee.max()) + 1, x.shape[1]
    each = len(x) // people
    wide = x.reshape(people, each * criteria)
    who = np.repeat(rater.reshape(people, each), criteria, axis=1)
    items = np.tile(np.arange(criteria), each)
    raters = int(rater.max()) + 1

    def call() -> Arrays:
        model = PolytomousMFRM(criteria, int(x.max()) + 1, [Facet("rater", raters)], category_structure=structure)
        found = fit_mfrm(model, wide, {"rater": who}, item_indices=items, **options)
        return {
            "severity": found.facet_parameters["rater"],
            "se": found.facet_se["rater"],
            "infit": found.infit["rater"],
            "outfit": found.outfit["rater"],
            "difficulty": found.item_difficulty - found.item_difficulty.mean(),
            "log_likelihood": np.array(found.log_likelihood),
        }

    return call
