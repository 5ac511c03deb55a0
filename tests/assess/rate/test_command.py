"""Does one command do the whole job, and refuse what the data cannot carry while it gives what they can?"""

import json
import re
from pathlib import Path

import pandas as pd
from click.testing import Result

from tests.assess.rate.conftest import Rate, company, whole

FILES = {"tiers.csv", "profile.json", "fit.csv", "report.html", "report.pdf"}


def estimates(profile: dict[str, list[dict[str, object]]]) -> dict[str, dict[str, object]]:
    return {str(scale["scale"]): scale["r"] for scale in profile["scales"]}  # type: ignore[misc]


def test_meridians_files_give_tiers_an_open_profile_and_the_fit_of_candidates(
    rated: tuple[Result, Path],
) -> None:
    """methods §2.5: about 26 confident of 240; §16.3: judgement .28, achievement .25, assertiveness .20 are true."""
    result, out = rated
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == FILES
    tiers = pd.read_csv(out / "tiers.csv")
    assert len(tiers) == 247 and 20 <= (tiers["tier"] == "top_confident").sum() <= 32
    profile = json.loads((out / "profile.json").read_text())
    assert profile["open"] and all(check["passed"] == "met" for check in profile["gate"])
    assert {row["scale"] for row in profile["scales"] if row["entry"] == "enters"} == {
        "judgement", "conscientiousness", "extraversion",
    }  # fmt: skip
    fit = pd.read_csv(out / "fit.csv").set_index("person_id")
    assert fit["who"].value_counts().to_dict() == {"incumbent": 120, "candidate": 50}
    candidates = fit[fit["who"] == "candidate"]
    assert candidates["fit_value"].notna().sum() == 48 and candidates["band"].max() > 1
    assert "CARELESS_RESPONSE" in fit.loc["C-0012", "reasons"] and "MISSING_TOO_MUCH" in fit.loc["C-0011", "reasons"]
    assert "Candidates without scale scores: 10" in result.output
    page = re.sub(r"<[^>]*>|\s+", " ", (out / "report.html").read_text())
    # all five careless stay out (§16.3, 4 % of 120): three tick one column, two tick at random in a hurry
    assert re.search(
        r"With results that count and scale scores +120 +Of these the profile is built on[^0-9]* 115 ", page
    )


def test_contributions_in_the_file_add_up_to_the_fit(rated: tuple[Result, Path]) -> None:
    fit = pd.read_csv(rated[1] / "fit.csv")
    fitted = fit[fit["fit_value"].notna()]
    parts = fitted[[name for name in fit if name.startswith("adds_")]].sum(axis=1)
    assert len(fitted) > 100
    assert (parts - fitted["fit_value"]).abs().max() < 1e-8


def test_only_candidates_are_put_in_an_order(rated: tuple[Result, Path]) -> None:
    """methods §5.7: employees get no rank list, and fit on one's own data is not yet tested."""
    fit = pd.read_csv(rated[1] / "fit.csv")
    incumbents = fit[fit["who"] == "incumbent"]
    assert incumbents[["band", "order"]].isna().all(axis=None)
    used = incumbents[incumbents["fit_value"].notna()]
    assert len(used) > 100 and used["reasons"].str.contains("NOT_CROSS_VALIDATED").all()
    assert fit.loc[fit["who"] == "candidate", "order"].notna().sum() == 48


def test_the_same_files_give_the_same_bytes(
    rate: Rate, rated: tuple[Result, Path], meridian: Path, tmp_path: Path
) -> None:
    """Into a new folder, and over what a run with another seed left in it."""
    out = tmp_path / "out"
    assert rate(**whole(meridian, out) | {"seed": 8}).exit_code == 0
    assert (rated[1] / "tiers.csv").read_bytes() != (out / "tiers.csv").read_bytes()
    (out / "notes.txt").write_text("mine")
    assert rate(**whole(meridian, out)).exit_code == 0
    assert {path.name for path in out.iterdir()} == FILES | {"notes.txt"}
    for name in FILES:
        assert (rated[1] / name).read_bytes() == (out / name).read_bytes(), name


