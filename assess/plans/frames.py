"""What is known of a person's skills and what levers promise, as the statistics of payoff take them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from sqlalchemy.orm import Session

from assess.levers.frames import CONFIDED, facts_of, measured
from assess.levers.models.registry import Lever
from assess.levers.queries.verdicts import rows
from scoring.payoff import Credibility, Option
from scoring.results import Estimate, Report

#: 90 % interval of an effect to its standard error, near enough for hundreds of people.
_Z90 = 1.6448536269514722
_Z95 = 1.959963984540054
#: Columns of ``ratings``.
RATINGS = ("person_id", "lever", "source", "value", "sem")
_CREDIBLE = {
    "supported_replicated": Credibility.REPLICATED,
    "supported_provisional": Credibility.PROVISIONAL,
}


def ratings(session: Session, job: str, levers: Sequence[Lever]) -> pd.DataFrame:
    """Standard scores of everybody in a job on each lever and source: columns as ``scoring.payoff.skills`` takes them.

    What people confided in a survey, and what was counted of them under a number, is left out: a plan is read by a
    manager, and the promise was groups only. A lever whose reliability is not known has no error of measurement and is
    left out too. Less is better where the direction says so: the sign is turned.
    """
    long = measured(session, job, levers)
    long = long[~long["measure"].str.split(":").str[0].isin(CONFIDED)]
    known = {one.code: _reliability(one) for one in levers}
    turned = {one.code: one.direction for one in levers}
    means = long.groupby(["lever", "source", "person_id"], as_index=False)["value"].mean()
    means = means[means["lever"].map(known).notna()]
    by = means.groupby(["lever", "source"])["value"]
    spread = by.transform("std").replace(0.0, np.nan)
    means["value"] = (means["value"] - by.transform("mean")) / spread * means["lever"].map(turned)
    means["sem"] = np.sqrt(1 - means["lever"].map(known).astype(float).clip(upper=0.99))
    known_ones: pd.DataFrame = means.dropna(subset=["value"]).reset_index(drop=True)[list(RATINGS)]
    return known_ones


def _reliability(lever: Lever) -> float | None:
    return min((one.reliability for one in lever.measures if one.reliability is not None), default=None)


def options(report: Report, levers: Sequence[Lever], values: pd.DataFrame, groups: dict[str, str]) -> list[Option]:
    """The levers somebody may work on, by the verdicts: effect and error of the joint model, target of the top.

    ``values`` are ``ratings``; the target is the median of the replicable top on them, without those apart by
    talent (``groups`` by person).
    """
    verdicts = {str(row["lever"]): row for row in rows(report, "verdicts")}
    joint = {str(row["lever"]): row for row in rows(report, "effects") if row["model"] == "joint"}
    top = values[values["person_id"].map(groups) == "top"]
    level = top.groupby(["person_id", "lever"])["value"].mean().groupby("lever").median()
    found = []
    for lever in levers:
        effect, verdict = joint.get(lever.code), verdicts.get(lever.code)
        if effect is None or verdict is None or lever.code not in level.index:
            continue
        b, low, high = effect["b"], effect["low90"], effect["high90"]
        credible = (
            Credibility.CONFIRMED
            if verdict["causal"] == "confirmed_by_intervention"
            else _CREDIBLE.get(str(verdict["verdict"]))
        )
        if not isinstance(b, Estimate) or b.value is None or credible is None:
            continue
        if not (isinstance(low, float) and isinstance(high, float)):
            continue
        found.append(
            Option(
                lever.code, lever.name, lever.direction * b.value, (high - low) / (2 * _Z90), credible,
                float(level[lever.code]), lever.type == "condition", people=b.n,
            )
        )  # fmt: skip
    return found


def conditions(
    session: Session, report: Report, levers: Sequence[Lever], teams: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[list[Option], pd.DataFrame]:
    """The conditions a verdict supports as options, and where everybody's team stands on them.

    Only what was counted of teams: what people said of theirs was confided. The second is as ``scoring.payoff.skills``
    gives it, without an error of measurement; ``teams`` and ``groups`` are by person.
    """
    facts, found, state = facts_of(session, levers), [], []
    said = {str(row["condition"]): row for row in rows(report, "conditions")}
    for lever in levers:
        row = said.get(lever.code)
        credible = _CREDIBLE.get(str(row["verdict"])) if row else None
        if row is None or credible is None or lever.code not in facts.columns:
            continue
        effect = row["joint" if row["decided_on"] == "joint" else "alone"]
        if not isinstance(effect, Estimate) or effect.value is None or effect.low is None or effect.high is None:
            continue
        values = facts[lever.code].dropna()
        # of yes and no the effect is that of yes against no, of anything else that of one SD
        stands = values if set(values) <= {0.0, 1.0} else (values - values.mean()) / values.std()
        level = {person: lever.direction * stands[team] for person, team in teams.items() if team in stands.index}
        top = [one for person, one in level.items() if groups.get(person) == "top"]
        if not top:
            continue
        error = (effect.high - effect.low) / (2 * _Z95)
        found.append(
            Option(
                lever.code, lever.name, lever.direction * effect.value, error, credible, float(np.median(top)), True,
                people=effect.n,
            )
        )  # fmt: skip
        state += [(person, lever.code, one, 0.0, 1, False) for person, one in level.items()]
    return found, pd.DataFrame(state, columns=["person_id", "lever", "level", "sem", "sources", "talk"])
