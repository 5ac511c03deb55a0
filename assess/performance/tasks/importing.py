"""Long files in the background: checked, imported, undone."""

from flask import current_app
from sqlalchemy.orm import Session

from assess.jobs.tasks import task
from assess.performance.actions import deferred
from assess.performance.actions.intake import remove
from assess.performance.models.uploads import Upload


@task("performance.check_upload")
def check_upload(session: Session, id: int) -> None:
    """What importing a long file would do."""
    deferred.check(session, current_app.config["EXEMPLAR"], session.get_one(Upload, id))


@task("performance.import_upload")
def import_upload(session: Session, id: int, actor: str, replace: bool) -> None:
    """Import a long file, and delete it once that is durable."""
    upload, settings = session.get_one(Upload, id), current_app.config["EXEMPLAR"]
    if deferred.import_(session, settings, actor, upload, replace):
        session.commit()
        remove(settings, upload)


@task("performance.undo_upload")
def undo_upload(session: Session, id: int, actor: str) -> None:
    """Undo a long import."""
    deferred.undo(session, actor, session.get_one(Upload, id))
