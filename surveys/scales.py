"""The scoring keys an instrument's scales ask for."""

from collections.abc import Collection, Hashable

from scoring.keys import ScoringKey
from surveys.definition import Instrument


def keys(instrument: Instrument) -> tuple[ScoringKey, ...]:
    """One key a scale with items of its own; the sign of an item reverses it and its weight counts, and only here.

    A scale that only statements of forced-choice blocks speak for has none: see ``scoring.forced_choice``.
    """
    return tuple(
        ScoringKey(scale.code, {one.item: one.sign * one.weight for one in scale.items}, scale.low, scale.high)
        for scale in instrument.scales
        if scale.items
    )


def attention(instrument: Instrument) -> dict[Hashable, float | Collection[float]]:
    """The items that check attention, each with the answers of somebody who reads (methods §4.7)."""
    return {code: [float(value) for value in item.expected] for code, item in instrument.items.items() if item.expected}


def sensitive(instrument: Instrument) -> frozenset[str]:
    """The items of sensitive scales: what is said of them takes more people, as the scale does."""
    return frozenset(one.item for scale in instrument.scales if scale.sensitive for one in scale.items)
