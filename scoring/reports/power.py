"""What does a reader need to see before data is collected: what n shows, what it takes, and what would help?"""

from collections.abc import Sequence

import numpy as np

from scoring.errors import Code, Scalar
from scoring.policy import judged
from scoring.power import Design, Standing, Way, detectable, least_n, reliability, ways
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Report, Sentence, Table

KIND = "power"
TARGET, SURE = 0.8, 0.9
#: Sizes an effect is usually looked at in, by design; proportions take theirs from the rate.
USUAL = {
    "correlation": (0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50),
    "gate": (0.15, 0.20, 0.25, 0.30, 0.40, 0.50),
    "groups": (0.20, 0.30, 0.50, 0.80, 1.00),
    "teams": (0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50),
}
_RATIOS = (0.95, 0.90, 0.80, 0.70, 0.60, 0.50)
POINTS, MOST_PERIODS = 40, 16
_METHODS = {
    "correlation": "Fisher z; methods A17",
    "groups": "normal approximation; methods A17",
    "proportions": "pooled z-test; Fleiss, Levin & Paik 2003",
    "teams": "regression of team means, noncentral t; Snijders & Bosker 2012",
    "gate": "normal approximation fitted to simulated profiles",
}
_WAYS = (
    Column("way", "code"), Column("cases_needed", "count"), Column("cases_more", "count"), Column("times", "count"),
    Column("periods", "count"), Column("hypotheses", "count"), Column("reliability", "number"),
    Column("power", "chance"), Column("enough", "code"),
)  # fmt: skip


def report(design: Design, effect: float, n: int, periods: int | None = None, icc: float | None = None) -> Report:
    """The plan of one comparison: what n finds, which effects n finds, what each takes, and what would help.

    Parameters
    ----------
    design : Design
        Its reliability is that of ``periods`` at ``icc`` where these are given.
    effect : float
        The smallest effect worth finding.
    n : int
        Cases there are or will be.
    """
    found = detectable(design, n, TARGET)
    power = design.power(effect, n) if n >= design.fewest else 0.0
    need = least_n(design, effect, TARGET)
    key = "enough" if power >= TARGET else "short" if found is not None else "nothing"
    values: dict[str, Scalar] = {"n": n, "effect": effect, "least": found, "need": need, "power": round(100 * power)}
    helps = ways(design, effect, n, TARGET, periods, icc)
    return Report(
        kind=KIND,
        sentence=Sentence(f"power.{design.name}.{key}", {k: v for k, v in values.items() if v is not None}),
        estimates={"chance_to_find": _power(design, power, n), "least_effect": _least(design, found, n)},
        tables=(_needed(design, effect), _curve(design, effect, n), *([_ways(helps)] if helps else [])),
        figures=(Figure("power", "curves", "curve", {"x": "cases", "y": "power", "series": "true_effect"}),),
    )


def standing(people: int, periods: int, icc: float) -> Report:
    """The plan of tiers: reliability and how many can be named, for these and other numbers of periods."""
    rel = reliability(periods, icc)
    now = Standing(people, rel)
    method = "normal true scores and errors; reliability by AR(1) with φ = .25, methods §2.3 and §2.5"
    named = judged(Estimate(now.confident, people, method), "tiers", people=people)
    reliable = judged(Estimate(rel, people, method), "person_tier", periods=periods)
    if rel < 0.5:
        named = named.refused(Caveat(Code.UNRELIABLE_CRITERION))
    refused = named.value is None or reliable.value is None
    rows: list[tuple[Cell, ...]] = []
    for wanted in sorted({*range(1, MOST_PERIODS + 1), periods}):
        other = Standing(people, reliability(wanted, icc))
        rows.append((wanted, other.reliability, other.confident, other.unclear, other.places))
    columns = (
        Column("periods", "count"), Column("reliability", "number"), Column("confident", "number"),
        Column("unclear", "number"), Column("places", "count"),
    )  # fmt: skip
    values: dict[str, Scalar] = {
        "people": people, "periods": periods, "reliability": rel, "confident": round(now.confident),
        "places": now.places, "unclear": round(now.unclear),
    }  # fmt: skip
    return Report(
        kind=KIND,
        sentence=Sentence("power.tiers.refused" if refused else "power.tiers.named", values),
        estimates={"planned_reliability": reliable, "named": named},
        tables=(Table("standing", columns, tuple(rows)),),
        figures=(Figure("standing", "curves", "standing", {"x": "periods", "y": "reliability"}),),
    )


def _power(design: Design, power: float, n: int) -> Estimate:
    return Estimate(power, n, f"Power, two-sided α = .05: {_METHODS[design.name]}")


def _least(design: Design, found: float | None, n: int) -> Estimate:
    method = f"Smallest effect found 80 times in 100: {_METHODS[design.name]}"
    if found is None:
        need = {"n": n, "need": design.fewest, "of": "people" if design.name != "teams" else "teams"}
        return Estimate.refusal(Caveat(Code.N_TOO_SMALL, need), method=method, n=n)
    return Estimate(found, n, method)


def _sizes(design: Design, effect: float) -> list[float]:
    if design.name == "proportions":
        usual: Sequence[float] = [design.largest * (1 - ratio) for ratio in _RATIOS]
    else:
        usual = USUAL[design.name]
    return sorted({*(round(size, 6) for size in usual), round(effect, 6)})


def _needed(design: Design, effect: float) -> Table:
    columns = (Column("true_effect", "number"), Column("n_80", "count"), Column("n_90", "count"))
    rows = tuple((size, least_n(design, size, TARGET), least_n(design, size, SURE)) for size in _sizes(design, effect))
    return Table("needed", columns, rows)


def _curve(design: Design, effect: float, n: int) -> Table:
    """Chance to find the effect, half and one and a half times as large, over cases up to where it is found."""
    need = least_n(design, effect, SURE) or 4 * n
    most = max(1.3 * n, min(1.3 * need, 20 * n), design.fewest + POINTS)
    cases = np.unique(np.linspace(design.fewest, most, POINTS).round()).astype(int)
    rows = [
        (_label(size), int(count), design.power(size, count))
        for size in (1.5 * effect, effect, effect / 2)
        if size < design.largest
        for count in cases
    ]
    return Table("curve", (Column("true_effect"), Column("cases", "count"), Column("power", "number")), tuple(rows))


def _label(size: float) -> str:
    return f"{size:.3g}"


def _ways(helps: Sequence[Way]) -> Table:
    keys = ("need", "more", "times", "periods", "hypotheses", "reliability")
    rows = tuple(
        (
            way.code, *(way.values.get(key) for key in keys),
            None if "chance" not in way.values else float(str(way.values["chance"])) / 100,
            "yes" if way.enough else "no",
        )
        for way in helps
    )  # fmt: skip
    return Table("ways", _WAYS, rows)
