"""Does the simulate-test command say of a bank what is true of it, and refuse what it cannot use?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from scoring.irt import Bank, dump, load
from tests.assess.rate.test_answers import SCALES, bank, invented
from tests.scoring.adaptive.banks import drawn

#: Fewer people, and no search for eligibilities.
FEW = ("--people", "400", "--exposure", "1")


def simulated(app: Flask, *given: object) -> Result:
    return app.test_cli_runner().invoke(args=["simulate-test", *map(str, given)])


def kept(folder: Path, found: Bank) -> Path:
    path = folder / "bank.json"
    path.write_text(dump(found))
    return path


def answered(folder: Path, people: int) -> list[object]:
    invented(people).rename_axis("person_id").to_csv(folder / "responses.csv")
    return ["--responses", folder / "responses.csv", "--instrument", bank(folder), "--scale", "neuroticism"]


def average(said: str, what: str) -> float:
    found = re.search(rf"{what} ([−+]?\d+(?:\.\d+)?)", said)
    assert found, said
    return float(found[1].replace("−", "-"))


def test_a_good_bank_gives_the_error_that_was_asked_for(app: Flask, tmp_path: Path) -> None:
    result = simulated(app, "--bank", kept(tmp_path, drawn(120)), "--precision", 0.4, "--people", 1000)
    assert result.exit_code == 0, result.output
    # a test that stops at SE .4 has an RMSE near it; an estimate of RMSE e shares 1/(1 + e²) with a truth of variance 1
    error = average(result.output, "RMSE")
    assert error == pytest.approx(0.39, abs=0.04)
    assert average(result.output, "reliability") == pytest.approx(1 / (1 + error**2), abs=0.03)
    assert abs(average(result.output, "people: bias")) < 0.04
    rows = [line.split() for line in result.output.splitlines() if re.match(r" *[−+]?\d\.\d  ", line)]
    assert [row[0] for row in rows] == ["−2.0", "−1.5", "−1.0", "−0.5", "0.0", "+0.5", "+1.0", "+1.5", "+2.0"]
    assert all(abs(float(row[1].replace("−", "-"))) < 0.1 for row in rows)


def test_each_rule_changes_the_test_as_it_says(app: Flask, tmp_path: Path) -> None:
    given = ["--bank", kept(tmp_path, drawn(120)), *FEW]
    usual = simulated(app, *given, "--exposure", 0.25).output
    short = simulated(app, *given, "--least", 3, "--most", 5).output
    assert average(short, "Length:") <= 5 < 8 <= average(usual, "Length:")
    open_to_all = simulated(app, *given, "--among", 1).output
    # everybody starts with the same item when it is not drawn from several
    assert average(open_to_all, "Exposure: at most") == 100 > 35 > average(usual, "Exposure: at most")


def test_content_is_shared_out_as_asked(app: Flask, tmp_path: Path) -> None:
    found = drawn(120)
    areas = tmp_path / "areas.csv"
    areas.write_text("item,area\n" + "".join(f"{name},{'ab'[n % 2]}\n" for n, name in enumerate(found.items.index)))
    given = ["--bank", kept(tmp_path, found), *FEW, "--areas", areas]
    shares = simulated(app, *given, "--content", "a=0.7", "--content", "b=0.3").output
    assert average(shares, "Content: a") == pytest.approx(70, abs=4)
    bounds = simulated(app, *given, "--content", "a=0-2", "--content", "b=6-20", "--least", 8).output
    assert average(bounds, "b") > 70


def test_policy_asks_for_500_people_and_is_in_doubt_below_1000(app: Flask, tmp_path: Path) -> None:
    few = simulated(app, "--bank", kept(tmp_path, replace(drawn(120), n=499)), *FEW)
    assert few.exit_code == 0
    assert "no simulation. Only 499 of the 500 people" in few.output and "RMSE" not in few.output
    some = simulated(app, "--bank", kept(tmp_path, replace(drawn(120), n=500)), *FEW)
    assert "Only 500 of the 1000 people" in some.output and "RMSE" in some.output
    many = simulated(app, "--bank", kept(tmp_path, replace(drawn(120), n=1000)), *FEW)
    assert "Only" not in many.output


def test_measure_writes_the_bank_that_simulate_test_reads_and_both_ways_give_the_same(
    app: Flask, tmp_path: Path
) -> None:
    given = answered(tmp_path, 600)
    out = tmp_path / "out"
    result = app.test_cli_runner().invoke(args=["measure", *map(str, given[:4]), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.glob("bank_*.json")} == {f"bank_{scale}.json" for scale in SCALES.values()}
    assert "bank_neuroticism.json" in result.output
    found = load((out / "bank_neuroticism.json").read_text())
    assert found.n == 600 and list(found.items.index) == ["n1", "n2", "n3", "n4", "n5"]
    rules = ["--least", 2, "--most", 5, "--people", 400]
    chained = simulated(app, "--bank", out / "bank_neuroticism.json", *rules).output
    at_once = simulated(app, *given, *rules).output
    assert chained.splitlines()[1:] == at_once.splitlines()[1:]
    erring = simulated(app, *given, *rules, "--calibration-error")
    assert erring.exit_code == 0 and average(erring.output, "RMSE") != average(at_once, "RMSE")
    assert "Exposure is not limited: tests of up to 5 items need a bank of 25." in at_once


def test_measure_writes_no_bank_of_fewer_than_250_people(app: Flask, tmp_path: Path) -> None:
    given = answered(tmp_path, 240)
    out = tmp_path / "out"
    result = app.test_cli_runner().invoke(args=["measure", *map(str, given[:4]), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert (out / "report.html").exists() and not list(out.glob("bank_*.json"))


def test_a_bank_shorter_than_the_shortest_test_is_said(app: Flask, tmp_path: Path) -> None:
    result = simulated(app, *answered(tmp_path, 600))
    assert result.exit_code == 0
    assert "Only 5 of the 8 questions" in result.output and "RMSE" not in result.output


def test_what_cannot_be_used_is_refused_with_the_reason(app: Flask, tmp_path: Path) -> None:
    good = ["--bank", kept(tmp_path, drawn(120)), *FEW]
    areas = tmp_path / "areas.csv"
    areas.write_text("item,area\ni0,a\n")
    (tmp_path / "half.json").write_text(dump(drawn(120)).replace('"slope"', '"slop"'))
    (tmp_path / "odd.json").write_bytes(b"\xff\xfe{")
    (tmp_path / "bare.json").write_text(dump(replace(drawn(120), items=drawn(120).items.filter(regex="^(slope|thr)"))))
    twice = tmp_path / "twice.csv"
    twice.write_text("item,area\ni0,a\ni0,b\n")
    answers = answered(tmp_path, 600)
    for given, complaint in (
        ([], "Give --bank, or --responses"),
        ([*good, *answers], "Give --bank, or --responses"),
        (answers[:2], "--responses needs --instrument"),
        (answers[:4], "Choose one scale with --scale: agreeableness"),
        ([*answers[:4], "--scale", "height"], "Choose one scale"),
        (["--bank", tmp_path / "none.json"], "no such file"),
        (["--bank", tmp_path / "half.json"], "half.json: bank: "),
        (["--bank", tmp_path / "odd.json"], "no text"),
        (["--bank", tmp_path / "bare.json", "--calibration-error"], "bare.json holds no standard errors"),
        (["--bank", bank(tmp_path)], "bfi.toml: bank: no JSON text"),
        ([*good, "--least", 9, "--most", 3], "least of 9 and most of 3"),
        ([*good, "--content", "a=0.5"], "--content and --areas belong together"),
        ([*good, "--content", "a=lots", "--areas", areas], "--content a=lots: write"),
        ([*good, "--content", "a=0.5", "--areas", areas], "add up to 1"),
        ([*good, "--content", "a=1", "--areas", areas], "areas.csv: item i1 of the bank has no area"),
        ([*good, "--content", "a=1", "--areas", twice], "twice.csv, row 3"),
    ):
        result = simulated(app, *given)
        assert result.exit_code == 2, result.output
        assert complaint in result.output, result.output
        assert "Traceback" not in result.output
