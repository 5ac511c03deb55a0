"""Comments: nothing leads from one to a person, to a moment, or to the answers the same person gave."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.campaigns.models.campaigns import Campaign
from surveys.models.base import Base, random_code

#: SQLite numbers rows as they come; tables keyed by their random id alone keep no such order.
_UNORDERED = {"sqlite_with_rowid": False}
#: The code of the one box that is always open; every other belongs to a campaign.
STANDING = "standing"


class CommentBox(Base):
    """Where comments may be left: of one campaign, or the standing question of everybody.

    ``code`` is all it shares with comments. ``entry`` is the secret in the standing question's one link; it is renewed
    when the link got into wrong hands. ``third_party`` says that somebody from outside reads what is left.
    """

    __tablename__ = "comment_box"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True, default=random_code)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"), unique=True)
    entry: Mapped[str] = mapped_column(String(32), default=random_code)
    third_party: Mapped[bool] = mapped_column(default=False, server_default=false())
    open: Mapped[bool] = mapped_column(default=True)

    campaign: Mapped[Campaign | None] = relationship()


class CommentPool(Base):
    """The comments of a box that nobody may read yet, and the marks of the forms they came by.

    All in one row, shuffled at each writing and again every minute: neither row order nor transaction numbers nor the
    moment of the last change can be laid beside those of answers. Never in a backup.
    """

    __tablename__ = "comment_pool"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    waiting: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    spent: Mapped[list[str]] = mapped_column(JSON, default=list)


class Comment(Base):
    """One comment a reviewer may read, scrubbed before it was kept; gone when its themes are released."""

    __tablename__ = "comment"
    __table_args__ = _UNORDERED

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_code)
    box: Mapped[str] = mapped_column(String(32), index=True)
    text: Mapped[str] = mapped_column(Text)
    quotable: Mapped[bool] = mapped_column(default=False)


class KnownCustomer(Base):
    """A customer, product or project whose name is taken out of free text."""

    __tablename__ = "known_customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
