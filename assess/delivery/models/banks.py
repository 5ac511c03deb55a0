"""Calibrated items of a scale, by which adaptive sections choose."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.models import Base
from surveys.moments import Moment, now


class CalibratedBank(Base):
    """A scale's items on its trait, as ``scoring.irt.dump`` writes them; the newest of a scale is in force.

    ``n`` people it was calibrated on. ``eligibility`` gives by section and item the chance that somebody may see the
    item; sections with too small a pool are not there. ``reversed`` names the items that were turned around by the key
    it was calibrated with. ``hash`` is the SHA-256 of all three.
    """

    __tablename__ = "calibrated_bank"
    __table_args__ = (UniqueConstraint("version_id", "scale", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    scale: Mapped[str] = mapped_column(String(80))
    n: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    eligibility: Mapped[dict[str, dict[str, float]]] = mapped_column(JSON)
    reversed: Mapped[list[str]] = mapped_column(JSON)
    hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
