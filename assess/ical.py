"""Appointments as calendar files (RFC 5545, RFC 5546): what a mail invites by, and what calendars subscribe to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PRODUCT = "-//Exemplar//Interviews//EN"
#: A content line is at most so many octets long, its line break not counted (RFC 5545, 3.1).
LONGEST_LINE = 75
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an appointment."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Event:
    """One appointment.

    ``uid`` stays the same for good, ``sequence`` counts its changes, ``changed_at`` is when it last changed. The
    reminder comes ``alarm`` minutes before; 0 for none.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    minutes: int
    title: str
    description: str = ""
    url: str = ""
    cancelled: bool = False
    alarm: int = 0
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()


def calendar(events: Iterable[Event], *, method: str = "", name: str = "") -> bytes:
    """A calendar file: an invitation or its end with ``method`` ``"REQUEST"`` or ``"CANCEL"``, else one to follow."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"METHOD:{method}"] if method else []
    lines += [f"X-WR-CALNAME:{_text(name)}"] if name else []
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.starts_at + timedelta(minutes=event.minutes))}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    # colleagues who may look into somebody's calendar see that they are busy, and not with what
    yield "CLASS:PRIVATE"
    if event.organizer:
        yield f"ORGANIZER;CN={_parameter(event.organizer.name)}:mailto:{_address(event.organizer)}"
    for one in event.attendees:
        yield (
            f"ATTENDEE;CN={_parameter(one.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"
            f"mailto:{_address(one)}"
        )
    if event.alarm and not event.cancelled:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{event.alarm}M")
        yield from (f"DESCRIPTION:{_text(event.title)}", "END:VALARM")
    yield "END:VEVENT"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    value = _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _parameter(value: str) -> str:
    """A quoted parameter, which may hold neither quotes nor controls (RFC 5545, 3.2)."""
    return '"' + _CONTROLS.sub("", value.replace("\n", " ").replace("\r", "")).replace('"', "'") + '"'


def _address(person: Person) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]", "", person.address)


def _folded(line: str) -> bytes:
    """The line with its break, folded between characters where it is too long (RFC 5545, 3.1)."""
    parts, room = [b""], LONGEST_LINE
    for character in line:
        octets = character.encode()
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = LONGEST_LINE - 1  # the space that marks a folded line counts
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
