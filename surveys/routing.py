"""Which section comes next, and where somebody who returns goes on."""

from collections.abc import Collection

from surveys.definition import Instrument, Section


def following(instrument: Instrument, section: str) -> Section | None:
    """The section after that one; None after the last. KeyError for a section that is not there."""
    return _beside(instrument, section, 1)


def preceding(instrument: Instrument, section: str) -> Section | None:
    """The section before that one; None before the first. KeyError for a section that is not there."""
    return _beside(instrument, section, -1)


def first_incomplete(instrument: Instrument, missing: Collection[str]) -> Section | None:
    """The first section with an item in ``missing``; None when every item is answered."""
    return next(
        (section for section in instrument.sections if any(item.code in missing for item in section.items)), None
    )


def _beside(instrument: Instrument, section: str, step: int) -> Section | None:
    place = instrument.sections.index(instrument.section(section)) + step
    return instrument.sections[place] if 0 <= place < len(instrument.sections) else None
