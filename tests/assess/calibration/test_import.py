"""Ratings from elsewhere: four layouts, everything or nothing, nothing twice, and all of it undone at will."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.calibration.models import Due, ImportedRater, ImportedRating, RatingBatch
from assess.calibration.tasks import forget_imported
from assess.database import db
from assess.hiring.actions import add_candidate, create_opening, move
from tests.assess.calibration.conftest import Take

HEAD = "candidate_id,rater_id,competency_key,score,question_key,round,submitted_at,evidence\n"
LONG = HEAD + (
    "C-1,M-01,care,4,,first,2026-01-26T12:00+00:00,Called back twice\n"
    "C-1,M-02,care,5,,first,2026-01-26,\n"
    "C-1,M-02,discovery,,,first,2026-01-26,\n"
    "C-1,M-02,care,2,,after discussion,2026-01-27,\n"
)
#: Linacre's layout: 3 facets, the range of the third followed by as many ratings.
FACETS = """Title = Ratings ; of a comment
Facets = 3
Labels =
1, Judges
1 = Avogadro
2 = Brahe
*
2, Examinees
1-9
*
3, Traits
1 = Attack
2 = Basis
3 = Clarity
*
Data =
1, 5, 1-3, 5,5,3   ; a range
2, 5, 1-3, 4,.,3
2, 6, 2, 1
"""


def rows(session: Session) -> set[tuple[str, str, int]]:
    query = select(ImportedRater.code, ImportedRating.criterion, ImportedRating.rating).join(ImportedRater)
    return {(*row,) for row in session.execute(query)}


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(ImportedRating)) or 0


def test_the_long_layout_is_read_without_missing_ratings_and_those_after_the_talk(
    imported: Take, session: Session, hr: FlaskClient
) -> None:
    id = imported(LONG)
    assert rows(session) == {("M-01", "care", 4), ("M-02", "care", 5)}
    assert session.get_one(RatingBatch, id).counts == {
        "rows": 4, "added": 2, "unchanged": 0, "missing": 1, "later": 1, "raters": 2, "ratees": 1, "criteria": 1,
    }  # fmt: skip
    assert "After the talk, left out" in hr.get(f"/calibration/ratings/{id}").text


def test_of_candidates_and_notes_only_keyed_names_and_lengths_are_kept(imported: Take, session: Session) -> None:
    """Search every row of the database for the candidate's id and the words of the note."""
    imported(LONG.replace("C-1", "Chiara Romano"))
    assert session.scalars(select(ImportedRating.evidence).order_by(ImportedRating.id)).all() == [17, 0]
    assert len(set(session.scalars(select(ImportedRating.ratee)))) == 1
    session.rollback()
    for table in inspect(db.engine).get_table_names():
        found = str(session.execute(text(f'SELECT * FROM "{table}"')).all())
        assert "Chiara" not in found, table
        assert "Called back" not in found, table


def test_the_wide_layout_has_a_column_for_each_criterion(imported: Take, session: Session) -> None:
    """The layout of data.ratings1 of the R package sirt."""
    id = imported('"idstud","rater","k1","k2"\n100020106,"db03",0,3\n100020106,"db54",1,\n')
    assert rows(session) == {("db03", "k1", 0), ("db03", "k2", 3), ("db54", "k1", 1)}
    batch = session.get_one(RatingBatch, id)
    assert (batch.layout, batch.low, batch.high, batch.criteria) == ("wide", 0, 3, ["k1", "k2"])


def test_facets_files_spread_their_ranges_and_use_their_labels(imported: Take, session: Session) -> None:
    id = imported(FACETS, "essays.txt")
    assert session.get_one(RatingBatch, id).layout == "facets"
    assert rows(session) == {
        ("Avogadro", "Attack", 5), ("Avogadro", "Basis", 5), ("Avogadro", "Clarity", 3), ("Brahe", "Attack", 4),
        ("Brahe", "Clarity", 3), ("Brahe", "Basis", 1),
    }  # fmt: skip


def test_bare_facets_rows_need_a_word_on_what_each_facet_is(take: Take, hr: FlaskClient, session: Session) -> None:
    id = take("1,17,1-5,3,4,3,2,5\n2,17,1-5,3,4,4,2,5\n")
    assert "Still needed" in hr.get(f"/calibration/ratings/{id}/columns").text
    assert hr.post(f"/calibration/ratings/{id}/import").status_code == 409
    fields = {"column-0": "rater_id", "column-1": "candidate_id", "column-2": "competency_key", "column-3": "score"}
    hr.post(f"/calibration/ratings/{id}/columns", data=fields | {"low": "1", "high": "5"})
    assert hr.post(f"/calibration/ratings/{id}/import").status_code == 302
    assert count(session) == 10


