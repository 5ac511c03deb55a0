"""How near are a rater's vignette ratings to the gold, and where do they miss?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import t as t_distribution

from scoring.errors import BadTable, Code, Undefined
from scoring.intervals import wilson
from scoring.policy import judgement
from scoring.refusals import refusing
from scoring.responses import Answers, answers
from scoring.results import UNKNOWN, Caveat, Estimate, Result

Floats = npt.NDArray[np.float64]
METHOD = "rating accuracy, Cronbach 1955; Sulsky & Balzer 1988"
#: Beyond this spread the experts do not agree what a vignette shows (methods §6.3).
LARGEST_SD = 0.7
#: Below this share of gold cells rated, nothing is said of accuracy.
ENOUGH_RATED = 0.80


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the certificate: the statistic may be ``most`` or must be ``least``."""

    of: str
    least: float = -math.inf
    most: float = math.inf

    @property
    def limit(self) -> float:
        """The bound that is set."""
        return self.most if math.isfinite(self.most) else self.least


#: methods §6.3; no other module holds a limit of the certificate.
CERTIFICATE = (
    Criterion("rms", most=0.80),
    Criterion("elevation", most=0.40),
    Criterion("adjacent", least=0.90),
    Criterion("exact", least=0.50),
    Criterion("differential_elevation", most=0.60),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of the certificate with the value reached."""

    criterion: Criterion
    value: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whether every criterion is met; ``lines`` is empty and ``passed`` None where accuracy is refused."""

    lines: tuple[Line, ...] = ()
    passed: bool | None = None
    reasons: tuple[Caveat, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Accuracy(Result):
    """A rater's ratings of vignettes against the gold, in rating points.

    The four squared components add up to the mean squared difference of the cells they rest on.

    Attributes
    ----------
    elevation : Estimate
        Mean rating less mean gold, signed: above zero is too kind. Its square is E²; interval t over vignettes.
    differential_elevation, stereotype, differential : float
        DE (telling people apart), SA (which topics are rated high), DA (who is good at what); roots.
    squares : Mapping of str to float
        E², DE², SA², DA² by ``"E"``, ``"DE"``, ``"SA"``, ``"DA"``.
    rms : float
        Root of the mean squared difference over all rated cells.
    exact, adjacent : Estimate
        Shares of cells at most half a point from the gold, and at most a point and a half.
    cells, gold_cells : int
        Cells rated, and cells with a gold rating.
    used : tuple of int
        Vignettes and dimensions of the complete table the components rest on.
    """

    elevation: Estimate = UNKNOWN
    differential_elevation: float = math.nan
    stereotype: float = math.nan
    differential: float = math.nan
    squares: Mapping[str, float] = field(default_factory=dict)
    rms: float = math.nan
    exact: Estimate = UNKNOWN
    adjacent: Estimate = UNKNOWN
    cells: int = 0
    gold_cells: int = 0
    used: tuple[int, int] = (0, 0)


def gold(ratings: pd.DataFrame) -> pd.DataFrame:
    """The experts' mean where they agree.

    Parameters
    ----------
    ratings : DataFrame
        ``vignette``, ``criterion``, ``rater``, ``rating``, a row an expert's rating; an empty rating is none.

    Returns
    -------
    DataFrame
        A row a vignette and criterion: ``vignette``, ``criterion``, ``rating`` (mean, NaN where it is discarded),
        ``sd``, ``experts``, ``kept``, ``reason`` ("", N_TOO_SMALL below five experts, UNRELIABLE_MEASURE above a
        standard deviation of .7).

    Raises
    ------
    BadTable
        When a column is missing or an expert rated a cell twice.
    """
    for name in ("vignette", "criterion", "rater", "rating"):
        if name not in ratings.columns:
            raise BadTable(f"gold: column {name} is missing")
    given = ratings.dropna(subset=["rating"])
    twice = given.duplicated(["vignette", "criterion", "rater"]).to_numpy()
    if twice.any():
        row = given.iloc[int(twice.argmax())]
        raise BadTable(f"gold: {row['rater']} rated {row['vignette']} on {row['criterion']} twice")
    cells = given.groupby(["vignette", "criterion"], sort=True)["rating"].agg(["mean", "std", "size"]).reset_index()
    few = [judgement("gold", experts=int(n)).status == "refused" for n in cells["size"]]
    apart = (cells["std"] > LARGEST_SD).to_numpy()
    reason = np.where(few, Code.N_TOO_SMALL.value, np.where(apart, Code.UNRELIABLE_MEASURE.value, ""))
    return pd.DataFrame(
        {
            "vignette": cells["vignette"], "criterion": cells["criterion"],
            "rating": cells["mean"].where(reason == ""), "sd": cells["std"], "experts": cells["size"],
            "kept": reason == "", "reason": reason,
        }
    )  # fmt: skip


@refusing(Accuracy, METHOD)
def accuracy(ratings: Answers, gold: Answers, level: float = 0.95) -> Accuracy:
    """Cronbach's components of a rater's accuracy.

    Parameters
    ----------
    ratings, gold : (vignettes, dimensions)
        Rating points, the same shape and order (frames are aligned by their names); NaN in ``ratings`` is "no
        evidence", NaN in ``gold`` a discarded cell. Components need a complete table: vignettes or dimensions with the
        most gaps are left out until it is one, and that is said.

    Returns
    -------
    Accuracy
        Refused ``MISSING_TOO_MUCH`` when fewer than 80 % of the gold cells are rated, ``N_TOO_SMALL`` with
        fewer than two complete vignettes.

    Raises
    ------
    ValueError
        When the shapes differ.

    Examples
    --------
    >>> found = accuracy([[4, 3], [2, 2], [5, 4]], [[3, 3], [2, 1], [4, 5]])
    >>> {part: round(square, 4) for part, square in found.squares.items()}
    {'E': 0.1111, 'DE': 0.0556, 'SA': 0.1111, 'DA': 0.3889}
    """
    x, t = _aligned(ratings, gold)
    known = ~np.isnan(t)
    rated = known & ~np.isnan(x)
    if not rated.any() or rated.sum() < ENOUGH_RATED * known.sum():
        raise Undefined(Code.MISSING_TOO_MUCH, n=int(rated.sum()), need=math.ceil(ENOUGH_RATED * known.sum()))
    rows, columns = _complete(rated)
    if len(rows) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(rows), need=2, of="vignettes")
    miss = (x - t)[np.ix_(rows, columns)]
    squares = components(miss)
    apart = np.abs(x - t)[rated] - 1e-9  # a gold of 3.7 less a rating of 3.2 is half a point
    cells = int(rated.sum())
    found = Accuracy(
        n=len(rows), method=METHOD, elevation=_elevation(miss, level), squares=squares,
        differential_elevation=math.sqrt(squares["DE"]), stereotype=math.sqrt(squares["SA"]),
        differential=math.sqrt(squares["DA"]), rms=float(np.sqrt(np.mean((x - t)[rated] ** 2))),
        exact=_share(apart <= 0.5, cells), adjacent=_share(apart <= 1.5, cells), cells=cells,
        gold_cells=int(known.sum()), used=(len(rows), len(columns)),
    )  # fmt: skip
    return found.doubted(Caveat(Code.MISSING_TOO_MUCH)) if (known & ~rated).any() else found


def components(miss: Floats) -> dict[str, float]:
    """E², DE², SA², DA² of rating less gold, (vignettes, dimensions) without gaps; they add up to its mean square."""
    overall = miss.mean()
    by_vignette, by_dimension = miss.mean(axis=1) - overall, miss.mean(axis=0) - overall
    rest = miss - overall - by_vignette[:, None] - by_dimension
    return {
        "E": float(overall**2), "DE": float(np.mean(by_vignette**2)), "SA": float(np.mean(by_dimension**2)),
        "DA": float(np.mean(rest**2)),
    }  # fmt: skip


def certificate(found: Accuracy) -> Certificate:
    """Whether ``CERTIFICATE`` is met, criterion by criterion; no verdict where there are too few vignettes."""
    verdict = judgement("certificate", vignettes=found.used[0])
    if found.status == "refused" or verdict.status == "refused":
        return Certificate(reasons=found.reasons if found.status == "refused" else verdict.reasons)
    lines = tuple(_line(criterion, _value(found, criterion.of)) for criterion in CERTIFICATE)
    return Certificate(lines, all(line.passed for line in lines), found.reasons + verdict.reasons)


def _value(found: Accuracy, of: str) -> float:
    value = getattr(found, of)
    return float(value.value) if isinstance(value, Estimate) and value.value is not None else float(value)


def _line(criterion: Criterion, value: float) -> Line:
    size = abs(value) if criterion.of == "elevation" else value
    # what is computed from rating points meets a limit it equals, whatever the last binary digit says
    return Line(criterion, value, criterion.least - 1e-9 <= size <= criterion.most + 1e-9)


def _aligned(ratings: Answers, gold: Answers) -> tuple[Floats, Floats]:
    x, t = answers(ratings, "ratings"), answers(gold, "gold")
    if isinstance(ratings, pd.DataFrame) and isinstance(gold, pd.DataFrame):
        x = x.reindex(index=t.index, columns=t.columns)
    if x.shape != t.shape:
        raise ValueError(f"ratings of shape {x.shape} against a gold of shape {t.shape}")
    return x.to_numpy(), t.to_numpy()


def _complete(rated: npt.NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """Rows and columns of a complete table, taking away the line with the largest share of gaps each time."""
    rows, columns = list(range(rated.shape[0])), list(range(rated.shape[1]))
    while rows and columns and not (part := rated[np.ix_(rows, columns)]).all():
        of_rows, of_columns = (~part).mean(axis=1), (~part).mean(axis=0)
        if of_rows.max() >= of_columns.max():
            del rows[int(of_rows.argmax())]
        else:
            del columns[int(of_columns.argmax())]
    return rows, columns


def _elevation(miss: Floats, level: float) -> Estimate:
    means = miss.mean(axis=1)
    half = float(t_distribution.ppf((1 + level) / 2, len(means) - 1) * means.std(ddof=1) / math.sqrt(len(means)))
    value = float(miss.mean())
    return Estimate(value, len(means), METHOD, value - half, value + half, level, unit="points")


def _share(hits: npt.NDArray[np.bool_], cells: int) -> Estimate:
    low, high = wilson(int(hits.sum()), cells)
    return Estimate(float(hits.mean()), cells, "share, interval Wilson 1927", low, high)
