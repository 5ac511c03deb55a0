"""Making themes of comments and releasing them; the comments themselves then go for good."""

import re
from collections.abc import Collection, Iterator

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.models.comments import Comment, CommentBox
from assess.campaigns.models.themes import STEPS, Theme, ThemeComment
from assess.errors import Conflict
from surveys.scrubbing import Known, scrubbed
from surveys.scrubbing.folding import fold

#: So many words in a row that a comment has too are its own words, not another's.
VERBATIM = 5
#: A theme of fewer comments is what one or two people said: it needs their leave.
FEWEST_VOICES = 3


class Verbatim(Conflict):
    """Words of a comment stand in what is to leave the house."""

    key = "comments.verbatim"


class NamesSomebody(Conflict):
    """What is to leave the house still names somebody or something."""

    key = "comments.names"


class NeedsLeave(Conflict):
    """Only one or two said so, and they did not allow that what they say is told by itself."""

    key = "comments.needs_leave"


class NothingBehind(Conflict):
    """A theme without a comment, or no theme at all."""

    key = "comments.empty_theme"


def write_theme(
    session: Session, box: CommentBox, names: Known, theme: Theme | None, title: str, paraphrase: str
) -> Theme:
    """A new theme, or another wording of one; Verbatim or NamesSomebody where it says what must not leave."""
    for words in (title, paraphrase):
        if scrubbed(words, names).taken:
            raise NamesSomebody
        _own_words(session, box, words)
    if theme is None:
        theme = Theme(box_id=box.id, title=title, paraphrase=paraphrase)
        session.add(theme)
    theme.title, theme.paraphrase = title, paraphrase
    session.flush()
    return theme


def put(session: Session, box: CommentBox, theme: Theme, ids: Collection[str]) -> None:
    """Comments that belong to a theme, besides those it has."""
    there = set(session.scalars(select(ThemeComment.comment_id).where(ThemeComment.theme_id == theme.id)))
    own = session.scalars(select(Comment.id).where(Comment.box == box.code, Comment.id.in_(ids))).all()
    session.add_all(ThemeComment(theme_id=theme.id, comment_id=id) for id in own if id not in there)
    session.flush()


def empty(session: Session, theme: Theme) -> None:
    """Take every comment out of a theme again."""
    session.execute(delete(ThemeComment).where(ThemeComment.theme_id == theme.id))


def drop(session: Session, theme: Theme) -> None:
    """A theme that was none."""
    empty(session, theme)
    session.execute(delete(Theme).where(Theme.id == theme.id))


def release_themes(session: Session, actor: str, box: CommentBox) -> int:
    """Let the themes of a box out, each with how many said so in coarse steps, and destroy the comments behind them.

    NothingBehind, NeedsLeave or Verbatim where one must not leave; then none does. Gives how many left.
    """
    themes = session.scalars(select(Theme).where(Theme.box_id == box.id, ~Theme.released)).all()
    for theme in themes:
        count, quotable = session.execute(
            select(func.count(), func.count().filter(Comment.quotable))
            .select_from(ThemeComment)
            .join(Comment)
            .where(ThemeComment.theme_id == theme.id)
        ).one()
        if not count:
            raise NothingBehind
        if count < FEWEST_VOICES and quotable < count:
            raise NeedsLeave(title=theme.title)
        theme.voices, theme.released = _step(count), True
    if not themes:
        raise NothingBehind
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))
    session.execute(delete(ThemeComment).where(ThemeComment.theme_id.in_([theme.id for theme in themes])))
    session.execute(delete(Comment).where(Comment.box == box.code))
    record(session, actor, "campaigns.themes_released", f"comments:{box.id}")
    return len(themes)


def _step(count: int) -> str:
    return next(code for code, most in STEPS if most is None or count <= most)


def _own_words(session: Session, box: CommentBox, words: str) -> None:
    written = set(_rows(words))
    if written:
        for said in session.scalars(select(Comment.text).where(Comment.box == box.code)):
            if not written.isdisjoint(_rows(said)):
                raise Verbatim(words=VERBATIM)


def _rows(words: str) -> Iterator[tuple[str, ...]]:
    found = re.findall(r"\w+", fold(words))
    for place in range(len(found) - VERBATIM + 1):
        yield tuple(found[place : place + VERBATIM])
