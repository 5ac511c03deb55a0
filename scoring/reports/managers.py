"""What does a reader need to see of managers, and what may a profile of managers rest on?"""

import math

import numpy as np
from scipy.stats import norm

from scoring.errors import Code
from scoring.managers import REPS, Managers, variance
from scoring.performers.results import Floats
from scoring.performers.shrinkage import Shrinkage
from scoring.policy import judged, minimum
from scoring.reference import HIGH, MIDDLE
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table
from scoring.tiers import UNRELIABLE

KIND = "managers"
METHOD = "Empirical Bayes mean over reps, Efron & Morris 1975"
RAMP = "Median months until a hire first reached the middle of the peers"
_TOO_FEW = Caveat(Code.N_TOO_SMALL, {"n": 0, "need": REPS, "of": "reps"})


def report(found: Managers, history: bool, provenance: Provenance | None = None) -> Report:
    """The Report of one job of managers: ``people``, best first, ``steps``, ``reps`` and ``few``.

    Parameters
    ----------
    history : bool
        Whether the tables say who led whom when; without that today's teams stand for the whole window.
    """
    refused = found.judgement.status == "refused"
    ranked = len(found.ids) >= minimum("managers", "managers").refuse
    key = "managers.found" if not refused else "managers.unranked" if ranked else "managers.few"
    values = {
        "managers": len(found.ids), "few": len(found.few),
        "top": int(sum(chance >= HIGH for chance in found.growth_top)),
        "need": minimum("managers", "managers").refuse,
    }  # fmt: skip
    return Report(
        kind=KIND,
        sentence=Sentence(key if found.ids else "managers.none", values),
        estimates={"reliability": _reliability(found.growth), "level_reliability": _reliability(found.level)},
        tables=(_people(found), _steps(found), _reps(found), _few(found), _basis(history)),
        figures=(Figure("managers", "intervals", "people", {"label": "person_id", "value": "growth"}),),
        caveats=found.judgement.reasons,
        provenance=provenance,
    )


def _order(found: Managers) -> list[int]:
    return [int(i) for i in np.lexsort((np.array(found.ids), -np.nan_to_num(found.growth.posterior, nan=-math.inf)))]


def _people(found: Managers) -> Table:
    columns = (
        Column("person_id"), Column("tier", "code"), Column("chance_top", "chance"), Column("growth", "estimate"),
        Column("level_chance_top", "chance"), Column("team_level", "estimate"), Column("reps", "count"),
        Column("hires", "count"), Column("ramp_months", "estimate"), Column("left", "count"),
        Column("status", "code"), Column("reasons", "code"), Column("reference", "code"),
    )  # fmt: skip
    status = found.judgement.status
    reasons = " ".join(dict.fromkeys(reason.code.value for reason in found.judgement.reasons))
    groups = _groups(found)
    rows: list[tuple[Cell, ...]] = [
        (
            found.ids[i], found.labels[i] or "refused", _number(found.growth_top[i]), _estimate(found.growth, i),
            _number(found.level_top[i]), _estimate(found.level, i), int(found.level.periods[i]), found.hires[i],
            _ramp(found, i), found.left[i], "refused" if math.isnan(found.growth.means[i]) else status, reasons,
            groups[i],
        )
        for i in _order(found)
    ]  # fmt: skip
    return Table("people", columns, tuple(rows))


def _groups(found: Managers) -> list[str]:
    """As ``scoring.reference`` forms them, by growth; everybody is other where ranking is refused."""
    if found.judgement.status == "refused":
        return ["other"] * len(found.ids)
    place = (np.argsort(np.argsort(-found.growth.posterior)) + 1) / len(found.ids)
    middle = (place > MIDDLE[0]) & (place <= MIDDLE[1])
    return [
        "top" if chance >= HIGH else "middle" if between else "other"
        for chance, between in zip(found.growth_top, middle, strict=True)
    ]


def _estimate(part: Shrinkage, i: int) -> Estimate:
    n = int(part.periods[i])
    if math.isnan(part.posterior[i]):
        return Estimate.refusal(_TOO_FEW, method=METHOD, n=n)
    value, half = float(part.posterior[i]), float(np.sqrt(variance(part)[i]) * norm.ppf(0.975))
    return judged(Estimate(value, n, METHOD, value - half, value + half), "manager", reps=n)


def _ramp(found: Managers, i: int) -> Estimate:
    n = found.hires[i]
    months = found.ramp[i]
    if math.isnan(months):
        return judged(Estimate(0.0, n, RAMP, unit="months"), "hires", people=0)
    return judged(Estimate(float(months), n, RAMP, unit="months"), "hires", people=n)


def _reliability(part: Shrinkage) -> Estimate:
    """Median over managers; without an interval, as components over so few groups have none worth the name."""
    known: Floats = part.reliability[part.periods > 0]
    method = "Median reliability of a manager's mean, one-way random effects"
    if not len(known) or not math.isfinite(part.within):
        return Estimate.refusal(_TOO_FEW, method=method)
    value = float(np.median(known))
    doubts = (Caveat(Code.UNRELIABLE_CRITERION, {"r": value, "need": UNRELIABLE}),) if value < UNRELIABLE else ()
    return judged(Estimate(value, len(known), method), "managers", managers=len(known)).doubted(*doubts)


def _steps(found: Managers) -> Table:
    """mean + reliability·(adjusted − mean) = score, of growth."""
    columns = (
        Column("person_id"), Column("adjusted", "number"), Column("reps", "count"), Column("reliability", "number"),
        Column("mean", "number"), Column("score", "number"),
    )  # fmt: skip
    part = found.growth
    rows = tuple(
        (found.ids[i], float(part.means[i]), int(part.periods[i]), float(part.reliability[i]), float(part.center),
         float(part.posterior[i]))
        for i in _order(found) if part.periods[i]
    )  # fmt: skip
    return Table("steps", columns, rows)


def _reps(found: Managers) -> Table:
    columns = (
        Column("manager"), Column("person_id"), Column("earlier", "code"), Column("rep_growth", "number"),
        Column("rep_level", "number"),
    )  # fmt: skip
    rows = tuple(
        (one.manager, one.rep, one.earlier, _number(one.growth), one.level)
        for one in sorted(found.spells, key=lambda spell: (spell.manager, spell.rep))
        if one.manager in found.ids
    )
    return Table("reps", columns, rows)


def _few(found: Managers) -> Table:
    return Table("few", (Column("person_id"), Column("reps", "count")), tuple(found.few.items()))


def _basis(history: bool) -> Table:
    """What the tables could and could not say."""
    rows = (
        ("teams", "by_history" if history else "today_only"),
        ("regretted", "not_in_the_data"),
        ("upward_feedback", "not_in_the_data"),
    )
    return Table("basis", (Column("aspect", "code"), Column("known", "code")), rows)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
