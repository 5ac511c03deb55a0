"""Points in time: always UTC, always aware, on every database."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many calendar months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def working_days_after(moment: datetime, days: int) -> datetime:
    """The first minute (UTC) of the day after so many whole working days, Monday to Friday; ``moment`` itself for 0.

    Holidays are not known and count as working days.
    """
    if days <= 0:
        return moment
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day + timedelta(days=1)


SATURDAY = 5


class Moment(TypeDecorator[datetime]):
    """A column of aware UTC datetimes; SQLite keeps no zone, so it is put back on reading.

    Raises ValueError for a naive datetime.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
