"""Files that answer items: taken with a page of questions, each for itself."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from assess.delivery.queries.sittings import administration_of
from surveys import sessions, uploads
from surveys.definition import Item
from surveys.errors import NotAnAnswer
from surveys.moments import now


def attach(
    session: Session,
    invitation_id: int,
    part: int,
    files: Mapping[str, tuple[Item, str, bytes]],
    shown: datetime | None = None,
) -> dict[str, NotAnAnswer]:
    """Keep files as answers, by item: the item, the file's name and its bytes; gives why the others were not taken.

    NotFound, or what the engine refuses for the whole page, such as SectionOver; that file leaves no trace then.
    """
    administration_id = administration_of(session, invitation_id, part)
    refused: dict[str, NotAnAnswer] = {}
    for code, (item, name, content) in files.items():
        try:
            with session.begin_nested():
                given = uploads.put(session, administration_id, item, name, content)
                sessions.save(session, administration_id, {code: given}, now=now(), shown=shown)
        except NotAnAnswer as refusal:
            refused[code] = refusal
    return refused
