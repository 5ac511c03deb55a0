"""Is this instrument well written? Advice on wording, keys, length and law, each with its place; no prohibition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.definition import Instrument
from surveys.lint import answers, keying, lawful, likeness, passport, wording
from surveys.lint.advice import Advice
from surveys.lint.keying import INTER_ITEM, SEM

__all__ = ["INTER_ITEM", "RULES", "SEM", "Advice", "Wanted", "lint"]

#: Every code an advice may carry.
RULES = tuple(code for module in (wording, keying, answers, likeness, lawful, passport) for code in module.RULES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the scales shall do.

    Attributes
    ----------
    sem : float
        The largest standard error of measurement, in standard deviations of the scale.
    reliability : Mapping
        What a scale of the version before reached, by its code: (reliability, number of its items then).
    """

    sem: float = SEM
    reliability: Mapping[str, tuple[float, int]] | None = None


def lint(instrument: Instrument, wanted: Wanted | None = None) -> tuple[Advice, ...]:
    """All advice, in the order of the instrument's places."""
    wanted = wanted or Wanted()
    found = tuple(_all(instrument, wanted))
    order = {place: at for at, place in enumerate(_places(instrument))}
    return tuple(sorted(found, key=lambda one: order.get(one.place, len(order))))


def _all(instrument: Instrument, wanted: Wanted) -> Iterator[Advice]:
    yield from passport.advice(instrument)
    yield from wording.advice(instrument)
    yield from keying.advice(instrument, wanted.sem, wanted.reliability or {})
    yield from answers.advice(instrument)
    yield from likeness.advice(instrument)
    yield from lawful.advice(instrument)


def _places(instrument: Instrument) -> Iterator[str]:
    yield "instrument"
    yield from (f"scale {scale.code}" for scale in instrument.scales)
    for section in instrument.sections:
        yield f"section {section.code}"
        yield from (f"item {item.code}" for item in section.items)
