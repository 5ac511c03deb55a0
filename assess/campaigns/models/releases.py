"""What was released of a campaign, kept to judge later releases."""

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models.base import Base


class CampaignReleasedSet(Base):
    """Which answers stood behind a number that was released; kept to judge later releases, shown to nobody.

    Where it was ``pooled`` over waves of a series, members are named by wave (``anonymity.answer``).
    """

    __tablename__ = "campaign_released_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    measure: Mapped[str] = mapped_column(String(100))
    group: Mapped[str] = mapped_column(String(420))
    members: Mapped[list[str]] = mapped_column(JSON)
    pooled: Mapped[bool] = mapped_column(default=False, server_default=false())
