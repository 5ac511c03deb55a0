"""Does every number of everyone's derivation follow from those before it, by the arithmetic that is shown?"""

import json
from functools import cache

import numpy as np
import pandas as pd
import pytest

from scoring.derivation import derivations, periods, spans
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.reports.tiers import report
from scoring.tiers import tiers
from tests.scoring.worlds import RAMP_MONTHS, make, tables


def everyone(found):
    """By person: the periods by hand, and the row of ``steps``."""
    one, shown = found.performers, report(found)
    metrics, cells, steps = (
        [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]
        for table in map(shown.table, ("metrics", "cells", "steps"))
    )
    stored = json.loads(json.dumps(dict(derivations(one))))
    by_person = {row["person_id"]: row for row in steps}
    return {
        person: (periods(kept, spans(one), metrics, cells), by_person.get(person), kept)
        for person, kept in stored.items()
    }


@cache
def world():
    return everyone(tiers(performers(performance(**tables(make(7))), Rules(RAMP_MONTHS)), 7))


@cache
def motley():
    """Quotas with odd ones, counts out of counts, a ratio, a heavy tail, a target, gaps, a leave, a re-org, buckets."""
    rng = np.random.default_rng(11)
    keys = ["revenue", "won", "offers", "margin", "deal", "discount", "cycle"]
    rows = []
    for i in range(60):
        lasting = rng.normal()
        for t in range(8):
            offers = int(rng.integers(5, 30))
            revenue = 100 + 10 * (lasting + rng.normal())
            values = [revenue, rng.binomial(offers, 0.4), offers, 0.3 * revenue, float(rng.pareto(1.5)),
                      10 + rng.normal(), 30 + rng.normal()]  # fmt: skip
            quotas = [0.0 if (i, t) == (3, 2) else 90.0, None, None, None, None, None, None]
            start = pd.Timestamp(2024 + t // 4, 3 * (t % 4) + 1, 1)
            rows += [
                (f"P{i:02d}", key, start, start + pd.offsets.QuarterEnd(), value, quota)
                for key, value, quota in zip(keys, values, quotas, strict=True)
                if rng.random() > 0.03
            ]
    columns = ["person_id", "metric_key", "period_start", "period_end", "value", "target"]
    metrics = pd.DataFrame(
        {
            "metric_key": keys,
            "weight": [30, 20, 0, 15, 15, 10, 10],
            "direction": ["higher"] * 5 + ["target", "lower"],
            "denominator": [None, "offers", None, "revenue", None, None, None],
            "target": [None, None, None, None, None, 10.0, None],
            "bucket": ["money", "deals", "deals", "money", "deals", None, None],
        }
    )
    events = pd.DataFrame(
        {
            "person_id": ["P05", "P06"],
            "type": ["leave", "territory_split"],
            "date": ["2024-04-01", "2024-08-01"],
            "accounts_before": [None, 70],
            "accounts_after": [None, 44],
            "end": ["2024-06-15", None],
        }
    )
    people = pd.DataFrame(
        {"person_id": [f"P{i:02d}" for i in range(60)], "segment": ["A"] * 20 + ["B"] * 40, "team": "T",
         "role_start_date": ["2024-02-01"] + ["2015-01-01"] * 59}
    )  # fmt: skip
    kpis = pd.DataFrame(rows, columns=columns)
    return everyone(tiers(performers(performance(kpis, metrics, people, events=events)), 7))


@pytest.mark.parametrize("company", [world, motley])
def test_everyone_is_reproduced_by_the_arithmetic_that_is_shown(company):
    found = company()
    assert len(found) in (60, 240)
    rated = 0
    for done, steps, kept in found.values():
        counted = [period.score for period in done if period.state == "counts"]
        assert counted == pytest.approx([score for score in kept["scores"] if score is not None], abs=1e-9)
        if steps:
            rated += 1
            assert np.mean(counted) == pytest.approx(steps["raw"], abs=1e-9)
            given = sum(value for key, value in steps.items() if key.startswith("by_"))
            assert steps["raw"] - given == pytest.approx(steps["adjusted"], abs=1e-9)
            shrunk = steps["mean"] + steps["reliability"] * (steps["adjusted"] - steps["mean"])
            assert shrunk == pytest.approx(steps["score"], abs=1e-9)
    assert rated >= 59


def test_each_kind_of_preparation_is_there_to_be_followed():
    done = motley()["P01"][0]
    seen = {line.metric["metric_key"]: [step for step, _value in line.steps]
            for period in done for bucket in period.buckets for line in bucket.lines}  # fmt: skip
    assert seen == {
        "revenue": ["attainment"], "won": ["logit"], "offers": [], "margin": ["ratio"], "deal": ["log"],
        "discount": ["distance"], "cycle": ["turned"],
    }  # fmt: skip


def test_a_period_that_does_not_count_says_why():
    states = {person: [period.state for period in done] for person, (done, _steps, _kept) in motley().items()}
    assert states["P00"][:3] == ["ramping", "ramping", "ramping"]
    assert states["P05"][1] == "away"
    assert states["P06"][2:4] == ["settling", "settling"]
    assert set().union(*states.values()) >= {"counts", "too_little"}


def test_another_result_gives_another_score():
    # the arithmetic reads the results: it does not repeat what was stored
    found = tiers(performers(performance(**tables(make(7))), Rules(RAMP_MONTHS)), 7)
    shown = report(found)
    metrics, cells = (
        [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]
        for table in map(shown.table, ("metrics", "cells"))
    )
    _person, kept = next(derivations(found.performers))
    done = periods(kept, spans(found.performers), metrics, cells)
    kept["values"][-1][0] += 0.5
    assert periods(kept, spans(found.performers), metrics, cells)[-1].score != done[-1].score
