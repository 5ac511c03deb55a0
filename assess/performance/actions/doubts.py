"""What in a file of results is worth a look although it can be imported: quotas, units, results of another job."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.performance.actions.beside import BESIDE
from assess.performance.models import Kpi, Rate
from assess.uploads import Checked, Complaint
from scoring.money import CURRENCIES

#: Rows named of one kind; each is named, up to what anybody would read.
_MOST = 500


def doubts(session: Session, kind: str, found: Checked, given: Collection[str]) -> tuple[Complaint, ...]:
    """By row; empty for files of other kinds, and while rows have to be corrected."""
    if kind in BESIDE and found.fits:
        return BESIDE[kind].doubted(session, found, given)
    if kind not in {"kpis", "kpis_wide"} or not found.fits:
        return ()
    noticed = [*_before_the_job(session, kind, found)]
    if kind == "kpis" and "target" in given:
        noticed += _quotas(found)
    if kind == "kpis" and "unit" in given:
        noticed += _units(session, found)
    return tuple(sorted(noticed, key=lambda one: one.row))


def _quotas(found: Checked) -> Iterator[Complaint]:
    """A quota of zero or less: nothing can be divided by it."""
    targets = found.columns["target"].astype(float)
    for place in np.flatnonzero(targets <= 0)[:_MOST]:
        yield Complaint(int(found.rows[place]), "target", f"{targets[place]:.10g}", "doubts.quota")


def _units(session: Session, found: Checked) -> Iterator[Complaint]:
    """A currency without any exchange rate, and a unit that is neither a currency nor the measure's own."""
    rated = set(session.scalars(select(Rate.currency))) | set(session.scalars(select(Rate.into)))
    own = {key: unit for key, unit in session.execute(select(Kpi.key, Kpi.unit))}
    units, metrics = found.columns["unit"], found.columns["metric_key"]
    several = {unit for unit in pd.unique(units) if unit in CURRENCIES}
    reasons: dict[tuple[str, str], str] = {}
    for metric, unit in {(metric, unit) for metric, unit in zip(metrics, units, strict=True) if unit}:
        if unit in CURRENCIES and unit not in rated and len(several | ({own[metric]} & CURRENCIES)) > 1:
            reasons[metric, unit] = "doubts.no_rate"
        elif unit not in CURRENCIES and unit != own[metric]:
            reasons[metric, unit] = "doubts.unit"
    if reasons:
        wrong = [place for place, pair in enumerate(zip(metrics, units, strict=True)) if pair in reasons]
        for place in wrong[:_MOST]:
            pair = metrics[place], units[place]
            yield Complaint(int(found.rows[place]), "unit", pair[1], reasons[pair], {"own": own[pair[0]] or "–"})


def _before_the_job(session: Session, kind: str, found: Checked) -> Iterator[Complaint]:
    """Results of a period that began before the person's present job."""
    since: Mapping[str, date] = {
        code: began for code, began in session.execute(select(Person.code, Person.role_start_date)) if began is not None
    }
    codes, people = pd.factorize(found.columns["person_id"])
    spans, periods = pd.factorize(found.columns["period" if kind == "kpis_wide" else "period_start"])
    days = np.array([(one[0] if kind == "kpis_wide" else one).toordinal() for one in periods])[spans]
    began = np.array([since[name].toordinal() if name in since else 0 for name in people])[codes]
    for place in np.flatnonzero(days < began)[:_MOST]:
        who = people[codes[place]]
        day = date.fromordinal(int(days[place]))
        yield Complaint(int(found.rows[place]), "person_id", str(who), "doubts.other_job",
                        {"start": str(day), "since": str(since[who])})  # fmt: skip
