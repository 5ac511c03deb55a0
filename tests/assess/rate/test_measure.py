"""The measure command: real answers with known figures, invented ones with known truth, and files it refuses."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import Result
from flask import Flask

from tests.assess.rate.test_answers import BFI, ITEMS, bank, invented
from tests.reference import beside


def measure(app: Flask, folder: Path, *more: str, responses: Path | None = None) -> Result:
    given = ["--responses", str(responses or folder / "responses.csv"), "--instrument", str(bank(folder))]
    return app.test_cli_runner().invoke(args=["measure", *given, "--out", str(folder / "out"), *more])


def stored(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables of the Report by key, a dictionary a row."""
    with zipfile.ZipFile(folder / "out" / "measurement.zip") as archive:
        plain = json.loads(archive.read("measurement.json"))
    return {
        table["key"]: [dict(zip([c["key"] for c in table["columns"]], row, strict=True)) for row in table["rows"]]
        for table in plain["tables"]
    }


@beside("invented answers with known truth stand in the next test")
def test_the_report_of_2800_real_people_has_the_figures_of_psych_lavaan_and_mirt(app: Flask, tmp_path: Path) -> None:
    result = measure(app, tmp_path, "--group", "gender", responses=BFI)
    assert result.exit_code == 0, result.output
    assert "2800 people answered" in result.output
    tables = stored(tmp_path)
    # psych::alpha of complete rows; omega of lavaan's one-factor models (golden alpha_omega_bfi)
    alphas = {row["scale"]: row["alpha"]["value"] for row in tables["scales"]}
    omegas = {row["scale"]: row["omega"]["value"] for row in tables["scales"]}
    assert alphas["agreeableness"] == pytest.approx(0.70375589, abs=1e-4)
    assert alphas["neuroticism"] == pytest.approx(0.81330314, abs=1e-4)
    assert omegas["neuroticism"] == pytest.approx(0.81284437, abs=1e-4)
    # lavaan on the same 2436 complete rows (golden cfa_bfi)
    fit = {row["guide"]: row["found"] for row in tables["guides"]}
    assert fit["cfi"] == pytest.approx(0.78236568, abs=1e-3)
    assert fit["rmsea"] == pytest.approx(0.07773145, abs=1e-3)
    # mirt (golden grm_bfi_N)
    slopes = {row["item"]: row["slope"]["value"] for row in tables["parameters"]}
    assert slopes["n1"] == pytest.approx(3.123, abs=0.02)
    assert {row["item"] for row in tables["dif"]} == {item.lower() for item in ITEMS}
    assert {row["selection"] for row in tables["uses"]} == {"caution", "refused"}
    assert (tmp_path / "out" / "report.pdf").read_bytes().startswith(b"%PDF")


def test_an_item_keyed_wrong_and_one_that_works_differently_are_found(app: Flask, tmp_path: Path) -> None:
    answers = invented(800)
    rng = np.random.default_rng(8)
    group = rng.choice(["north", "south"], 800)
    # one item against its scale, and one a step easier to agree with in the south
    answers["C1"] = 7 - answers["C1"]
    answers["E3"] = np.clip(answers["E3"] + (group == "south"), 1, 6)
    answers.assign(region=group, person_id=[f"P{n}" for n in range(800)]).to_csv(
        tmp_path / "responses.csv", index=False
    )
    result = measure(app, tmp_path, "--group", "region")
    assert result.exit_code == 0, result.output
    tables = stored(tmp_path)
    alarms = {row["item"]: row["alarm"] for row in tables["items"]}
    assert alarms["c1"] == "keyed_wrong" and alarms["c2"] == "keep"
    assert next(row["slope"]["value"] for row in tables["parameters"] if row["item"] == "c1") < 0
    classes = {row["item"]: row["dif_class"] for row in tables["dif"]}
    assert classes["e3"] in {"B", "C"}
    assert [item for item, size in classes.items() if size != "A"] == ["e3"]
    assert {row["item"] for row in tables["loadings"]} == {item.lower() for item in ITEMS}
    page = (tmp_path / "out" / "report.html").read_text()
    assert "runs against its scale" in page and 'class="line line-1"' in page


def test_the_same_file_gives_the_same_bytes(app: Flask, tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        invented(120).rename_axis("person_id").to_csv(tmp_path / name / "responses.csv")
        assert measure(app, tmp_path / name).exit_code == 0
    for file in ("measurement.zip", "report.html"):
        first, second = ((tmp_path / name / "out" / file).read_bytes() for name in ("first", "second"))
        assert first == second


def test_row_names_without_a_head_name_people(app: Flask, tmp_path: Path) -> None:
    """R writes them so."""
    invented(60).to_csv(tmp_path / "responses.csv", index_label="")
    result = measure(app, tmp_path)
    assert result.exit_code == 0, result.output
    assert "60 people answered" in result.output


def test_a_file_that_cannot_be_used_is_refused_with_the_reason(app: Flask, tmp_path: Path) -> None:
    answers = invented(40).rename_axis("person_id")
    answers.to_csv(tmp_path / "responses.csv")
    assert "there is no such column" in measure(app, tmp_path, "--group", "height").output
    answers.astype(object).assign(A1="often").to_csv(tmp_path / "responses.csv")
    result = measure(app, tmp_path)
    assert result.exit_code == 2
    assert "“often”" in result.output and "row 2" in result.output
    assert not (tmp_path / "out").exists()


def test_ten_people_get_refusals_not_numbers(app: Flask, tmp_path: Path) -> None:
    invented(10).rename_axis("person_id").to_csv(tmp_path / "responses.csv")
    result = measure(app, tmp_path)
    assert result.exit_code == 0, result.output
    assert "None of its 5 scales may decide" in result.output
    tables = stored(tmp_path)
    assert {row["alpha"]["status"] for row in tables["scales"]} == {"refused"}
    assert "information" not in tables and "loadings" not in tables


def test_missing_people_and_answers_are_no_obstacle(app: Flask, tmp_path: Path) -> None:
    answers = invented(300).astype(float)
    rng = np.random.default_rng(4)
    answers = answers.mask(pd.DataFrame(rng.random(answers.shape) < 0.1, columns=answers.columns))
    answers.rename_axis("person_id").to_csv(tmp_path / "responses.csv")
    assert measure(app, tmp_path).exit_code == 0
    missing = [row["missing"] for row in stored(tmp_path)["items"]]
    assert np.mean(missing) == pytest.approx(0.1, abs=0.02)
