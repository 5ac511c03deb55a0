"""Files of other programs on the command line: read with a report, written in another format, never over a file."""

from pathlib import Path

from click.testing import Result
from flask import Flask

from surveys import bank
from surveys.exchange import FORMATS, read_any


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["exchange", *words])


def test_a_bank_becomes_a_file_of_another_program_and_comes_back(app: Flask, tmp_path: Path) -> None:
    source, out = bank.BANKS / "work_style.toml", tmp_path / "style.lss"
    done = run(app, str(source), "--to", "limesurvey", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "How you work" in done.output
    assert "instrument: scales: The format has no place for this; only Exemplar reads it back." in done.output
    assert read_any(out.read_bytes(), "x").instrument == bank.parse(source.read_bytes(), source.name)
    again = run(app, str(out), "--from", "limesurvey")
    assert again.exit_code == 0 and "nothing is lost" in again.output


def test_nothing_is_written_over_a_file(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "style.csv"
    out.write_text("mine")
    done = run(app, str(bank.BANKS / "work_style.toml"), "--to", "csv", "--out", str(out))
    assert done.exit_code == 1 and "exists already" in done.output
    assert out.read_text() == "mine"


def test_a_file_that_cannot_be_read_says_why(app: Flask, tmp_path: Path) -> None:
    broken = tmp_path / "survey.qsf"
    broken.write_text("{")
    assert "no valid JSON: line 1, column 2" in run(app, str(broken)).output
    assert run(app, str(tmp_path / "none.lss")).exit_code == 1
    assert "--from" in run(app, "--help").output
    assert FORMATS["qualtrics"].write is None
    assert run(app, str(broken), "--to", "qualtrics").exit_code == 2
