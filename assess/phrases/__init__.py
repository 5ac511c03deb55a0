"""All words for codes: reasons, sentences, column heads, refusals; found by key, translated."""

from typing import Any

from flask_babel import LazyString

from assess.phrases import (
    accounts,
    authoring,
    benchmarks,
    calibration,
    campaigns,
    decisions,
    delivery,
    engine,
    exchange,
    fieldwork,
    guides,
    hiring,
    impact,
    instruments,
    interviews,
    keys,
    measurement,
    patterns,
    people,
    performance,
    power,
    profile,
    profiles,
    rate,
    ratings,
    reasons,
    referees,
    references,
    refusals,
    reports,
    rights,
    standing,
    tiers,
    uploads,
    vault,
    vignettes,
)

_PARTS = (
    reasons.WORDS,
    reasons.SHORT,
    reasons.UNITS,
    refusals.WORDS,
    engine.WORDS,
    exchange.WORDS,
    campaigns.WORDS,
    people.WORDS,
    performance.WORDS,
    accounts.WORDS,
    patterns.WORDS,
    reports.WORDS,
    power.WORDS,
    profile.WORDS,
    profiles.WORDS,
    decisions.WORDS,
    benchmarks.WORDS,
    rate.WORDS,
    ratings.WORDS,
    tiers.WORDS,
    standing.WORDS,
    uploads.WORDS,
    hiring.WORDS,
    impact.WORDS,
    interviews.WORDS,
    instruments.WORDS,
    authoring.WORDS,
    authoring.ADVICE,
    authoring.ENTRIES,
    measurement.WORDS,
    fieldwork.WORDS,
    calibration.WORDS,
    guides.WORDS,
    keys.WORDS,
    delivery.WORDS,
    rights.WORDS,
    references.WORDS,
    referees.WORDS,
    vault.WORDS,
    vignettes.WORDS,
)
WORDS: dict[str, LazyString] = {key: words for part in _PARTS for key, words in part.items()}


def phrase(key: str, **values: Any) -> str:
    """The words for a key, filled with values; KeyError if there are none or a value is missing."""
    words = str(WORDS[key])
    return words % values if values or "%(" in words else words.replace("%%", "%")
