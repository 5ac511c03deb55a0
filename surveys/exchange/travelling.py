"""The way there and back that every format with a writer shares: write, read as a stranger would, keep the rest."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from surveys.definition import Instrument, Item
from surveys.exchange.extension import difference, restored, spoken_of
from surveys.exchange.limits import held
from surveys.exchange.outcome import Exported, Imported

Compose = Callable[[Instrument, dict[str, Any] | None], bytes]
Parse = Callable[[bytes], tuple[Imported, Any]]


def carried(
    instrument: Instrument, compose: Compose, parse: Parse, spread: Callable[[Item], int], ending: str, media_type: str
) -> Exported:
    """The instrument as a file that comes back whole.

    ``compose`` writes it, with the part only Exemplar reads if given one; ``parse`` reads what stands in the format's
    own places, and that part as it is; ``spread`` says as how many items an item comes out.
    """
    came, _ = parse(compose(instrument, None))
    extension = difference(instrument, came, spread)
    losses = tuple(spoken_of(extension, instrument, came.instrument))
    return Exported(compose(instrument, extension), f"{instrument.code}{ending}", media_type, losses)


def returned(content: bytes, name: str, parse: Parse) -> Imported:
    """What stands in a file, with everything put back that only Exemplar knows of; raises ExchangeRefused."""
    came, extension = parse(content)
    if extension is None:
        return named(held(came), name)
    whole, losses = restored(came, extension)
    codes = {code: other for code, other in came.codes.items() if code in whole.items}
    return named(held(Imported(whole, losses, codes)), name)


def named(read: Imported, name: str) -> Imported:
    """With the file's name as title and source where the file says neither."""
    whole = read.instrument
    if whole.title and whole.source:
        return read
    return replace(read, instrument=replace(whole, title=whole.title or name, source=whole.source or name))
