"""Does the whole say where it comes from, what it may be used for, and how long it takes?"""

from collections.abc import Iterator

from surveys.definition import Instrument, Item, Section
from surveys.languages import missing
from surveys.lint.advice import Advice

RULES = (
    "NO_SOURCE",
    "NO_LICENCE",
    "NO_NOTICE",
    "NO_CONSTRUCT",
    "TOO_LONG",
    "EMPTY_SECTION",
    "NO_DIRECTION",
    "UNTRANSLATED",
)
#: Seconds an item takes beside reading: figures to plan with, not from a study; reading at 200 words a minute, below
#: the mean of silent reading (Brysbaert 2019: 238).
SECONDS = {"likert": 3.0, "choice": 5.0, "number": 8.0, "text": 60.0, "anchored": 60.0}
OTHERWISE = 15.0
READING = 60 / 200
MOST_MINUTES = 40


def advice(instrument: Instrument) -> Iterator[Advice]:
    """What is said of the passport, the length and the sections."""
    if not instrument.source.strip():
        yield Advice("NO_SOURCE", "instrument")
    if not instrument.licence.strip():
        yield Advice("NO_LICENCE", "instrument")
    if not instrument.notice.strip():
        yield Advice("NO_NOTICE", "instrument")
    if not instrument.construct and "selection" in instrument.uses:
        yield Advice("NO_CONSTRUCT", "instrument")
    took = minutes(instrument)
    if took > MOST_MINUTES:
        yield Advice("TOO_LONG", "instrument", {"minutes": round(took), "n": len(instrument.items)})
    for scale in instrument.scales:
        if not scale.direction.strip():
            yield Advice("NO_DIRECTION", f"scale {scale.code}")
    for section in instrument.sections:
        if not section.items and not section.text.strip():
            yield Advice("EMPTY_SECTION", f"section {section.code}")
    for translation in instrument.translations:
        if lacking := missing(instrument, translation.language):
            yield Advice("UNTRANSLATED", "instrument", {"language": translation.language, "n": len(lacking)})


def minutes(instrument: Instrument) -> float:
    """About how long answering takes; a timed section at its full time, an adaptive one at its most items."""
    return sum(_of_section(section) for section in instrument.sections) / 60


def _of_section(section: Section) -> float:
    if section.seconds is not None:
        return float(section.seconds)
    took = _words(section.text) * READING + sum(_of_item(item) for item in section.items)
    if section.adaptive is not None and section.items:
        took *= min(1.0, section.adaptive.most / len(section.items))
    return took


def _of_item(item: Item) -> float:
    # answers that repeat from item to item are read once
    labels = 0 if item.kind == "likert" else sum(_words(option.label) for option in item.options)
    return SECONDS.get(item.kind, OTHERWISE) + (_words(item.text) + _words(item.definition) + labels) * READING


def _words(text: str) -> int:
    return len(text.split())
