"""What bias, error, length and exposure does a bank give under these rules, before anyone takes the test?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from scoring.adaptive.course import Course, sittings
from scoring.adaptive.exposure import exposure
from scoring.adaptive.procedure import STOPS, AdaptiveTest, prepare
from scoring.adaptive.rules import ROOM, Rules, Stop
from scoring.adaptive.tables import Floats, tables
from scoring.errors import BadTable
from scoring.irt.bank import Bank
from scoring.refusals import refusing
from scoring.results import Result

METHOD = "Simulated adaptive tests, selection by Fisher information at EAP (Bock & Mislevy 1982)"
#: Where on the trait bias and error are looked at, in SDs from the mean.
POINTS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)


def _empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype=float)


@dataclass(frozen=True, kw_only=True, eq=False)
class Simulation(Result):
    """How a bank does.

    Attributes
    ----------
    conditional : DataFrame
        Index theta; n (people there), bias, rmse, se (their mean), length, all in the unit of the bank.
    bias, rmse, se, length : float
        Of the ``n`` people drawn from the bank's population, as all that follows.
    reliability : float
        Squared correlation of the estimate with the truth.
    stops : Series
        Share of tests ended by each reason.
    items : DataFrame
        Index item; exposure (share of people who saw it) and eligibility.
    most : float
        The largest exposure.
    unused : int
        Items nobody saw.
    overlap : float
        Share of a test that a second person's test has in common with it (Chen, Ankenmann & Spray 2003).
    content : DataFrame
        Index area; share of the items seen.
    """

    conditional: pd.DataFrame = field(default_factory=lambda: _empty("n", "bias", "rmse", "se", "length"))
    bias: float = float("nan")
    rmse: float = float("nan")
    se: float = float("nan")
    length: float = float("nan")
    reliability: float = float("nan")
    stops: "pd.Series[float]" = field(default_factory=lambda: pd.Series(dtype=float))
    items: pd.DataFrame = field(default_factory=lambda: _empty("exposure", "eligibility"))
    most: float = float("nan")
    unused: int = 0
    overlap: float = float("nan")
    content: pd.DataFrame = field(default_factory=lambda: _empty("share"))

    def __str__(self) -> str:
        if self.status == "refused":
            return f"refused: {', '.join(f'{reason.code} {dict(reason.values)}' for reason in self.reasons)}"
        ends = ", ".join(f"{stop} {share:.0%}" for stop, share in self.stops.items() if share)
        seen = f"largest {self.most:.1%}, unused {self.unused} of {len(self.items)}, overlap {self.overlap:.1%}"
        areas = ", ".join(f"{area} {share:.0%}" for area, share in self.content["share"].items())
        lines = [
            self.conditional.to_string(float_format=lambda number: f"{number:.3f}"),
            "",
            f"{self.n} people: bias {self.bias:.3f}, RMSE {self.rmse:.3f}, mean SE {self.se:.3f}, "
            f"reliability {self.reliability:.3f}",
            f"length   {self.length:.1f} items; ended by {ends}",
            f"exposure {seen}",
        ]
        return "\n".join([*lines, f"content  {areas}"] if areas else lines)


@refusing(Simulation, METHOD)
def simulate(
    bank: Bank,
    rules: Rules | None = None,
    content_of: Mapping[str, str] | None = None,
    eligibility: Mapping[str, float] | None = None,
    people: int = 2000,
    thetas: Sequence[float] | None = None,
    each: int = 500,
    seed: int = 0,
    calibration_error: bool = False,
) -> Simulation:
    """Invented people take the test: ``each`` at every θ, and ``people`` drawn from the bank's population.

    Parameters
    ----------
    bank, rules, content_of, eligibility
        As ``prepare``. Where the rules limit exposure, the bank is large enough and no eligibility is given, it is
        found first.
    thetas : sequence of float
        In the unit of the bank; from −2 to 2 SD of its population where None.
    calibration_error : bool
        Whether people answer by the bank's parameters, but are tested with those that another calibration with the
        same standard errors could have found: a test picks the items whose slopes err upwards, and thinks itself
        more precise than it is (van der Linden & Glas 2000).

    Returns
    -------
    Simulation
        Refused for a bank that ``prepare`` refuses, and for calibration error without standard errors.

    Raises
    ------
    ValueError
        When there are no people, ``thetas`` are not finite numbers, or as ``prepare``.
    """
    rules = rules or Rules()
    if people < 2 or each < 2:
        raise ValueError(f"{people} people and {each} at each point; at least 2 are needed")
    named = None if thetas is None else np.array(thetas, dtype=float)
    if named is not None and not (named.ndim == 1 and named.size and np.isfinite(named).all()):
        raise ValueError("thetas are not a row of finite numbers")
    test = prepare(bank, rules, content_of, eligibility)
    if eligibility is None and rules.exposure is not None and len(test.names) >= ROOM * rules.most:
        found = exposure(bank, rules, content_of, seed=seed + 1)
        test = replace(test, eligibility=found.items["eligibility"].to_numpy(dtype=float))
    rng = np.random.default_rng(seed)
    truth = bank.parameters
    if calibration_error:
        test = replace(test, tables=tables(_erring(bank, rng), rules.nodes))
    points = bank.mean + bank.sd * np.array(POINTS) if named is None else named
    theta = rng.normal(bank.mean, bank.sd, people)
    course = sittings(test, truth, theta, rng)
    at_points = np.repeat(points, each)
    conditional = _errors(at_points, sittings(test, truth, at_points, rng)).groupby("theta", sort=False).agg(
        n=("error", "size"), bias=("error", "mean"), rmse=("square", "mean"), se=("se", "mean"),
        length=("length", "mean"),
    )  # fmt: skip
    conditional["rmse"] = np.sqrt(conditional["rmse"])
    return _summary(test, theta, course, conditional)


def _errors(theta: Floats, course: Course) -> pd.DataFrame:
    error = course.theta - theta
    return pd.DataFrame({"theta": theta, "error": error, "square": error**2, "se": course.se, "length": course.length})


def _summary(test: AdaptiveTest, theta: Floats, course: Course, conditional: pd.DataFrame) -> Simulation:
    error = course.theta - theta
    with np.errstate(divide="ignore", invalid="ignore"):
        reliability = float(np.corrcoef(course.theta, theta)[0, 1] ** 2)
    seen = course.used.mean(axis=0)
    ends = pd.Series({stop: float((course.stop == STOPS.index(stop)).mean()) for stop in Stop})
    eligibility = np.ones(len(seen)) if test.eligibility is None else test.eligibility
    content = _empty("share")
    if test.content is not None:
        shares = seen @ test.content.member / seen.sum()
        content = pd.DataFrame({"share": shares}, index=pd.Index(test.content.areas, name="area"))
    return Simulation(
        n=len(theta), method=METHOD, conditional=conditional,
        bias=float(error.mean()), rmse=float(np.sqrt((error**2).mean())), se=float(course.se.mean()),
        length=float(course.length.mean()), reliability=reliability,
        stops=ends,
        items=pd.DataFrame({"exposure": seen, "eligibility": eligibility}, index=pd.Index(test.names, name="item")),
        most=float(seen.max()), unused=int((seen == 0).sum()), overlap=float((seen**2).sum() / seen.sum()),
        content=content,
    )  # fmt: skip


def _erring(bank: Bank, rng: np.random.Generator) -> Bank:
    """The bank as another calibration could have found it: independent errors, thresholds kept in order."""
    names = [name for name in bank.items.columns if name == "slope" or str(name).startswith("threshold_")]
    try:
        errors = bank.items[[f"se_{name}" for name in names]].to_numpy(dtype=float)
    except KeyError as error:
        raise BadTable(f"bank: {error}") from error
    values = bank.items[names].to_numpy(dtype=float)
    if not np.isfinite(errors[np.isfinite(values)]).all():
        raise BadTable("bank: a parameter has no standard error")
    found = values + errors * rng.standard_normal(values.shape)
    found[:, 0] = np.copysign(np.maximum(abs(found[:, 0]), 0.01), values[:, 0])
    if bank.parameters.graded:
        turn = np.sign(found[:, :1])
        found[:, 1:] = np.sort(turn * found[:, 1:], axis=1) * turn
    return replace(bank, items=pd.DataFrame(found, index=bank.items.index, columns=names))
