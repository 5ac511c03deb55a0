"""Which files would Meridian upload? Every table by name, in the wizard's layouts, without the truth."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from assess.demo.results import kpis, metrics, service_kpis, service_metrics
from assess.demo.roster import TEAM_NAMES, people, rep_ids
from assess.demo.story import CASES, PRACTICES
from assess.demo.territories import assignments, territories
from assess.demo.world import World


def tables(world: World) -> dict[str, pd.DataFrame]:
    """Every file by name: people, metrics, kpis, assignments, territories, practices, conditions and the service team's
    service_metrics and service_kpis, in the layouts of the upload wizard."""
    return {
        "people": people(world),
        "metrics": metrics(),
        "kpis": kpis(world),
        "assignments": assignments(world),
        "territories": territories(world),
        "practices": practices(world),
        "conditions": conditions(world),
        "service_metrics": service_metrics(),
        "service_kpis": service_kpis(world),
    }


def write(files: Mapping[str, pd.DataFrame], directory: Path) -> list[Path]:
    """Each table as UTF-8 CSV under its name; the same tables give the same bytes."""
    directory.mkdir(parents=True, exist_ok=True)
    paths = [directory / f"{name}.csv" for name in files]
    for path, table in zip(paths, files.values(), strict=True):
        table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return paths


def practices(world: World) -> pd.DataFrame:
    """Practice scores from the managers' observation form, T units (mean 50, SD 10); one row a rep and practice."""
    scores = {
        name: np.r_[world.practices[name], [case.practices.get(name, 0.0) for case in CASES]] for name in PRACTICES
    }
    table = pd.DataFrame({"person_id": rep_ids(world)} | {name: 50 + 10 * z for name, z in scores.items()})
    long = table.melt("person_id", var_name="lever_key", value_name="value")
    return long.assign(value=long["value"].round(4), source="manager observation form")


def conditions(world: World) -> pd.DataFrame:
    """What holds for a whole team: coaching hours a month, the pay plan, complete CRM records in percent."""
    table = pd.DataFrame(
        {
            "team": TEAM_NAMES,
            "coaching_hours": np.round(8 + 2 * world.coaching, 4),
            "new_pay_plan": world.new_plan,
            "crm_complete": np.round(80 + 5 * world.crm_quality, 4),
        }
    )
    return table.melt("team", var_name="condition_key", value_name="value")
