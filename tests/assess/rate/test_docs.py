"""Is what docs/rate.md says of the command true?"""

import re
import shlex
from pathlib import Path

import pandas as pd
import pytest
from flask import Flask

from assess.rate.command import rate as command
from assess.rate.files import ASSIGNMENTS, METRICS, PEOPLE, SCALES, TERRITORIES
from tests.assess.rate.conftest import company

DOC = Path(__file__).parents[3] / "docs" / "rate.md"


def commands() -> list[str]:
    return [line for block in re.findall(r"```\n(.*?)```", DOC.read_text(), re.S) for line in block.splitlines()]


def test_the_commands_of_the_page_run(
    app: Flask, meridian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = company(tmp_path / "in", people=60)
    monkeypatch.chdir(tmp_path)
    given["kpis"].rename("kpi.csv")
    given["scales"].rename("scales.csv")
    ids = [f"P-{number:03}" for number in range(60)]
    scores = pd.read_csv(given["scores"])
    newcomer = scores.tail(1).assign(person_id="C-1")
    pd.concat([scores, newcomer]).to_csv("scores.csv", index=False)
    Path("candidates.csv").write_text("candidate_id\nC-1\n")
    pd.DataFrame({"person_id": ids, "team": ["A", "B", "C", "D", "E", "F"] * 10}).to_csv("people.csv", index=False)
    Path("metrics.csv").write_text("metric_key,direction,weight\nrevenue,higher,0.7\ndeals,higher,0.3\n")
    answers = pd.read_csv(meridian / "responses.csv", dtype=str).query("instrument_key == 'work_style'")
    renamed = dict(zip(answers["respondent_ref"].unique(), ids, strict=False))
    answers.assign(respondent_ref=answers["respondent_ref"].map(renamed)).dropna(subset=["respondent_ref"]).to_csv(
        "responses.csv", index=False
    )
    assert len(commands()) == 3
    for line in commands():
        words = shlex.split(line)
        assert words[:3] == ["flask", "--app", "wsgi"]
        result = app.test_cli_runner().invoke(args=words[3:])
        assert result.exit_code == 0, result.output
    assert len(list(Path("results").iterdir())) == 5


def test_every_option_is_on_the_page_and_every_column_named_there_is_read() -> None:
    text = DOC.read_text()
    assert [o.opts[0] for o in command.params if f"`{o.opts[0]}" not in text and o.opts[0] not in text] == []
    for option, columns in (
        ("people", PEOPLE), ("metrics", METRICS), ("assignments", ASSIGNMENTS), ("territories", TERRITORIES),
        ("scales", SCALES),
    ):  # fmt: skip
        row = next(line for line in text.splitlines() if line.startswith(f"| `--{option}`"))
        named = {word.strip("* ") for word in re.sub(r"\([^)]*\)", "", row.split("|")[2]).split(",")}
        assert named <= {column.name for column in columns}, option
        starred = {word.strip("* ") for word in row.split("|")[2].split(",") if word.strip().endswith("*")}
        assert starred == {column.name for column in columns if column.required}, option
