"""Which statements stand together in which block, and in what order did each person put them?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable
from scoring.responses import Answers, answers

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
SIZES = (2, 3, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """The statements of an instrument.

    Attributes
    ----------
    statements : DataFrame
        Index statement; columns block, trait and key (1 or −1).
    traits : tuple of str
    trait : (statements,)
        Place in ``traits``.
    members : tuple of array
        The places of each block's statements.
    """

    statements: pd.DataFrame
    traits: tuple[str, ...]
    trait: Indices
    members: tuple[Indices, ...]

    @property
    def pairs(self) -> Indices:
        """(outcomes, 2) places of the statements compared, block by block."""
        found = [
            (places[i], places[j])
            for places in self.members
            for i in range(len(places))
            for j in range(i + 1, len(places))
        ]
        return np.array(found, dtype=np.int64)


def blocks(statements: pd.DataFrame) -> Blocks:
    """Reads the table of statements: index statement; columns block and trait, and key where some are negative.

    Raises
    ------
    BadTable
        When a column is missing, a statement is there twice, a key is neither 1 nor −1, or a block has not two to
        four statements.
    """
    missing = {"block", "trait"} - set(statements.columns)
    if missing:
        raise BadTable(f"statements: no column {min(missing)}")
    if statements.empty:
        raise BadTable("statements: no statement")
    if not statements.index.is_unique:
        raise BadTable(f"statements: {statements.index[statements.index.duplicated()][0]} is there twice")
    key = statements["key"] if "key" in statements else pd.Series(1, index=statements.index)
    if not key.isin([1, -1]).all():
        raise BadTable(f"statements: the key of {key.index[~key.isin([1, -1])][0]} is neither 1 nor -1")
    if statements[["block", "trait"]].isna().any().any():
        raise BadTable("statements: a block or trait is missing")
    code, names = pd.factorize(statements["block"])
    members = tuple(np.flatnonzero(code == number) for number in range(len(names)))
    for name, places in zip(names, members, strict=True):
        if len(places) not in SIZES:
            raise BadTable(f"statements: block {name} has {len(places)} statements, not 2 to 4")
    trait, traits = pd.factorize(statements["trait"])
    kept = pd.DataFrame({"block": statements["block"], "trait": statements["trait"], "key": key.astype(int)})
    return Blocks(kept, tuple(str(name) for name in traits), trait.astype(np.int64), members)


def ranks(table: Answers, known: Blocks) -> pd.DataFrame:
    """(people, statements) ranks within blocks, 1 the most like me; NaN where a block was not ranked in full.

    Raises
    ------
    BadTable
        When a statement has no column, or ranks of a full block are not 1, 2, … once each.
    Undefined
        As ``responses.answers``.
    """
    frame = answers(table, "ranks")
    if frame.shape[1] == len(known.statements) and not isinstance(table, pd.DataFrame):
        frame.columns = known.statements.index
    absent = known.statements.index[~known.statements.index.isin(frame.columns)]
    if len(absent):
        raise BadTable(f"ranks: no column {absent[0]}")
    frame = frame[known.statements.index].copy()
    x = frame.to_numpy(copy=True)
    for places in known.members:
        own = x[:, places]
        full = ~np.isnan(own).any(axis=1)
        wrong = full & (np.sort(own, axis=1) != np.arange(1, len(places) + 1)).any(axis=1)
        if wrong.any():
            name = known.statements["block"].iloc[places[0]]
            raise BadTable(f"ranks, row {int(np.argmax(wrong)) + 1}: block {name} is not ranked 1 to {len(places)}")
        x[np.ix_(~full, places)] = np.nan
    return pd.DataFrame(x, index=frame.index, columns=frame.columns)