def card(**values: object) -> dict[str, object]:
    return {
        "id": 5, "application_id": 11, "candidate_id": 7, "interview_step": {"id": 1, "name": "Onsite"},
        "interviewer": {"id": 3, "employee_id": "M-03", "name": "Petra Novak"}, "submitted_at": "2026-03-01T09:30:00Z",
        "overall_recommendation": "strong_yes",
        "attributes": [
            {"name": "Care", "rating": "mixed", "note": "<b>Kind</b><script>alert(1)</script>"},
            {"name": "Deciding", "rating": "no_decision", "note": None},
        ],
    } | values  # fmt: skip


def test_scorecards_of_a_harvest_export_become_points(imported: Take, session: Session) -> None:
    other = card(id=6, interviewer={"id": 4}, overall_recommendation="no_decision",
                 attributes=[{"name": "Care", "rating": "definitely_not", "note": ""}])  # fmt: skip
    imported(json.dumps([card(), other]), "scorecards.json")
    assert rows(session) == {("M-03", "overall_recommendation", 5), ("M-03", "Care", 3), ("4", "Care", 1)}
    assert {str(day) for day in session.scalars(select(ImportedRating.rated_on))} == {"2026-03-01"}
    assert "Petra" not in str(session.execute(text("SELECT * FROM imported_rater")).all())


def test_the_same_file_twice_adds_nothing_and_a_longer_one_what_is_new(
    imported: Take, take: Take, hr: FlaskClient, session: Session
) -> None:
    imported(LONG)
    again = take(LONG)
    page = hr.get(f"/calibration/ratings/{again}").text
    assert "there is nothing to import" in page
    assert "The same file was imported on" in page
    assert hr.post(f"/calibration/ratings/{again}/import").status_code == 409
    assert count(session) == 2
    imported(LONG + "C-2,M-01,care,1,,first,,\n")
    assert count(session) == 3


def test_a_rating_that_contradicts_one_kept_is_a_complaint_of_its_row(
    imported: Take, take: Take, hr: FlaskClient, session: Session
) -> None:
    imported(LONG)
    id = take(HEAD + "C-2,M-01,care,3,,first,,\nC-1,M-01,care,2,,first,,\n")
    page = hr.get(f"/calibration/ratings/{id}").text
    assert "1 of 2 rows need a look" in page
    assert "gave 4 for this in file 1" in page
    assert hr.post(f"/calibration/ratings/{id}/import").status_code == 409
    assert count(session) == 2


def test_an_import_is_undone_wholly_and_can_be_done_again(imported: Take, hr: FlaskClient, session: Session) -> None:
    id = imported(LONG)
    kept = imported(HEAD + "C-9,M-01,care,3,,first,,\n")
    assert hr.post(f"/calibration/ratings/{id}/withdraw").status_code == 302
    assert count(session) == 1
    # M-02 rated in the withdrawn file only
    assert session.scalars(select(ImportedRater.code)).all() == ["M-01"]
    assert hr.post(f"/calibration/ratings/{id}/withdraw").status_code == 409
    imported(LONG)
    assert count(session) == 3
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == f"batch:{id}")).all()
    assert actions == [f"calibration.ratings_{verb}" for verb in ("taken", "imported", "withdrawn")]
    assert session.get_one(RatingBatch, kept).state == "imported"


def test_what_cannot_be_right_is_told_with_row_and_reason(take: Take, hr: FlaskClient) -> None:
    # 31.12.2026 can be one day only and is read; no year has a thirteenth month
    id = take(HEAD + "C-1,M-01,care,3.5,,,31.12.2026,\nC-1,,care,3,,,,\nC-2,M-01,care,x,,,31.13.2026,\n")
    hr.post(f"/calibration/ratings/{id}/columns", data={
        **{f"column-{place}": name for place, name in enumerate(HEAD.strip().split(","))}, "low": "1", "high": "5",
    })  # fmt: skip
    said = hr.get(f"/calibration/ratings/{id}/complaints.csv").get_data(as_text=True).splitlines()[1:]
    assert [line.split(",")[:3] for line in said] == [
        ["2", "score", "3.5"], ["3", "rater_id", ""], ["4", "score", "x"], ["4", "submitted_at", "31.13.2026"],
    ]  # fmt: skip


