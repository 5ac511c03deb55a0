"""The chip beside a stored sentence says how sure its numbers are."""

from assess.home.queries.answers import status
from scoring.errors import Code
from scoring.results import Caveat, Column, Estimate, Report, Sentence, Table

SURE = Estimate(0.5, 40, "ICC(1,1)")
FEW = SURE.doubted(Caveat(Code.N_TOO_SMALL, {"n": 10, "need": 20, "of": "ratees"}))


def report(*cells: Estimate, **more: object) -> Report:
    rows = tuple((cell,) for cell in cells)
    table = Table("criteria", (Column("icc_1_1", "estimate"),), rows)
    return Report("agreement", Sentence("agreement.found"), tables=(table,), **more)  # type: ignore[arg-type]


def test_a_report_whose_every_number_needs_caution_is_no_ok() -> None:
    assert status(report(FEW, FEW)) == "caveat"


def test_one_sound_number_in_its_tables_is_enough() -> None:
    assert status(report(FEW, SURE)) == "ok"


def test_a_doubtful_headline_needs_caution_whatever_the_tables_say() -> None:
    assert status(report(SURE, estimates={"r_cv": FEW})) == "caveat"


def test_a_refused_sentence_is_a_refusal() -> None:
    assert status(Report("tiers", Sentence("tiers.refused"))) == "refused"
