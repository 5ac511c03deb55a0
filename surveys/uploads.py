"""Keeping the file that answers an item, one an item, and letting go of it when the answer is taken back."""

import hashlib

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from surveys.definition import Item
from surveys.errors import FileRefused, NotAnAnswer
from surveys.files import checked
from surveys.items import Answer, Given
from surveys.models import AnswerFile


def put(session: Session, administration_id: int, item: Item, name: str, content: bytes) -> Given:
    """The file in place of an earlier one; gives what ``sessions.save`` is to keep as the answer.

    Raises NotAnAnswer with the reason when the file is not taken. Call ``sessions.save`` in the same transaction: it
    alone knows whether answers are still taken.
    """
    try:
        file = checked(name, content, item.accepts, item.longest)
    except FileRefused as refused:
        raise NotAnAnswer(item.code, refused.reason) from None
    sha256 = hashlib.sha256(file.content).hexdigest()
    row = AnswerFile(
        administration_id=administration_id, item=item.code, name=file.name, kind=file.kind, size=len(file.content),
        sha256=sha256, content=file.content,
    )  # fmt: skip
    session.merge(row)
    session.flush()
    return Given(sha256)


def settle(session: Session, administration_id: int, item: Item, answer: Answer) -> None:
    """Raises NotAnAnswer where an answer names a file that is not there; an answer taken back takes its file along."""
    mine = (AnswerFile.administration_id == administration_id, AnswerFile.item == item.code)
    if answer.text is None:
        session.execute(delete(AnswerFile).where(*mine))
    elif session.scalar(select(AnswerFile.sha256).where(*mine)) != answer.text:
        raise NotAnAnswer(item.code, "NO_FILE")


def uploads(session: Session, administration_id: int) -> dict[str, AnswerFile]:
    """The files of an administration by item, without their bytes."""
    found = session.scalars(select(AnswerFile).where(AnswerFile.administration_id == administration_id))
    return {upload.item: upload for upload in found}


def upload(session: Session, administration_id: int, item: str) -> AnswerFile | None:
    """One file with its bytes."""
    mine = (AnswerFile.administration_id == administration_id, AnswerFile.item == item)
    return session.scalar(select(AnswerFile).where(*mine).options(undefer(AnswerFile.content)))
