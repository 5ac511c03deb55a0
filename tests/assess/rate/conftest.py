"""The command on real files: Meridian's, and small invented ones."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import Result
from flask import Flask

from assess.demo import files
from assess.demo.forms import chosen, definition
from assess.demo.selection import candidate_answers, candidates, incumbent_answers
from assess.demo.world import make
from surveys.bank import library

INSTRUMENTS = ("work_style", "situational_judgement")
Rate = Callable[..., Result]


@pytest.fixture(scope="session")
def meridian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company's files, with the answers of 120 incumbents and 50 candidates."""
    folder, world = tmp_path_factory.mktemp("meridian"), make(7)
    files.write(files.tables(world), folder)
    candidates(world).to_csv(folder / "candidates.csv", index=False)
    parts = []
    for code in INSTRUMENTS:
        form = definition(library()[code])
        for answered in (incumbent_answers, candidate_answers):
            table = chosen(library()[code], answered(world, code, form))
            parts.append(table.drop(columns="raw_value").rename(columns={"answer": "raw_value"}))
    pd.concat(parts).to_csv(folder / "responses.csv", index=False)
    return folder


@pytest.fixture
def rate(app: Flask) -> Rate:
    """``rate(kpis=path, out=path, direction=["a=higher"])``; names as on the command line."""

    def run(**options: object) -> Result:
        words = ["rate"]
        for name, value in options.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                words += [f"--{name.replace('_', '-')}", str(one)]
        return app.test_cli_runner().invoke(args=words)

    return run


@pytest.fixture(scope="session")
def kept() -> dict[str, tuple[Result, Path]]:
    """What one run left, for all tests that look at it."""
    return {}


@pytest.fixture
def rated(
    rate: Rate, meridian: Path, kept: dict[str, tuple[Result, Path]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Result, Path]:
    """The command on every file of Meridian, run once: its result and its folder."""
    if "meridian" not in kept:
        out = tmp_path_factory.mktemp("rated") / "out"
        kept["meridian"] = rate(**whole(meridian, out)), out
    return kept["meridian"]


def whole(meridian: Path, out: Path) -> dict[str, object]:
    """Every file of Meridian."""
    names = ("kpis", "people", "metrics", "assignments", "territories", "responses", "candidates")
    return {name: meridian / f"{name}.csv" for name in names} | {
        "instrument": list(INSTRUMENTS),
        "direction": [f"{scale}=higher" for scale in ("judgement", "conscientiousness", "extraversion")],
        "ramp_months": 12,
        "out": out,
    }


def company(folder: Path, people: int = 80, periods: int = 8, seed: int = 1) -> dict[str, Path]:
    """A small company with one scale that goes with results (r about .5) and one that does not."""
    folder.mkdir(exist_ok=True)
    rng = np.random.default_rng(seed)
    ids = [f"P-{number:03}" for number in range(people)]
    drive, calm = rng.normal(size=(2, people))
    lasting = 0.6 * drive + 0.8 * rng.normal(size=people)
    rows = [
        {"person_id": person, "period": f"{2024 + q // 4}-Q{q % 4 + 1}", "revenue": 100 + 10 * (lasting[i] + noise[0]),
         "deals": 20 + 3 * (lasting[i] + noise[1])}
        for q in range(periods)
        for i, (person, noise) in enumerate(zip(ids, rng.normal(0, 0.8, (people, 2)), strict=True))
    ]  # fmt: skip
    scores = pd.DataFrame({"person_id": ids, "drive": 50 + 10 * drive, "calm": 50 + 10 * calm})
    tables = {
        "kpis": pd.DataFrame(rows).round(3),
        "scores": scores.round(3),
        "scales": pd.DataFrame({"scale": ["drive", "calm"], "direction": "higher", "reliability": 0.8, "n": 400}),
    }
    paths = {name: folder / f"{name}.csv" for name in tables}
    for name, table in tables.items():
        table.to_csv(paths[name], index=False)
    return paths
