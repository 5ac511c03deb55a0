"""Sending mail: composed and sent in the worker, kept nowhere."""

from flask_mailman import EmailMultiAlternatives, Mail

mail = Mail()


def send(to: str, subject: str, body: str, calendar: bytes = b"", method: str = "") -> None:
    """Send one plain-text mail now, with an appointment for the calendar where there is one.

    Raises what the mail server says, so that the job is tried again.
    """
    message = EmailMultiAlternatives(subject=subject, body=body, to=[to])
    if calendar:
        message.attach_alternative(calendar.decode(), f"text/calendar; method={method}")
        message.attach("invite.ics", calendar.decode(), "text/calendar")
    message.send()
