"""Calendar files are what RFC 5545 and RFC 5546 ask for, whatever the names and titles hold."""

from datetime import UTC, datetime

from assess.ical import Event, Person, calendar

NINE = datetime(2031, 3, 4, 9, tzinfo=UTC)


def event(**values: object) -> Event:
    plain = {
        "uid": "interview-7@exemplar.example",
        "sequence": 2,
        "changed_at": datetime(2031, 3, 1, 12, 30, 5, tzinfo=UTC),
        "starts_at": NINE,
        "minutes": 45,
        "title": "Interview - REQ-12",
    }
    return Event(**{**plain, **values})  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    """Content lines as a reader puts them together (RFC 5545, 3.1)."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_an_invitation_has_all_a_calendar_needs() -> None:
    chair, rater = Person("Henrik Dahl", "henrik@meridian.example"), Person("Nora", "nora@partner.example")
    content = calendar([event(organizer=chair, attendees=(rater,), alarm=15)], method="REQUEST")
    assert unfolded(content) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Exemplar//Interviews//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:interview-7@exemplar.example",
        "SEQUENCE:2",
        "DTSTAMP:20310301T123005Z",
        "DTSTART:20310304T090000Z",
        "DTEND:20310304T094500Z",
        "SUMMARY:Interview - REQ-12",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        'ORGANIZER;CN="Henrik Dahl":mailto:henrik@meridian.example',
        'ATTENDEE;CN="Nora";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:nora@partner.example',
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15M",
        "DESCRIPTION:Interview - REQ-12",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_every_line_ends_with_a_break_and_has_at_most_75_octets() -> None:
    content = calendar([event(title="Vorstellungsgespräch – für die Stelle „Außendienst“ in Łódź und 東京" * 4)])
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) == 75
    for line in lines:
        line.decode()  # no character is cut in two
    assert "SUMMARY:" + "Vorstellungsgespräch – für die Stelle „Außendienst“ in Łódź und 東京" * 4 in unfolded(content)


def test_what_would_end_a_value_is_escaped() -> None:
    lines = unfolded(calendar([event(title="a, b; c\\d\r\nMETHOD:CANCEL\x07", description="one\ntwo")]))
    assert r"SUMMARY:a\, b\; c\\d\nMETHOD:CANCEL" in lines
    assert r"DESCRIPTION:one\ntwo" in lines


def test_a_name_cannot_leave_its_parameter() -> None:
    chair = Person('Eve";X="1"\r\nATTENDEE:mailto:x', "eve@example.org\r\nBEGIN:VEVENT")
    lines = unfolded(calendar([event(organizer=chair)], method="REQUEST"))
    assert lines.count("BEGIN:VEVENT") == 1
    assert [line for line in lines if line.startswith("ATTENDEE")] == []
    assert "ORGANIZER;CN=\"Eve';X='1' ATTENDEE:mailto:x\":mailto:eve@example.orgBEGIN:VEVENT" in lines


def test_a_cancelled_appointment_says_so_and_rings_nowhere() -> None:
    lines = unfolded(calendar([event(cancelled=True, alarm=15)], method="CANCEL"))
    assert "STATUS:CANCELLED" in lines
    assert "METHOD:CANCEL" in lines
    assert "BEGIN:VALARM" not in lines
