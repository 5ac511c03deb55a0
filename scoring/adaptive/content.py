"""From which areas may the next item come?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.adaptive.rules import Rules
from scoring.errors import BadTable, Code, Undefined

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64] | npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The areas of a bank and their quotas.

    Attributes
    ----------
    areas : tuple of str
    of : (items,)
        The area of each item.
    member : (items, areas)
        The same as zeros and ones.
    size : (areas,)
        Items of each.
    share : (areas,) or None
        Of the test; None where ``least`` and ``most`` items rule.
    least, most : (areas,)
    length : int
        The most items of the whole test.
    """

    areas: tuple[str, ...]
    of: npt.NDArray[np.int64]
    member: npt.NDArray[np.float32]
    size: npt.NDArray[np.int64]
    share: Floats | None
    least: Floats
    most: Floats
    length: int

    def count(self, items: Collection[int]) -> npt.NDArray[np.int64]:
        """Of one person's items, those in each area, (1, areas)."""
        return np.bincount(self.of.take(np.fromiter(items, np.int64, len(items))), minlength=len(self.areas))[None]

    def open(self, left: Flags, count: Counts, tie: Floats) -> Flags:
        """Areas the next item may come from, (people, areas), of those that have items left and had so many used.

        By shares it is the one area furthest behind (Kingsbury & Zara 1989), chance (``tie``, people by areas) between
        equals; by bounds it is every area below its most, and only those below their least once no other fits in.
        Areas without a free item are passed over.
        """
        if self.share is not None:
            behind = self.share * (count.sum(axis=1, keepdims=True) + 1) - count + 1e-6 * tie
            behind[~left] = -np.inf
            return np.asarray((behind == behind.max(axis=1, keepdims=True)) & left)
        owed = np.maximum(self.least - count, 0)
        tight = owed.sum(axis=1) >= self.length - count.sum(axis=1)
        return np.asarray(left & (count < self.most) & ((owed > 0) | ~tight[:, None]))

    def complete(self, count: Counts) -> Flags:
        """(people,) who had the least items of every area."""
        return np.asarray((count >= self.least).all(axis=1))


def content(names: Sequence[str], areas: Mapping[str, str] | None, rules: Rules) -> Content | None:
    """The content of a bank, or None where the rules have no quotas.

    Parameters
    ----------
    names : the items
    areas : Mapping of item to area

    Raises
    ------
    BadTable
        When an item has no area.
    ValueError
        When an area has no quota.
    Undefined
        ``N_TOO_SMALL`` when an area has fewer items than its least.
    """
    if not rules.content:
        return None
    of = [(areas or {}).get(name) for name in names]
    if None in of:
        raise BadTable(f"content: item {names[of.index(None)]} has no area")
    keys = tuple(rules.content)
    strange = {str(area) for area in of} - set(keys)
    if strange:
        raise ValueError(f"area {min(strange)} has no quota")
    place = np.array([keys.index(str(area)) for area in of])
    bounds = [quota if isinstance(quota, tuple) else (0, rules.most) for quota in rules.content.values()]
    sizes = np.bincount(place, minlength=len(keys))
    for key, size, (least, _) in zip(keys, sizes, bounds, strict=True):
        if size < least:
            raise Undefined(Code.N_TOO_SMALL, n=int(size), need=least, of="items", area=key)
    shares = [float(quota) for quota in rules.content.values() if not isinstance(quota, tuple)]
    return Content(
        areas=keys,
        of=place,
        member=np.eye(len(keys), dtype=np.float32)[place],
        size=sizes,
        share=np.array(shares) if shares else None,
        least=np.array([least for least, _ in bounds], dtype=float),
        most=np.array([most for _, most in bounds], dtype=float),
        length=rules.most,
    )
