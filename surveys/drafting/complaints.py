"""Everything for which a draft cannot be published yet, each with the place where it shows."""

from collections.abc import Iterator

from surveys.bank import faults
from surveys.definition import Instrument
from surveys.errors import InstrumentTooLarge

#: Beyond this a page of the editor, or a person, no longer copes; the largest published inventory has 566 items.
MOST_ITEMS = 5_000
MOST_LETTERS = 5_000_000
#: Who answers in court for an instrument must be able to say these.
NEEDED = ("code", "title", "source", "licence", "language")

Complaint = tuple[str, str]


def complaints(instrument: Instrument) -> tuple[Complaint, ...]:
    """Place (``instrument``, ``section <code>``, ``item <code>``, ``scale <code>``) and reason; none: publishable."""
    return tuple(dict.fromkeys((*_lacking(instrument), *faults(instrument))))


def check_size(instrument: Instrument) -> None:
    """Raises InstrumentTooLarge for more than anybody can look after in a browser."""
    letters = 0
    count = 0
    for section in instrument.sections:
        count += len(section.items)
        letters += len(section.text) + len(section.title)
        for item in section.items:
            letters += len(item.text) + len(item.definition) + sum(len(option.label) for option in item.options)
    for translation in instrument.translations:
        letters += sum(map(len, translation.words.values()))
    if count > MOST_ITEMS or letters > MOST_LETTERS:
        raise InstrumentTooLarge(found=count, most=MOST_ITEMS, letters=MOST_LETTERS)


def at(found: tuple[Complaint, ...], place: str) -> tuple[str, ...]:
    """The reasons that belong to one place."""
    return tuple(reason for where, reason in found if where == place)


def _lacking(instrument: Instrument) -> Iterator[Complaint]:
    for name in NEEDED:
        if not getattr(instrument, name).strip():
            yield "instrument", f"{name} is missing"
    if not instrument.uses:
        yield "instrument", "uses are missing: say what it may be used for"
    for section in instrument.sections:
        if not section.title.strip():
            yield f"section {section.code}", "title is missing"
        for item in section.items:
            if not item.text.strip():
                yield f"item {item.code}", "text is missing"
            if item.image is not None and not item.image.alt.strip():
                yield f"item {item.code}", "its image has no words for those who cannot see it"
            if item.problem is not None:
                yield f"item {item.code}", "holds what one respondent was given"
    for scale in instrument.scales:
        if not scale.label.strip():
            yield f"scale {scale.code}", "label is missing"