def test_points_beyond_the_ends_of_the_scale_are_complained_about(take: Take, hr: FlaskClient) -> None:
    id = take(LONG)
    fields = {f"column-{place}": name for place, name in enumerate(HEAD.strip().split(","))}
    assert hr.post(f"/calibration/ratings/{id}/columns", data=fields | {"low": "5", "high": "1"}).status_code == 422
    twice = fields | {"column-1": "candidate_id", "low": "1", "high": "4"}
    assert hr.post(f"/calibration/ratings/{id}/columns", data=twice).status_code == 422
    hr.post(f"/calibration/ratings/{id}/columns", data=fields | {"low": "1", "high": "4"})
    assert "must lie between 1 and 4" in hr.get(f"/calibration/ratings/{id}").text


def test_the_scale_is_that_by_which_the_same_competency_is_rated_here_already(
    imported: Take, take: Take, session: Session
) -> None:
    """Somebody whose file has no 5 did not rate on four points."""
    imported(LONG + "C-3,M-01,discovery,1,,first,,\n")
    scales = [
        take(HEAD + f"C-2,M-09,{competency},4,,,,\nC-4,M-09,{competency},2,,,,\n") for competency in ("care", "charm")
    ]
    assert [session.get_one(RatingBatch, id).high for id in scales] == [5, 4]
    assert [session.get_one(RatingBatch, id).low for id in scales] == [1, 1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[" * 100_000, "no list of scorecards"),
        ('[{"attributes": [1]}]', "Scorecard 1 of the list"),
        ('[{"attributes": NaN}]', "no list of scorecards"),
        ("[]", "no row under it"),
        ("Data =\n1,2,1-999999999,3,4\n", "Line 2 does not hold"),
        ("Data =\n1,2,1-3,3,4\n", "Line 2 does not hold"),
        ("Facets = 3\nData = scores.txt\n", "“scores.txt”"),
        ("Facets=2\nData=\n1,,3\n", "Line 3 does not hold"),
        ("%PDF-1.7", "neither a CSV"),
        ("", "empty"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words_and_leave_nothing(
    hr: FlaskClient, app: Flask, session: Session, content: str, words: str
) -> None:
    import io

    sent = hr.post("/calibration/ratings/new", data={"file": (io.BytesIO(content.encode()), "x.csv")})
    assert sent.status_code == 422
    assert words in sent.text
    assert list((app.config["EXEMPLAR"].data_dir / "uploads").glob("*")) == []
    assert session.scalars(select(RatingBatch)).all() == []


def test_codes_that_match_somebody_are_proposed_and_count_once_confirmed(
    imported: Take, hr: FlaskClient, session: Session, account: Callable[..., object]
) -> None:
    account(Role.INTERVIEWER, name="Adaeze Okonjo", email="adaeze@meridian.example")
    imported(HEAD + "C-1,Adaeze@Meridian.example,care,3,,,,\nC-1,M-02,care,3,,,,\n")
    page = hr.get("/calibration/raters/").text
    assert "Confirm 1 match" in page
    assert session.scalars(select(ImportedRater.rater_id)).all() == [None, None]
    hr.post("/calibration/raters/", data={"page": "1"})
    session.rollback()
    named = session.scalars(select(ImportedRater).where(ImportedRater.rater_id.is_not(None))).one()
    assert named.rater is not None
    assert named.rater.name == "Adaeze Okonjo"
    hr.post(f"/calibration/raters/{named.id}", data={"account": ""})
    session.expire_all()
    assert session.scalars(select(ImportedRater.rater_id)).all() == [None, None]


def test_an_import_asks_for_the_report_of_its_pool(imported: Take, session: Session) -> None:
    id = imported(LONG)
    assert session.scalars(select(Due.pool)).all() == [f"import-{id}"]


def test_ratings_of_a_candidate_of_whom_nothing_is_kept_any_more_go_and_others_stay(
    imported: Take, session: Session, hr: FlaskClient
) -> None:
    imported(
        "candidate_id,rater_id,competency_key,score\nC-1,M-1,care,3\nC-1,M-2,care,4\nC-2,M-1,care,5\nC-2,M-2,care,2\n"
    )
    opening = create_opening(session, "test", "Account executive", "AE")
    application = add_candidate(session, "test", opening, "Chiara Romano", "chiara@romano.example", "C-1")
    move(session, "test", application, "decision")
    session.commit()
    forget_imported(session, application.id)
    assert len(session.scalars(select(ImportedRating)).all()) == 4, "still in the running"
    move(session, "test", application, "closed")
    session.commit()
    forget_imported(session, application.id)
    session.commit()
    assert sorted(session.scalars(select(ImportedRating.rating))) == [2, 5]
    assert session.scalars(select(Due.pool)).all() == ["import-1"]
