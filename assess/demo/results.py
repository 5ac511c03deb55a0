"""What did everyone at Meridian achieve, quarter by quarter, in natural units?"""

import numpy as np
import pandas as pd

from assess.demo.roster import ENGINEERS, STARTS, engineer_ids, rep_ids
from assess.demo.story import CASES
from assess.demo.territories import inherited_share
from assess.demo.world import KPIS, WEIGHTS, Floats, World

#: Key, label, direction, kind, controllable, weight; then level and spread that turn index units into natural ones.
RESULTS = (
    ("revenue_attainment", "Revenue against quota", "higher", "result", 0.6, "%", 100.0, 11.0),
    ("new_logos", "New customers, shared credit in parts", "higher", "result", 0.7, "customers", 14.0, 1.8),
    ("margin", "Gross margin", "higher", "quality", 0.5, "%", 38.0, 2.6),
    ("retention", "Revenue kept from last year", "higher", "quality", 0.5, "%", 80.0, 2.2),
    ("cycle_time", "Days from first meeting to signature", "lower", "activity", 0.6, "days", 64.0, 6.0),
)
#: What is looked at beside the score: at-bats, one big deal, contracts that come back.
BESIDE = (
    ("calls", "Customer conversations", "higher", "activity", 1.0, "calls"),
    (
        "largest_deal_share",
        "Share of the last four quarters' revenue from the largest deal",
        "lower",
        "quality",
        0.3,
        "%",
    ),
    ("clawbacks", "Commissions taken back", "lower", "ethics", 0.9, "contracts"),
)
SERVICE = (
    ("first_time_fix", "Repairs done at the first visit", "higher", "result", 0.7, "%", 78.0, 6.0, 0.6),
    ("visit_rating", "Customers' rating of the visit", "higher", "quality", 0.8, "points", 4.1, 0.25, 0.4),
)  # fmt: skip
METRIC_COLUMNS = ["metric_key", "label", "direction", "kind", "controllable", "weight"]


def metrics() -> pd.DataFrame:
    """The sales measures; the weights sum to one, what is looked at beside the score has none."""
    rows = [(*row[:5], weight) for row, weight in zip(RESULTS, WEIGHTS, strict=True)]
    return pd.DataFrame(rows + [(*row[:5], 0.0) for row in BESIDE], columns=METRIC_COLUMNS)


def service_metrics() -> pd.DataFrame:
    """The measures of the service engineers."""
    return pd.DataFrame([(*row[:5], row[8]) for row in SERVICE], columns=METRIC_COLUMNS)


def kpis(world: World) -> pd.DataFrame:
    """One row a person, quarter and measure: affine in the index units, so standard scores are the world's own."""
    results = np.concatenate([world.kpis, [case.kpis for case in CASES]])
    levels, spreads = np.array([row[6:8] for row in RESULTS]).T
    natural = levels + spreads * results
    share = 100 * inherited_share(world)
    parts = [
        _long(rep_ids(world), key, natural[:, :, place], row[5], share if key == "revenue_attainment" else None)
        for place, (key, row) in enumerate(zip(KPIS, RESULTS, strict=True))
    ]
    gone = np.isnan(natural[:, :, 0])
    for row, values in zip(BESIDE, _beside(world), strict=True):
        parts.append(_long(rep_ids(world), row[0], np.where(gone, np.nan, values), row[5], None))
    return pd.concat(parts, ignore_index=True)


def service_kpis(world: World) -> pd.DataFrame:
    """Results of the 38 service engineers, whose number is too small for a profile."""
    rng = np.random.default_rng([world.seed, 2])
    steady = rng.normal(0, 1, (ENGINEERS, 1))
    return pd.concat(
        [
            _long(engineer_ids(), row[0], row[6] + row[7] * (0.7 * steady + 0.7 * rng.normal(0, 1, (ENGINEERS, 12))),
                  row[5], None)
            for row in SERVICE
        ],
        ignore_index=True,
    )  # fmt: skip


def _long(persons: list[str], metric: str, values: Floats, unit: str, share: Floats | None) -> pd.DataFrame:
    """Rows by person and quarter; quarters without a result have none."""
    who, when = np.nonzero(~np.isnan(values))
    value = np.round(values[who, when], 4)
    return pd.DataFrame(
        {
            "person_id": np.array(persons)[who],
            "metric_key": metric,
            "period_start": STARTS[when].strftime("%Y-%m-%d"),
            "period_end": (STARTS[when] + pd.offsets.QuarterEnd()).strftime("%Y-%m-%d"),
            "value": value,
            "unit": unit,
            "source": "CRM",
            "is_new_business": int(metric == "new_logos"),
            "inherited_value": np.nan if share is None else np.round(value * share[who] / 100, 4),
        }
    )


def _beside(world: World) -> list[Floats]:
    """Calls (fewer where there is little prospecting), the largest deal's share, and claw-backs."""
    rng = np.random.default_rng([world.seed, 3])
    size = (world.reps, world.quarters)
    usual = 180 + 35 * world.practised["prospect"] + rng.normal(0, 20, world.reps)
    calls = np.round(np.maximum(usual[:, None] + rng.normal(0, 12, size), 20))
    largest = np.round(100 * rng.beta(6, 30, size), 1)
    clawbacks = rng.poisson(0.06, size).astype(float)
    quarters = range(world.quarters)
    told: list[list[dict[int, float]]] = [
        [dict.fromkeys(quarters, round(180 * case.calls)) for case in CASES],
        [dict.fromkeys(quarters, 16.0) | dict(case.largest_deal) for case in CASES],
        [dict.fromkeys(quarters, 0.0) | dict(case.clawbacks) for case in CASES],
    ]
    return [
        np.concatenate([drawn, [[case[quarter] for quarter in quarters] for case in cases]])
        for drawn, cases in zip((calls, largest, clawbacks), told, strict=True)
    ]
