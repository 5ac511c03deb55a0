"""Campaigns: what is asked, under which promise, of whom, and shown by which groups."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.campaigns.models.series import CampaignSeries
from surveys.models import InstrumentVersion
from surveys.models.base import Base, random_code
from surveys.moments import Moment

PROMISES = ("anonymous", "confidential")
STATES = ("draft", "open", "closed")
KINDS = ("performers", "conditions", "openness", "pulse", "plan", "question", "other")
LEAST = 5


class Campaign(Base):
    """One survey of some people; ``code`` is the only thing it shares with the answers.

    ``cuts`` are at most two attributes of people, the second read within the first; ``least`` is the fewest answers
    behind a number that is not sensitive. ``mailings`` counts the rounds of mail asked for. ``third_party`` says that
    somebody from outside runs it, and nobody of the company. ``wave`` is its number in its series.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint(f"promise IN {PROMISES}", name="promise"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"least >= {LEAST}", name="least"),
        UniqueConstraint("series_id", "wave"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True, default=random_code)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12), default="other", server_default="other")
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    promise: Mapped[str] = mapped_column(String(16), default="anonymous")
    third_party: Mapped[bool] = mapped_column(default=False, server_default=false())
    job: Mapped[str] = mapped_column(String(100), default="")
    cuts: Mapped[list[str]] = mapped_column(JSON, default=list)
    least: Mapped[int] = mapped_column(default=LEAST)
    state: Mapped[str] = mapped_column(String(16), default="draft", index=True)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    mailings: Mapped[int] = mapped_column(default=0)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_series.id"))
    wave: Mapped[int] = mapped_column(default=1, server_default="1")

    version: Mapped[InstrumentVersion] = relationship()
    series: Mapped[CampaignSeries | None] = relationship()
