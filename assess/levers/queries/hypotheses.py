"""A locked hypothesis as the statistics take it: what it says, what its measures are worth, and what tried it."""

from collections.abc import Mapping
from typing import cast

from assess.levers.models import Lever
from assess.levers.queries.measures import contamination
from assess.levers.queries.tallies import OBSERVED
from scoring.bundle import Scale
from scoring.errors import Code
from scoring.levers import Registered
from scoring.levers.inputs import Contamination, Tested
from scoring.results import Estimate


def hypothesis(
    lever: Lever, shared: Mapping[str, str], tested: Mapping[str, Tested], agreed: Mapping[str, float],
    copied: float | None = None, scales: Mapping[str, Scale] | None = None,
) -> Registered:  # fmt: skip
    """The hypothesis for a study.

    Parameters
    ----------
    shared : Mapping
        KPIs that are part of the result, by key.
    tested : Mapping
        By code, what interventions said.
    agreed : Mapping
        By key of what was counted, how far its coders agree.
    copied : float or None
        What a panel said of whether others can do it.
    scales : Mapping of str to Scale, optional
        How its measures are read.
    """
    named = [one for one in lever.measures if not one.anonymous]
    known = [one.reliability for one in named if one.reliability is not None]
    known += [agreed[one.reference] for one in named if one.kind == OBSERVED and one.reference in agreed]
    return Registered(
        lever.code, lever.name, lever.family, lever.tier, lever.type, lever.direction, min(known, default=None),
        lever.reverse_cause, lever.exploratory, cast(Contamination, contamination(lever, shared)),
        bool(lever.measures) and not named, tested.get(lever.code, ""), copied, _done_from(lever, scales or {}),
    )  # fmt: skip


def _done_from(lever: Lever, scales: Mapping[str, Scale]) -> float | None:
    """One measure keeps its unit, several are standard scores; of what less is better nobody says that it is done."""
    one = next(iter(scales.values())) if len(scales) == 1 and lever.direction > 0 else None
    return one.done_from if one else None


def reliable(found: Estimate) -> float | None:
    """What a count is worth; nothing where its coders agree no more than by chance, None where too few tell."""
    if found.value is None:
        return 0.0 if any(one.code is Code.UNRELIABLE_MEASURE for one in found.reasons) else None
    return max(found.value, 0.0)