def test_one_period_leaves_raw_results_correlations_and_exploratory_scores(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in", periods=1)
    result = rate(**given, out=tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "One period only" in result.output
    tiers = pd.read_csv(tmp_path / "out" / "tiers.csv")
    assert len(tiers) == 80 and set(tiers["status"]) == {"refused"}
    assert tiers["raw"].notna().all() and sorted(tiers["raw_rank"]) == list(range(1, 81))
    assert tiers["reasons"].str.contains("ONE_PERIOD").all()
    assert tiers[["score_value", "chance_top"]].isna().all(axis=None)
    profile = json.loads((tmp_path / "out" / "profile.json").read_text())
    assert not profile["open"]
    r = estimates(profile)["drive"]
    assert r["low"] < r["value"] < r["high"] and r["n"] == 80  # type: ignore[operator]
    fit = pd.read_csv(tmp_path / "out" / "fit.csv")
    assert len(fit) == 80 and set(fit["scores"]) == {"exploratory"} and fit["fit_value"].isna().all()
    assert fit["score_drive"].notna().all()


def test_without_weights_measures_count_the_same_and_that_is_said(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    weighted = tmp_path / "metrics.csv"
    weighted.write_text("metric_key,weight\nrevenue,0.5\ndeals,0.5\n")
    without = rate(**given, out=tmp_path / "a")
    equal = rate(**given, metrics=weighted, out=tmp_path / "b")
    said = "No weights given: all measures count the same."
    assert said in without.output and said in (tmp_path / "a" / "report.html").read_text()
    assert said not in equal.output
    raw = [pd.read_csv(tmp_path / one / "tiers.csv")["raw"] for one in ("a", "b")]
    pd.testing.assert_series_equal(*raw)
    one = company(tmp_path / "one", periods=1)
    assert said in rate(**one, out=tmp_path / "c").output


def test_ten_people_get_raw_ranks_and_no_correlation(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in", people=10)
    result = rate(**given, out=tmp_path / "out")
    assert result.exit_code == 0 and "10 of 60 people" in result.output
    assert pd.read_csv(tmp_path / "out" / "tiers.csv")["raw_rank"].notna().all()
    profile = json.loads((tmp_path / "out" / "profile.json").read_text())
    assert all(r["value"] is None and r["status"] == "refused" for r in estimates(profile).values())


def test_a_scale_that_goes_with_results_opens_the_profile(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in", people=150)
    assert rate(**given, out=tmp_path / "out").exit_code == 0
    profile = json.loads((tmp_path / "out" / "profile.json").read_text())
    assert profile["open"], profile["reasons"]
    assert profile["estimates"]["r_cv"]["low"] > 0.2


def test_scales_without_direction_or_reliability_are_described_only(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in", people=150)
    del given["scales"]
    result = rate(**given, out=tmp_path / "out")
    assert result.exit_code == 0
    assert "No direction is stated for drive, calm." in result.output
    assert "No reliability is known for drive, calm." in result.output
    profile = json.loads((tmp_path / "out" / "profile.json").read_text())
    assert not profile["open"] and estimates(profile)["drive"]["value"] > 0.3  # type: ignore[operator]
    assert {row["direction"] for row in profile["scales"]} == {"not_stated"}


def test_results_alone_give_tiers_alone(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    result = rate(kpis=given["kpis"], out=tmp_path / "out")
    assert result.exit_code == 0 and "no profile and no fit" in result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"tiers.csv", "report.html", "report.pdf"}


def test_wide_and_long_files_say_the_same(rate: Rate, tmp_path: Path) -> None:
    given = company(tmp_path / "in")
    wide, scores = pd.read_csv(given["kpis"]), pd.read_csv(given["scores"])
    long = wide.melt(["person_id", "period"], var_name="metric_key")
    quarters = pd.PeriodIndex(long["period"].str.replace("-", ""), freq="Q")
    long["period_start"], long["period_end"] = quarters.start_time.date, quarters.end_time.date
    long.drop(columns="period").to_csv(tmp_path / "kpi.csv", index=False, sep=";")
    scores.melt("person_id", var_name="scale", value_name="score").to_csv(tmp_path / "scores.csv", index=False)
    rate(**given, out=tmp_path / "a")
    rate(**given | {"kpis": tmp_path / "kpi.csv", "scores": tmp_path / "scores.csv"}, out=tmp_path / "b")
    for name in ("tiers.csv", "fit.csv"):
        first, second = (pd.read_csv(tmp_path / one / name) for one in ("a", "b"))
        pd.testing.assert_frame_equal(first, second[list(first)])
