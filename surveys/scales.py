"""The scoring keys an instrument's scales ask for."""

from scoring.keys import ScoringKey
from surveys.definition import Instrument


def keys(instrument: Instrument) -> tuple[ScoringKey, ...]:
    """One key a scale; the sign of an item reverses it, and only here."""
    return tuple(
        ScoringKey(scale.code, {keyed.item: keyed.sign for keyed in scale.items}, scale.low, scale.high)
        for scale in instrument.scales
    )
