"""Is what docs/rate.md and docs/measurement.md say of the commands true?"""

import re
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from flask import Flask

from assess.rate.adaptive import AREAS, simulate_test
from assess.rate.answers import LONG
from assess.rate.command import rate as command
from assess.rate.files import ASSIGNMENTS, METRICS, PEOPLE, SCALES, TERRITORIES
from assess.rate.measure import measure
from scoring.policy import minimum
from surveys.bank import library
from tests.assess.rate import firms
from tests.assess.rate.conftest import company

DOC = Path(__file__).parents[3] / "docs" / "rate.md"
MEASUREMENT = DOC.with_name("measurement.md")


def commands(page: Path = DOC) -> list[str]:
    return [line for line in page.read_text().splitlines() if line.startswith("flask ")]


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
    firms.territories().to_csv("salespeople.csv")
    assert len(commands()) == 4
    for line in commands():
        words = shlex.split(line)
        assert words[:3] == ["flask", "--app", "wsgi"]
        result = app.test_cli_runner().invoke(args=words[3:])
        assert result.exit_code == 0, result.output
    assert len(list(Path("results").iterdir())) == 7


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


def test_the_commands_of_the_page_on_measurement_run_one_after_the_other(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(3)
    instrument = library()["work_style"]
    sign = {keyed.item: keyed.sign for scale in instrument.scales for keyed in scale.items}
    of = {keyed.item: place for place, scale in enumerate(instrument.scales) for keyed in scale.items}
    traits = rng.normal(size=(600, len(instrument.scales)))
    felt = {item: 3 + sign[item] * traits[:, of[item]] + rng.normal(0, 1, 600) for item in instrument.items}
    table = pd.DataFrame({item: np.clip(np.round(x), 1, 5).astype(int) for item, x in felt.items()})
    table.assign(region=rng.choice(["north", "south"], 600)).rename_axis("person_id").to_csv("answers.csv")
    assert len(commands(MEASUREMENT)) == 3
    said = []
    for line in commands(MEASUREMENT):
        words = shlex.split(line)
        assert words[:3] == ["flask", "--app", "wsgi"]
        result = app.test_cli_runner().invoke(args=words[3:])
        assert result.exit_code == 0, result.output
        said.append(result.output.splitlines())
    named = {f"bank_{scale.code}.json" for scale in instrument.scales} | {
        "report.html",
        "report.pdf",
        "measurement.zip",
    }
    assert {path.name for path in Path("measured").iterdir()} == named
    # a bank kept and a bank calibrated on the spot are the same
    assert said[1][1:] == said[2][1:] and any(line.startswith("Length: ") for line in said[1])


def test_every_option_and_file_of_both_commands_is_on_the_page_on_measurement() -> None:
    text = MEASUREMENT.read_text()
    first, second = text.split("## An adaptive test")[0], text.split("## An adaptive test")[1].split("## The map")[0]
    for one, part in ((measure, first), (simulate_test, second)):
        assert [option.opts[0] for option in one.params if f"`{option.opts[0]}`" not in part] == []
    usual = {option.name: option.help or "" for option in simulate_test.params}
    for name, written in (
        ("least", "8 and 20"),
        ("precision", ".32"),
        ("exposure", ".25"),
        ("among", "; 5"),
        ("people", "2000"),
    ):
        value = re.search(r"([\d.]+) if not given", usual[name])
        row = next(line for line in second.splitlines() if f"`--{name}`" in line)
        assert value and value[1].removeprefix("0") in row and written in row, name
    starred = [column.name for column in LONG if column.required] + ["raw_value"]
    row = next(line for line in first.splitlines() if line.startswith("| `--responses`"))
    assert [name for name in starred if f"{name}*" not in row] == []
    assert [column.name for column in LONG if column.name not in row] == []
    assert all(f"{column.name}*" in second for column in AREAS)


def test_the_least_numbers_of_people_on_the_page_are_those_of_the_policy() -> None:
    text = " ".join(MEASUREMENT.read_text().split())
    least = {
        name: f"{minimum(name, 'people').refuse:.0f}" for name in ("internal_consistency", "factors", "grm", "2pl")
    }
    each = {5: "five"}[int(minimum("factors", "people_per_item").refuse)]
    assert f"{least['internal_consistency']} for reliability, {least['factors']} and {each} an item for factors" in text
    assert f"{least['grm']} for the graded response model" in text
    assert f"from {least['grm']} people on, with two answers an item from {least['2pl']}" in text
    adaptive = minimum("adaptive", "people")
    assert f"fewer than {adaptive.refuse:.0f} people is refused, below {adaptive.full:.0f}" in text
    assert f"groups of fewer than {minimum('dif', 'group').refuse:.0f} are not compared" in text
