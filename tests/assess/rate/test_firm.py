"""Is one firm's file, small and as it was kept, read and described honestly, or refused with what to add?"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import Result

from tests.assess.rate import firms
from tests.assess.rate.conftest import Rate

Look = Callable[..., tuple[Result, Path]]


@pytest.fixture
def look(rate: Rate, tmp_path: Path) -> Look:
    """``look(table, result="sales")``: the command on one file, and the folder it wrote."""

    def run(content: pd.DataFrame | str | bytes, name: str = "firm.csv", **options: object) -> tuple[Result, Path]:
        path, out = tmp_path / name, tmp_path / "out"
        if isinstance(content, pd.DataFrame):
            content.to_excel(path, index=False, engine="xlsxwriter") if name.endswith("xlsx") else content.to_csv(
                path, index=False
            )
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        result = rate(kpis=path, out=out, **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert "Traceback" not in result.output
        return result, out

    return run


def people(out: Path) -> pd.DataFrame:
    return pd.read_csv(out / "people.csv")


def test_territories_of_a_textbook_give_ranks_circumstance_and_refusals(look: Look) -> None:
    result, out = look(firms.territories())
    assert result.exit_code == 0, result.output
    for words in (
        "result: SALES", "circumstance: TIME, POTEN, ADV, ACCTS, WORKLOAD", "RATING",
        "One period only", "POTEN: taken out", "ADV: left in: ten people are needed for each circumstance", "n = 25",
        "called by their row",
    ):  # fmt: skip
        assert words in result.output, words
    found, given = people(out), firms.territories()
    assert len(found) == 25 and found["result:SALES"].is_monotonic_decreasing
    best = int(str(found["person_id"].iloc[0]).removeprefix("row ")) - 2
    assert given["SALES"].idxmax() == best
    assert (found["raw"] - found["by_circumstances"] - found["remaining"]).abs().max() < 1e-8


def test_circumstances_share_is_the_textbooks_adjusted_r_squared(look: Look) -> None:
    """1 − (1 − R²)(n − 1)/(n − p − 1) of least squares on the two circumstances 25 people allow (Wherry 1931)."""
    result, out = look(firms.territories())
    given = firms.territories()
    y = people(out).set_index("person_id")["raw"].reindex([f"row {i + 2}" for i in range(25)]).to_numpy()
    x = np.column_stack([np.ones(25), given[["POTEN", "ACCTS"]]])
    left = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    adjusted = 1 - left @ left / np.sum((y - y.mean()) ** 2) * 24 / 22
    assert f"circumstances: +{adjusted:.2f}" in result.output


def test_agents_are_described_without_what_is_protected(look: Look) -> None:
    result, out = look(firms.agents())
    assert result.exit_code == 0, result.output
    assert "protected: never part of a score, left out: Gender, Age (years)" in result.output
    assert "words: left out: Region" in result.output
    assert "result, less is better: Lapses" in result.output
    assert "test score: Aptitude test verbal, Aptitude test numeric, Extraversion" in result.output
    assert {"profile.json", "fit.csv", "relations.csv"} <= {path.name for path in out.iterdir()}
    relations = pd.read_csv(out / "relations.csv")
    assert not relations["column"].isin(["Gender", "Age (years)"]).any()
    premium = relations[(relations["goes_with"] == "Premium USD") & (relations["column"] == "Aptitude test verbal")]
    given = firms.agents()
    expected = np.corrcoef(given["Premium USD"], given["Aptitude test verbal"])[0, 1]
    assert premium["r_value"].item() == pytest.approx(expected)
    assert (premium["r_n"].item(), premium["r_status"].item()) == (60, "caveat")
    for name in out.iterdir():
        assert b"Gender" not in name.read_bytes() or name.suffix in {".html", ".pdf"}


def test_the_scores_do_not_move_when_what_is_protected_is_shuffled(look: Look) -> None:
    given = firms.agents()
    _result, out = look(given)
    before = (out / "people.csv").read_bytes()
    given["Gender"], given["Age (years)"] = given["Gender"].to_numpy()[::-1], given["Age (years)"].to_numpy()[::-1]
    look(given)
    assert (out / "people.csv").read_bytes() == before


def test_three_results_and_four_tests_without_a_name_are_told_apart(look: Look) -> None:
    result, out = look(firms.growth())
    assert "result: Growth, Profit, New" in result.output
    assert "test score: Creative, Mechanical, Abstract, Math" in result.output
    assert len(pd.read_csv(out / "relations.csv")) == 12
    assert "No direction is stated for Creative" in result.output


def test_what_a_boss_says_or_decides_is_no_result(look: Look) -> None:
    result, out = look(firms.rated())
    assert "result: sales, customer_rate" in result.output
    assert "unclear: shown beside the results only: promoted, performance" in result.output
    assert len(people(out)) >= 340


def test_twelve_months_give_tiers(look: Look) -> None:
    result, out = look(firms.months())
    assert result.exit_code == 0, result.output
    assert "name no year" in result.output and "circumstance: Territory potential" in result.output
    tiers = pd.read_csv(out / "tiers.csv")
    assert (tiers["periods"].max(), len(tiers)) == (12, 40)
    assert "top_confident" in set(tiers["tier"])


def test_a_german_file_is_read_as_it_was_kept(look: Look) -> None:
    result, out = look(firms.german(), "vertrieb.csv")
    assert result.exit_code == 0, result.output
    for words in ("Windows-1252", "lines above", "Rows that add up others are left out: row 34", "Geschlecht"):
        assert words in result.output, words
    found = people(out)
    assert len(found) == 30 and found["person_id"].str.startswith("Müller").all()
    assert found["result:Umsatz (€)"].between(100_000, 900_000).all()
    assert "result: Umsatz (€)" in result.output and "circumstance: Potenzial, Kunden" in result.output


def test_dollars_thousands_brackets_and_odd_quotas(look: Look) -> None:
    result, out = look(firms.dollars(), "reps.tsv")
    assert result.exit_code == 0, result.output
    assert "Quota is zero or less in row 6, row 7" in result.output
    found = people(out).set_index("person_id")["result:Revenue"]
    assert found["R03"] < 0 and found["R10"] % 1000 == 10


def test_mixed_currencies_are_named_and_never_added_up(look: Look) -> None:
    result, out = look(firms.currencies())
    assert "amounts in USD count" in result.output
    assert "row 6 (EUR), row 11 (EUR), row 19 (JPY)" in result.output
    assert len(people(out)) == 27


def test_signs_of_several_currencies_in_one_column(look: Look) -> None:
    rows = "\n".join(f"R{i},{'€' if i == 3 else '$'}{100 + i}" for i in range(12))
    result, _out = look("rep,sales\n" + rows)
    assert "row 5 (EUR)" in result.output


def test_columns_parted_by_blanks(look: Look) -> None:
    result, out = look(firms.blanks(), "crav.txt")
    assert result.exit_code == 0 and len(people(out)) == 25, result.output


def test_a_workbook(look: Look) -> None:
    result, out = look(firms.agents(), "agents.xlsx")
    assert result.exit_code == 0 and len(people(out)) == 60, result.output


@pytest.mark.parametrize("order", ["{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}"])
def test_days_stand_for_their_month(look: Look, order: str) -> None:
    result, out = look(firms.dated(order=order))
    assert result.exit_code == 0, result.output
    assert pd.read_csv(out / "tiers.csv")["periods"].max() == 8


def test_days_that_could_be_two_are_asked_for(look: Look) -> None:
    result, out = look(firms.dated(order="{d:02}/{m:02}/{y}"))
    assert result.exit_code == 2 and "row 3, Date: “01/02/2025” could be two different days" in result.output
    result, out = look(firms.dated(order="{d:02}/{m:02}/{y}"), dates="dmy")
    assert result.exit_code == 0 and pd.read_csv(out / "tiers.csv")["periods"].max() == 8


def test_the_user_overrules_what_was_guessed(look: Look) -> None:
    result, _out = look(
        firms.territories(), result=["SALES", "SHARE"], circumstance="RATING", leave_out=["TIME"], scores_in="ADV"
    )
    assert result.exit_code == 0, result.output
    assert "result: SALES, SHARE" in result.output and "left out: TIME" in result.output
    assert "test score: ADV" in result.output and "WORKLOAD, RATING" in result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"result": "profit"}, "has no column “profit”; it has SALES"),
        ({"result": "SALES", "circumstance": "SALES"}, "cannot be two things"),
    ],
)
def test_what_cannot_be_meant_is_refused(look: Look, options: dict[str, str], said: str) -> None:
    result, out = look(firms.territories(), **options)
    assert result.exit_code == 2 and said in result.output and not out.exists()


def test_nobody_can_say_that_gender_is_a_result(look: Look) -> None:
    result, _out = look(firms.agents(), result="Gender")
    assert result.exit_code == 2 and "“Gender” is protected" in result.output


def test_without_a_result_the_columns_and_the_option_are_named(look: Look) -> None:
    result, out = look("rep,potential,accounts\nA,5,1\nB,6,2\n")
    assert result.exit_code == 2 and "--result NAME" in result.output and "potential: circumstance" in result.output
    assert not out.exists()


SMALL = {
    "no rows": ("rep,sales\n", 2, "no row under it"),
    "one row": ("rep,sales,potential\nA,5,1\n", 0, "1 people with results"),
    "three rows": ("rep,sales,potential\nA,5,1\nB,6,2\nC,9,2\n", 0, "n = 3"),
    "no names at all": ("17,3\n18,4\n", 2, "no header"),
    "everyone sold the same": ("rep,sales,potential\nA,5,1\nB,5,2\nC,5,2\n", 2, "the same for everyone"),
    "nothing filled": ("rep,sales\nA,NA\nB,\nC,n/a\n", 2, "no row holds anything"),
    "no result filled": ("rep,sales,potential\nA,NA,1\nB,,2\nC,n/a,3\n", 2, "empty: left out"),
    "a word among numbers": ("rep,sales\n" + "\n".join(f"R{i},{i}" for i in range(30)) + "\nR99,lots\n", 0,
                             "row 32 “lots”"),
    "an id twice, different": ("rep,sales\nA,5\nB,6\nA,7\nC,8\nD,9\n", 0, "A stands in row 2, row 4: which one holds"),
    "a row twice": ("rep,sales\nA,5\nB,6\nA,5\nC,8\nD,9\n", 0, "the same row again counts once"),
    "everybody again and again": ("rep,sales\nA,5\nA,6\nB,6\nB,7\n", 2, "--period NAME"),
    "a ragged row": ("rep,sales\nA,5\nB,6,7\nC,8\nD,9\n", 0, "Row 3 has 3 cells"),
    "only negative": ("rep,sales\nA,-5\nB,-6\nC,-9\n", 0, "3 people with results"),
    "huge": ("rep,sales\nA,1e300\nB,2\nC,3\nD,4\n", 0, "row 2 “1e300”"),
    "infinite": ("rep,sales\nA,inf\nB,2\nC,3\nD,4\n", 0, "row 2 “inf”"),
    "formulas": ("rep,sales\n=1+1,5\n+cmd,6\nC,9\n", 0, "3 people with results"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code", "words"), SMALL.values(), ids=SMALL)
def test_however_little_there_is_the_answer_is_honest(look: Look, content: str, code: int, words: str) -> None:
    result, _out = look(content)
    assert (result.exit_code, words in result.output) == (code, True), result.output


def test_the_same_file_gives_the_same_bytes(look: Look) -> None:
    _result, out = look(firms.agents())
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    look(firms.agents())
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
