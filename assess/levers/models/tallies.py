"""What was counted at observations: how often somebody did a thing, of how many occasions to do it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.levers.models.evidence import Speaker
from surveys.models.base import Base
from surveys.moments import Moment, now


class Tally(Base):
    """What one coder counted of one person at one observation; ``coder`` is a pseudonym.

    ``key`` is what measures of the kind ``observation`` refer to, so that a hypothesis that takes the place of another
    has the same counts. The person stays a number here: who it is stands with the speaker, and goes with them.
    """

    __tablename__ = "lever_tally"
    __table_args__ = (
        UniqueConstraint("speaker_id", "key", "coder"),
        CheckConstraint("done >= 0 AND done <= occasions AND occasions > 0", name="share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("lever_speaker.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(200), index=True)
    coder: Mapped[str] = mapped_column(String(64))
    done: Mapped[int]
    occasions: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(Moment, default=now)

    speaker: Mapped[Speaker] = relationship()
