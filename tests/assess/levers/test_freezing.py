"""A hypothesis that was locked refuses every change, in the database itself."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.levers.models import DataOpening, Lever, LeverMeasure
from surveys.moments import now

STATEMENTS = (
    "UPDATE lever SET statement = 'Now I know better' WHERE id = {lever}",
    "UPDATE lever SET locked_at = NULL WHERE id = {lever}",
    "UPDATE lever SET exploratory = exploratory WHERE id = {lever}",
    "DELETE FROM lever WHERE id = {lever}",
    "UPDATE lever_measure SET reference = 'other' WHERE lever_id = {lever}",
    "UPDATE lever_measure SET lever_id = {lever} WHERE lever_id = {draft}",
    "UPDATE lever_measure SET lever_id = {draft} WHERE lever_id = {lever}",
    "DELETE FROM lever_measure WHERE lever_id = {lever}",
    "INSERT INTO lever_measure (lever_id, kind, reference, rater_saw_results, anonymous, made_by, made_at)"
    " VALUES ({lever}, 'upload', 'late', false, false, 'x', '2026-01-01')",
)


@pytest.fixture
def pair(session: Session) -> dict[str, int]:
    """One locked hypothesis and a draft, each with a measure."""
    made = {
        name: Lever(job="Seller", code=name, name=name, statement="Who does more sells more.", registered_by="lead")
        for name in ("lever", "draft")
    }
    session.add_all(made.values())
    session.flush()
    session.add_all(
        LeverMeasure(lever_id=one.id, kind="upload", reference=name, made_by="analyst") for name, one in made.items()
    )
    session.flush()
    made["lever"].locked_at = now()
    session.commit()
    return {name: one.id for name, one in made.items()}


@pytest.mark.database
@pytest.mark.parametrize("statement", STATEMENTS)
def test_raw_sql_cannot_change_a_locked_hypothesis_or_its_measures(
    session: Session, pair: dict[str, int], statement: str
):
    with pytest.raises(IntegrityError, match="LEVER_LOCKED"):
        session.execute(text(statement.format(**pair)))
    session.rollback()


@pytest.mark.database
def test_raw_sql_cannot_pre_date_a_hypothesis_once_the_data_are_open(session: Session, pair: dict[str, int]):
    """Locked last year, says the row: after the opening the database takes it for exploratory or not at all."""
    copied = [column.name for column in Lever.__table__.columns if column.name not in ("id", "code")]
    names = ", ".join(copied)
    forged = text(f"INSERT INTO lever (code, {names}) SELECT 'forged', {names} FROM lever WHERE id = :lever")
    locked = text("UPDATE lever SET locked_at = '2025-01-01', exploratory = false WHERE id = :draft")
    session.execute(forged, pair)  # before anybody has looked it is a hypothesis like any other
    session.rollback()
    session.add(DataOpening(job="Seller", opened_by="analyst", people=0, teams=0, hypotheses=1, seed=1, holdout=[],
                            holdout_people=0, rule={}))  # fmt: skip
    session.commit()
    for statement in (forged, locked):
        with pytest.raises(IntegrityError, match="LEVER_AFTER_OPENING"):
            session.execute(statement, pair)
        session.rollback()
    late = text("UPDATE lever SET locked_at = '2025-01-01', exploratory = true WHERE id = :draft")
    assert session.execute(late, pair).rowcount == 1  # type: ignore[attr-defined]


@pytest.mark.database
@pytest.mark.parametrize("statement", [one for one in STATEMENTS if "{draft}" not in one])
def test_a_draft_is_free_to_change(session: Session, pair: dict[str, int], statement: str):
    assert session.execute(text(statement.format(lever=pair["draft"]))).rowcount == 1  # type: ignore[attr-defined]
    session.commit()
