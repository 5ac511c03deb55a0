"""What a reviewer makes of comments: themes in words of their own, which are all that leaves the house."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.campaigns.models.comments import CommentBox
from surveys.models.base import Base

#: How many said so, in steps too coarse to count anybody by, none of them below five: (code, most).
STEPS = (("few", 4), ("several", 9), ("many", 24), ("very_many", None))


class Theme(Base):
    """One theme of the comments of a box; ``voices`` is empty until it is released, then one of ``STEPS``."""

    __tablename__ = "theme"
    __table_args__ = (
        CheckConstraint(f"voices IN {('', *(code for code, _most in STEPS))}", name="voices"),
        CheckConstraint("released = (voices <> '')", name="released_with_voices"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("comment_box.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    paraphrase: Mapped[str] = mapped_column(Text)
    voices: Mapped[str] = mapped_column(String(9), default="")
    released: Mapped[bool] = mapped_column(default=False, server_default=false())

    box: Mapped[CommentBox] = relationship()


class ThemeComment(Base):
    """Which comments a theme is made of; goes with them."""

    __tablename__ = "theme_comment"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  as SQLAlchemy asks for it

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True, index=True)
