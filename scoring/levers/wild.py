"""How sure is a coefficient when teams are fewer than ten: what would it be had whole teams erred the other way?"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

DRAWS = 1999
#: Six weights with mean 0 and variance 1: two leave too few different samples of so few teams (Webb 2023).
WEBB = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])
_DOUBLINGS, _HALVINGS = 12, 40


@dataclass(frozen=True, slots=True)
class Wild:
    """The wild cluster bootstrap-t of one coefficient with the null imposed, for any null (Cameron et al. 2008).

    With e_y and e_x what is left of the result and of the column after all other columns, the residuals under a
    coefficient of b₀ are e_y − b₀·e_x: all that a draw needs is linear in b₀ and sums of teams, so that an interval
    is found by trying values of b₀ without going back to the people.

    Attributes
    ----------
    gain, spread : pairs of arrays
        At e_y and at e_x: what each team adds to the coefficient, (G), and to the scores its error is made of, (G, G).
    signs : float, (G, draws)
    """

    b: float
    se: float
    root: float
    gain: tuple[Floats, Floats]
    spread: tuple[Floats, Floats]
    signs: Floats

    @classmethod
    def of(
        cls, X: Floats, y: Floats, team: Codes, teams: int, inverse: Floats, place: int,
        b: float, se: float, factor: float, seed: int,
    ) -> Self:  # fmt: skip
        """For the column at ``place`` of the centred design X, whose (X'X)⁻¹ is ``inverse``."""
        own = X @ inverse[:, place] / inverse[place, place]  # the column less what the others say of it
        rest = y - X @ (inverse @ (X.T @ y)) + b * own
        length = float(own @ own)
        across = np.zeros((teams, X.shape[1]))
        np.add.at(across, team, X * own[:, None])
        gain, spread = [], []
        for left in (rest, own):
            each = np.bincount(team, own * left, teams)
            sums = np.zeros((teams, X.shape[1]))
            np.add.at(sums, team, X * left[:, None])
            gain.append(each / length)
            spread.append((np.diag(each) - across @ inverse @ sums.T) / length)
        signs = np.random.default_rng(seed).choice(WEBB, size=(teams, DRAWS))
        return cls(b, se, float(np.sqrt(factor)), (gain[0], gain[1]), (spread[0], spread[1]), signs)

    def p(self, null: float = 0.0) -> float:
        """Two-sided and symmetric."""
        drawn, seen = self._drawn(null), (self.b - null) / self.se
        return float((1 + (np.abs(drawn) >= abs(seen) - 1e-12).sum()) / (1 + DRAWS))

    def above(self) -> float:
        """One-sided: how often teams that err at random give as much as this."""
        return float((1 + (self._drawn(0.0) >= self.b / self.se - 1e-12).sum()) / (1 + DRAWS))

    def interval(self, level: float) -> tuple[float, float]:
        """The values that are not refused at ``level``; without end where none is far enough away."""
        return self._end(-1, 1 - level), self._end(1, 1 - level)

    def _drawn(self, null: float) -> Floats:
        gain = self.gain[0] - null * self.gain[1]
        spread = self.spread[0] - null * self.spread[1]
        error = self.root * np.sqrt(((spread @ self.signs) ** 2).sum(0))
        return np.asarray((gain @ self.signs) / np.maximum(error, 1e-300))

    def _end(self, side: int, alpha: float) -> float:
        step, inside = self.se, self.b
        for _ in range(_DOUBLINGS):
            outside = self.b + side * step
            if self.p(outside) < alpha:
                break
            inside, step = outside, 2 * step
        else:
            return side * np.inf
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if self.p(middle) < alpha else (middle, outside)
        return float((inside + outside) / 2)
