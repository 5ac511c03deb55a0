"""What may happen twice at once to files of ratings: nothing counts twice, and nothing is lost without a word."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.calibration.actions.imports import dry_run, import_ratings
from assess.calibration.actions.intake import BatchOver, sheet_of
from assess.calibration.models import ImportedRating, RatingBatch
from assess.config import Settings
from assess.database import db
from assess.errors import Conflict
from tests.assess.calibration.conftest import Take
from tests.races import meanwhile

HEAD = "candidate_id,rater_id,competency_key,score\n"


def bring(mine: Session, settings: Settings, id: int) -> None:
    batch = mine.get_one(RatingBatch, id)
    import_ratings(mine, "test", batch, dry_run(mine, settings, batch, sheet_of(settings, batch)))


def test_a_file_imported_by_two_presses_at_once_comes_in_once(
    app: Flask, session: Session, settings: Settings, take: Take
) -> None:
    id = take(HEAD + "C-1,M-01,care,4\nC-1,M-02,care,1\n")
    with pytest.raises(BatchOver):
        meanwhile(db.engine, lambda mine: bring(mine, settings, id), lambda mine: bring(mine, settings, id))
    session.rollback()
    assert session.scalar(select(func.count()).select_from(ImportedRating)) == 2


def test_of_two_files_that_contradict_each_other_at_once_the_second_is_refused(
    app: Flask, session: Session, settings: Settings, take: Take
) -> None:
    first, second = take(HEAD + "C-1,M-01,care,4\nC-1,M-02,care,1\n"), take(HEAD + "C-1,M-01,care,2\nC-1,M-03,care,1\n")
    with pytest.raises(Conflict):
        meanwhile(db.engine, lambda mine: bring(mine, settings, first), lambda mine: bring(mine, settings, second))
    session.rollback()
    assert sorted(session.scalars(select(ImportedRating.rating))) == [1, 4]
    session.refresh(session.get_one(RatingBatch, second))
    assert session.get_one(RatingBatch, second).state == "open"
