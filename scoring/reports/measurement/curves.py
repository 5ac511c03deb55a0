"""Where along the trait does a scale measure sharply, and which answer is likely where?"""

from collections.abc import Iterator, Sequence

import numpy as np

from scoring.irt.bank import Bank
from scoring.irt.models import item_information, probabilities
from scoring.measurement import ScaleStudy
from scoring.results import Cell, Column, Table

#: The trait from very low to very high, in standard deviations of the people it was calibrated on.
THETA = np.round(np.arange(-4, 4.01, 0.25), 2)


def curves(scales: Sequence[ScaleStudy]) -> tuple[Table, ...]:
    """Long tables over the trait: ``information`` of scales with its standard error, of items, and of answers."""
    shown = [(one, one.bank) for one in scales if one.bank is not None]
    theta = Column("theta", "number")
    return (
        Table(
            "information",
            (Column("scale"), theta, Column("information", "number"), Column("sem", "number")),
            tuple(row for one, bank in shown for row in _scale(one.key.scale, bank)),
        ),
        Table(
            "item_information",
            (Column("scale"), Column("item"), theta, Column("information", "number")),
            tuple(row for one, bank in shown for row in _items(one.key.scale, bank)),
        ),
        Table(
            "categories",
            (Column("item"), Column("answer"), theta, Column("probability", "number")),
            tuple(row for _one, bank in shown for row in _categories(bank)),
        ),
    )


def _scale(name: str, bank: Bank) -> Iterator[tuple[Cell, ...]]:
    total = item_information(bank.parameters, THETA).sum(axis=0)
    for theta, information in zip(THETA, total, strict=True):
        # what is known of people before they answer adds 1/sd² to every score
        error = 1 / np.sqrt(information + bank.sd**-2)
        yield name, float(theta), float(information), float(error)


def _items(name: str, bank: Bank) -> Iterator[tuple[Cell, ...]]:
    for item, row in zip(bank.items.index, item_information(bank.parameters, THETA), strict=True):
        for theta, information in zip(THETA, row, strict=True):
            yield name, str(item), float(theta), float(information)


def _categories(bank: Bank) -> Iterator[tuple[Cell, ...]]:
    for item, table in zip(bank.items.index, probabilities(bank.parameters, THETA), strict=True):
        for answer, row in zip(bank.categories[str(item)], table, strict=False):
            for theta, probability in zip(THETA, row, strict=True):
                yield str(item), f"{answer:g}", float(theta), float(probability)
