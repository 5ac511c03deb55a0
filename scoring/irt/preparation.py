"""What is to be estimated from these answers, and can it be?"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code, Undefined
from scoring.irt.bank import Bank
from scoring.irt.coding import MISSING, Coded, Codes
from scoring.irt.design import Design, design
from scoring.irt.expectation import Patterns
from scoring.irt.models import Model, Parameters
from scoring.irt.posterior import grid
from scoring.responses import Answers, tabled

#: Numbers a table of all categories at all points may hold; some ten such tables are at work at a time.
CELLS = 2_500_000
Order = npt.NDArray[np.intp]


def named(table: Answers, fixed: Bank) -> pd.DataFrame:
    """The answers by item; where the bank names none by number, the first columns of an array are its items.

    Raises
    ------
    BadTable
        As ``tabled``, and for an array without a column for each item of the bank.
    """
    frame = tabled(table)
    if isinstance(table, pd.DataFrame) or frame.columns.isin(fixed.items.index).any():
        return frame
    if frame.shape[1] < len(fixed.items):
        raise BadTable(f"answers: an array needs one column for each of the bank's {len(fixed.items)} items")
    return frame.set_axis(fixed.items.index.append(frame.columns[len(fixed.items) :]), axis=1)


def prepared(model: Model, read: Coded, fixed: Bank | None = None) -> tuple[Order, Design, Patterns]:
    """The order in which items are worked on, their design, and the answers in that order.

    Raises
    ------
    BadTable
        More than two answers to an item of a model for two.
    Undefined
        ``N_TOO_SMALL`` with too few items or no more answers than parameters, ``DISCONNECTED`` when some items were
        never answered together with others, by anybody or over a chain of people.
    """
    categories = np.array([len(read.categories[item]) for item in read.items])
    if model in ("1PL", "2PL") and categories.max() > 2:
        item = read.items[int(categories.argmax())]
        raise BadTable(f"answers, column {item}: {categories.max()} different answers; a {model} takes two")
    order = np.argsort(-categories, kind="stable")
    exists = np.arange(categories.max()) < categories[order][:, None]
    held = np.array([fixed is not None and read.items[place] in fixed.categories for place in order])
    if fixed is not None and not held.any():
        raise Undefined(Code.DISCONNECTED, n=read.people)
    known = None if fixed is None else _known(fixed, read, order, held, exists.shape[1] - 1)
    plan = design(model, exists, known, held)
    need = 1 if fixed is not None else 2 if plan.shared.shape[2] else 3
    if len(order) < need:
        raise Undefined(Code.N_TOO_SMALL, n=len(order), need=need, of="items")
    given = int(np.nansum(read.counts.to_numpy()))
    if given <= plan.parameters:
        raise Undefined(Code.N_TOO_SMALL, n=given, need=plan.parameters + 1, of="answers")
    patterns = Patterns(read.codes[order], read.weights, exists)
    if not _connected(patterns.codes, held):
        raise Undefined(Code.DISCONNECTED, n=read.people)
    return order, plan, patterns


def points(plan: Design, items: Parameters, nodes: int) -> int:
    """How many points the trait needs: ``nodes``, or more where the test is long and posteriors are narrow.

    Raises
    ------
    BadTable
        When there are so many items that their curves would not fit into memory at so many points.
    """
    needed = len(grid(items, 0.0, 1.0, nodes))
    if needed * plan.exists.sum() > CELLS:
        raise BadTable(f"answers: {len(plan.exists)} items are too many to calibrate at once")
    return needed


def _known(fixed: Bank, read: Coded, order: Order, held: npt.NDArray[np.bool_], steps: int) -> Parameters:
    """The bank's parameters in the order of work; NaN for new items."""
    bank = fixed.parameters
    places = fixed.items.index.get_indexer(pd.Index([read.items[place] for place in order]))
    slope = np.where(held, bank.slope[places], np.nan)
    intercept = np.full((len(order), steps), np.nan)
    width = min(steps, bank.intercept.shape[1])
    intercept[:, :width] = np.where(held[:, None], bank.intercept[places, :width], np.nan)
    return Parameters(bank.graded, slope, intercept)


def _connected(codes: Codes, held: npt.NDArray[np.bool_]) -> bool:
    """Can one come from every item to every other over people who answered both? Fixed items belong together."""
    given = codes != MISSING
    if given.all(axis=0).any():
        return True
    label = np.where(held, 0, np.arange(1, len(codes) + 1))
    while True:
        lowest = np.where(given, label[:, None], len(codes) + 1).min(axis=0)
        reached = np.minimum(label, np.where(given, lowest, len(codes) + 1).min(axis=1))
        if np.array_equal(reached, label):
            return bool((label == label[0]).all())
        label = reached
