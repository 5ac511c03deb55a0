"""SQLite's file and its write-ahead log keep nothing of what is gone, and no comment beside the answer before it."""

from pathlib import Path

import pytest
from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from assess.campaigns import tasks
from assess.campaigns.actions import comments
from surveys import anonymous
from surveys.models import Pending
from tests.assess.campaigns.adversary.printing import show
from tests.assess.campaigns.comments.writers import say, with_box
from tests.assess.campaigns.companies import come, hire, opened
from tests.assess.campaigns.test_attack import in_some_order
from tests.databases import SERVER

pytestmark = pytest.mark.skipif(bool(SERVER), reason="files are SQLite's; for PostgreSQL's see test_postgres.py")
CAME, WROTE = 20, 6


def files(session: Session) -> tuple[bytes, bytes]:
    """The file and the write-ahead log beside it."""
    path = session.connection().engine.url.database
    session.commit()
    return Path(f"{path}").read_bytes(), Path(f"{path}-wal").read_bytes()


def test_answers_that_were_mixed_are_in_no_free_page(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    comers, left = in_some_order(hire(session, {"North 1": ("North", 40)}))[:CAME], []
    for weakened in (False, True):
        if weakened:
            monkeypatch.setattr(anonymous, "text", _careless)
        come(session, opened(session), comers)
        keys = session.scalars(select(Pending.key)).all()
        tasks.file_answers(session)
        left.append(sum(key.encode() in b"".join(files(session)) for key in keys))
    show(capsys, "keys of waiting answers in free pages", "secure_delete off", *left, CAME)
    assert left[0] == 0
    assert left[1] > 0


def _careless(sql: str) -> TextClause:
    return text(sql.replace("secure_delete = ON", "secure_delete = OFF"))


def newest(session: Session, monkeypatch: pytest.MonkeyPatch | None) -> int:
    """How many comments the log tells to be the last: it has them, and the file beside it has not yet."""
    if monkeypatch is not None:
        monkeypatch.setattr(comments, "forget_order", lambda session: None)
    comers = in_some_order(hire(session, {f"North {bool(monkeypatch)}": ("North", 24)}))[:WROTE]
    (campaign, box), found = with_box(session), 0
    trick = "knack" if monkeypatch else "trick"
    for person, number in comers:
        come(session, campaign, [(person, number)])
        say(session, box, [f"{trick} {number:03d}"])
        file, log = files(session)
        said = {one: f"{trick} {one:03d}".encode() for _person, one in comers}
        found += {one for one, words in said.items() if words in log and words not in file} == {number}
    return found


def test_the_log_does_not_tell_which_comment_came_after_the_last_answer(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built = newest(session, None)
    weak = newest(session, monkeypatch)
    show(capsys, "the last comment, right after an answer", "log kept until the minute", built, weak, WROTE)
    assert (built, weak) == (0, WROTE)
