"""A table of the invented company taken through every step of an upload."""

import io

import pandas as pd
from flask import current_app
from sqlalchemy.orm import Session

from assess.performance.actions.intake import dry_run, import_upload, remove, take_in, understood
from assess.performance.queries import layout


def upload(session: Session, actor: str, kind: str, name: str, table: pd.DataFrame) -> None:
    """Taken in, read, imported, committed."""
    settings = current_app.config["EXEMPLAR"]
    file = io.BytesIO(table.to_csv(index=False, lineterminator="\n").encode())
    taken = take_in(session, settings, actor, kind, f"{name}.csv", file)
    read = understood(settings, taken, layout(session, kind))
    import_upload(session, actor, taken, dry_run(session, taken, *read), replace=False)
    session.commit()
    remove(settings, taken)
