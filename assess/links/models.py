"""Secret links: only a hash of the token is kept."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base
from surveys.moments import Moment


class Link(Base):
    """A way in for the holder of a token: what it opens, until when, and whether it was withdrawn."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    holder: Mapped[str] = mapped_column(String(16))
    target: Mapped[int] = mapped_column(index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn: Mapped[bool] = mapped_column(default=False)
