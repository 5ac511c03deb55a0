"""Whom a campaign asks and which admissions are spent: no row leads from a person to answers."""

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.campaigns.models.campaigns import Campaign
from assess.people.models import Person
from surveys.models.base import Base


class CampaignInvitation(Base):
    """Who is asked, and the coarse groups their answer may carry; whether they answered is not here."""

    __tablename__ = "campaign_invitation"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    labels: Mapped[dict[str, str]] = mapped_column(JSON)
    mailed: Mapped[int] = mapped_column(default=0)

    campaign: Mapped[Campaign] = relationship()
    person: Mapped[Person] = relationship()


class CampaignAdmissions(Base):
    """The spent admissions of a campaign as sorted marks in one row.

    A mark is a keyed hash, so that the database alone does not say whose it is; one sorted row, so that neither row
    order nor transaction numbers say who came when. Emptied when the campaign closes.
    """

    __tablename__ = "campaign_admissions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    spent: Mapped[list[str]] = mapped_column(JSON, default=list)
