"""Which scales a job's profile may use, the profiles built from them, and who was measured by which."""

import calendar
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.analyses.models import Analysis
from assess.hiring.models import Application
from surveys.models import Base, InstrumentVersion, Participant
from surveys.moments import Moment, now

STATES = ("draft", "approved", "retired")
#: A profile older than this says nothing of the job any more (methods §5.8).
VALID_MONTHS = 24


def months_between(first: datetime, last: datetime) -> int:
    """Whole calendar months from one moment to a later one."""
    begun = (last.day, last.time()) < (first.day, first.time())
    return (last.year - first.year) * 12 + last.month - first.month - begun


class ProfileScale(Base):
    """What the job analysis says of a scale: expected direction and link to the job, set before a profile is built.

    ``competency`` is the one it measures something of, as experts called for it in the Report ``job_analysis_id``; both
    are empty where the link is somebody's word (``reason``).
    """

    __tablename__ = "profile_scale"
    __table_args__ = (
        UniqueConstraint("job", "version_id", "scale"),
        CheckConstraint("direction IN (1, -1)", name="direction"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    scale: Mapped[str] = mapped_column(String(80))
    direction: Mapped[int]
    job_related: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500), default="")
    competency: Mapped[str] = mapped_column(String(80), default="", server_default="")
    job_analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analysis.id"))
    set_by: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[datetime] = mapped_column(Moment, default=now)

    version: Mapped[InstrumentVersion] = relationship()


class ProfileVersion(Base):
    """One profile of a job; ``content`` as ``scoring.profile.to_json`` wrote it, fixed once approved.

    ``scales`` leads from a scale's name in the profile to its version and code; ``top_low`` and ``top_high`` are the
    fits between which the middle half of its top producers lie (None while the gate is closed). ``keys`` has the number
    of the scoring key by which each version (its id as text) was scored when it was built.
    """

    __tablename__ = "profile_version"
    __table_args__ = (
        UniqueConstraint("job", "number"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"valid_months BETWEEN 1 AND {VALID_MONTHS}", name="valid_months"),
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved_by_somebody"),
        CheckConstraint("state <> 'approved' OR approved_at IS NOT NULL", name="approved"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(100), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="draft")
    content: Mapped[str] = mapped_column(Text)
    scales: Mapped[dict[str, list[Any]]] = mapped_column(JSON)
    keys: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    top_low: Mapped[float | None]
    top_high: Mapped[float | None]
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"))
    valid_months: Mapped[int] = mapped_column(default=VALID_MONTHS)
    built_by: Mapped[str] = mapped_column(String(64))
    built_at: Mapped[datetime] = mapped_column(Moment, default=now)
    approved_by: Mapped[str | None] = mapped_column(String(64))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)

    analysis: Mapped[Analysis] = relationship()

    @property
    def places(self) -> dict[str, tuple[int, str]]:
        """Scale name to instrument version and scale code."""
        return {name: (int(version), str(scale)) for name, (version, scale) in self.scales.items()}

    @property
    def valid_until(self) -> datetime:
        """When it is too old to measure anybody by."""
        year, month = divmod(self.built_at.year * 12 + self.built_at.month - 1 + self.valid_months, 12)
        day = min(self.built_at.day, calendar.monthrange(year, month + 1)[1])
        return self.built_at.replace(year=year, month=month + 1, day=day)

    @property
    def middle_half(self) -> tuple[float, float] | None:
        """Between which fits the middle half of its top producers lie."""
        return None if self.top_low is None or self.top_high is None else (self.top_low, self.top_high)

    @property
    def months(self) -> int:
        """Whole months since it was built."""
        return months_between(self.built_at, now())

    @property
    def in_force(self) -> bool:
        """Whether people may be measured by it today."""
        return self.state == "approved" and now() < self.valid_until


#: To whom an employee may show their own fit.
AUDIENCES = ("manager", "leaders")


class FitRelease(Base):
    """An employee shows their fit to the profile of a job: to their manager, or to those who look for leaders."""

    __tablename__ = "fit_release"
    __table_args__ = (
        UniqueConstraint("participant_id", "audience", "job"),
        CheckConstraint(f"audience IN {AUDIENCES}", name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    audience: Mapped[str] = mapped_column(String(16))
    job: Mapped[str] = mapped_column(String(100), index=True)
    released_at: Mapped[datetime] = mapped_column(Moment, default=now)


class FitResult(Base):
    """Somebody measured by a profile: a candidate for an opening (``application``), else an employee for themselves.

    The numbers are those of the Report, so that a list of thousands is sorted and cut by the database; what holds for
    everybody measured together stands in the Report of kind ``scoring.reports.fit_pool.KIND``. ``reasons`` are those
    of the fit, a code with its values each; ``parts`` leads from a scale to its z and to what it adds (None without a
    fit). ``place`` is the order of the list, random inside a band.
    """

    __tablename__ = "fit_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile_version.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), unique=True)
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analysis.id"))
    computed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    fit: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    chance: Mapped[float | None]
    chance_low: Mapped[float | None]
    chance_high: Mapped[float | None]
    standing: Mapped[float | None]
    band: Mapped[int | None]
    place: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(8), server_default="refused")
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    parts: Mapped[dict[str, list[float | None]]] = mapped_column(JSON, default=dict, server_default="{}")

    profile: Mapped[ProfileVersion] = relationship()
    participant: Mapped[Participant] = relationship()
    application: Mapped[Application | None] = relationship()
    analysis: Mapped[Analysis] = relationship()
