"""Which item parameters are free, which are tied to one another, and which are fixed?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.irt.models import GRADED, Floats, Model, Parameters

Mask = npt.NDArray[np.bool_]
#: A step may take this share of what separates two intercepts that must not cross.
BOUNDARY = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """How the free parameters become item parameters, for a trait of mean 0 and SD 1.

    Of the people at hand the trait is θ = μ + σz. An item with slope a and intercepts d on the scale of θ has slope aσ
    and intercepts d + aμ on that of z, so ties (1PL, PCM) and fixed items are linear in (σ, μ) and in the parameters
    an item has to itself. Arrays are (items, 1 + steps): the slope, then the intercepts. Items stand in falling order
    of their categories; in flat vectors all slopes come first, then all first intercepts, and so on.

    Attributes
    ----------
    graded : bool
    exists : which parameters an item has; also which categories, as there are as many.
    own : which of them are free by themselves.
    base : what is added to all.
    shared : (items, 1 + steps, shared) how they change with the shared parameters σ and, with fixed items, μ.
    """

    graded: bool
    exists: Mask
    own: Mask
    base: Floats
    shared: Floats

    @property
    def parameters(self) -> int:
        """How many are free."""
        return int(self.own.sum()) + int(self.shared.shape[2])

    @property
    def place(self) -> npt.NDArray[np.intp]:
        """(items, 1 + steps) where each stands in a flat vector."""
        place = np.zeros(self.exists.shape, dtype=np.intp)
        place.T[self.exists.T] = np.arange(self.exists.sum())
        return place

    def dense(self, free: Floats) -> Floats:
        """(items, 1 + steps) from the free parameters: shared ones first, then each item's own."""
        tied = self.shared.shape[2]
        full = self.base + self.shared @ free[:tied]
        full.T[self.own.T] += free[tied:]
        return full

    def items(self, free: Floats) -> Parameters:
        """The item parameters on the scale of z."""
        full = self.dense(free)
        return Parameters(self.graded, full[:, 0], np.where(self.exists, full, np.nan)[:, 1:])

    def gathered(self, dense: Floats) -> Floats:
        """A derivative by item parameters as one by free parameters."""
        return np.concatenate([np.einsum("jks,jk->s", self.shared, dense), dense.T[self.own.T]])

    def spread(self, blocks: Floats) -> Floats:
        """Blocks (items, 1 + steps, 1 + steps) as a matrix of all item parameters."""
        place = self.place
        whole = np.zeros((self.exists.sum(),) * 2)
        both = self.exists[:, :, None] & self.exists[:, None, :]
        item, row, column = np.nonzero(both)
        whole[place[item, row], place[item, column]] = blocks[both]
        return whole

    def between(self, whole: Floats) -> Floats:
        """A matrix of all item parameters as one of the free parameters."""
        mine = self.own.T[self.exists.T]
        tied = self.shared.transpose(1, 0, 2)[self.exists.T]
        part = whole[np.ix_(mine, mine)]
        if not tied.shape[1]:
            return part
        beside = whole @ tied
        return np.block([[tied.T @ beside, beside[mine].T], [beside[mine], part]])

    def solved(self, blocks: Floats, right: Floats) -> Floats:
        """x in Hx = right, where H has these blocks by item parameters and nothing between items.

        The shared parameters border the blocks and are eliminated last.
        """
        tied = self.shared.shape[2]
        free = self.own[:, :, None] & self.own[:, None, :]
        inner = np.where(free, blocks, 0.0)
        diagonal = np.einsum("jkk->jk", inner)
        diagonal[~self.own] = 1.0
        diagonal *= 1 + 1e-10
        mine = np.zeros(self.own.shape)
        mine.T[self.own.T] = right[tied:]
        border = blocks @ self.shared
        columns = np.concatenate([mine[:, :, None], np.where(self.own[:, :, None], border, 0.0)], axis=2)
        solution = np.linalg.solve(inner, columns)
        alone, along = solution[:, :, 0], solution[:, :, 1:]
        rest = np.einsum("jks,jkt->st", self.shared, border) - np.einsum("jks,jkt->st", columns[:, :, 1:], along)
        top = np.linalg.solve(rest, right[:tied] - np.einsum("jks,jk->s", columns[:, :, 1:], alone))
        return np.concatenate([top, (alone - along @ top).T[self.own.T]])

    def oriented(self, free: Floats) -> Floats:
        """The same likelihood with most slopes positive: θ may be turned round unless fixed items hold it."""
        tied = self.shared.shape[2]
        slope = self.dense(free)[:, 0]
        negative = int((slope < 0).sum())
        if tied > 1 or 2 * negative < len(slope) or (2 * negative == len(slope) and slope.sum() >= 0):
            return free
        turned = free.copy()
        turned[: tied + int(self.own[:, 0].sum())] *= -1
        return turned

    def longest(self, free: Floats, direction: Floats) -> float:
        """The share of a step that keeps graded intercepts in order and changes no slope by more than one."""
        now = self.dense(free)
        change = self.dense(free + direction) - now
        longest = 1 / max(1.0, float(np.abs(change[:, 0]).max()))
        if self.graded and now.shape[1] > 2:
            gap = (now[:, 1:-1] - now[:, 2:])[self.exists[:, 2:]]
            closing = (change[:, 2:] - change[:, 1:-1])[self.exists[:, 2:]]
            crossing = closing > 0
            if crossing.any():
                longest = min(longest, BOUNDARY * float((gap[crossing] / closing[crossing]).min()))
        return longest


def design(model: Model, exists: Mask, fixed: Parameters | None = None, held: Mask | None = None) -> Design:
    """The design of a model.

    Parameters
    ----------
    model : Model
    exists : (items, 1 + steps)
    fixed : Parameters, optional
        Of the items, on the scale of the bank, with 1 + steps columns as ``exists``; read where ``held``.
    held : (items,) bool, optional
        Which items keep these parameters.
    """
    tied = model in ("1PL", "PCM")
    kept = np.zeros(len(exists), dtype=bool) if held is None else held
    own = exists & ~kept[:, None]
    base = np.zeros(exists.shape)
    columns = int(tied) if fixed is None else 2
    shared = np.zeros((*exists.shape, columns))
    if tied:
        own[:, 0] = False
        shared[:, 0, 0] = 1.0
    if fixed is not None:
        slope = np.where(kept, fixed.slope, fixed.slope[kept][0])
        shared[:, 0, 0] = np.where(kept | tied, slope, 0.0)
        shared[:, 1:, 1] = np.where(exists[:, 1:] & kept[:, None], slope[:, None], 0.0)
        base[:, 1:] = np.where(exists[:, 1:] & kept[:, None], fixed.intercept, 0.0)
    return Design(model in GRADED, exists, own, base, shared)
