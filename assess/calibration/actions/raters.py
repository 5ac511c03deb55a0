"""Saying which colleague a code in a file of ratings stands for."""

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.calibration.models import ImportedRater
from assess.interviews.actions import rater
from assess.people.models import Account


def name(session: Session, actor: str, imported: ImportedRater, account: Account) -> None:
    """This code is that colleague: their ratings here and there count as one rater's."""
    imported.rater = rater(session, account)
    session.flush()
    record(session, actor, "calibration.rater_named", f"imported_rater:{imported.id}", account=account.pseudonym)


def unname(session: Session, actor: str, imported: ImportedRater) -> None:
    """This code is nobody we know, after all."""
    imported.rater = None
    session.flush()
    record(session, actor, "calibration.rater_unnamed", f"imported_rater:{imported.id}")
