"""Ratings of the last nine months come in as files, the company says who is who in them, and all is calibrated."""

import io

import pandas as pd
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.calibration.actions.imports import dry_run, import_ratings
from assess.calibration.actions.intake import remove, sheet_of, take_in
from assess.calibration.actions.raters import name
from assess.calibration.models import ImportedRater
from assess.calibration.tasks import compute_due
from assess.demo import panels
from assess.people.models import Account, Person

#: What the two sites sent.
FILES = (
    ("interviews January to October.csv", panels.earlier_ratings),
    ("interviews Malmö.csv", panels.remote_ratings),
)


def bring_in(session: Session, analyst: Account) -> None:
    """Upload both files as a company would on its first day, say which colleague each code stands for, and compute."""
    settings = current_app.config["EXEMPLAR"]
    for filename, ratings in FILES:
        content = io.BytesIO(_csv(ratings()))
        batch = take_in(session, settings, analyst.pseudonym, filename, content)
        import_ratings(session, analyst.pseudonym, batch, dry_run(session, settings, batch, sheet_of(settings, batch)))
        session.commit()
        remove(settings, batch)
    known = select(ImportedRater, Account).join(Person, Person.code == ImportedRater.code)
    for imported, account in session.execute(known.join(Account, Account.person_id == Person.id)).all():
        name(session, analyst.pseudonym, imported, account)
    session.commit()
    # what the worker does every minute
    compute_due(session)
    session.commit()


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()
