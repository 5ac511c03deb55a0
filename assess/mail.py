"""Sending mail: composed and sent in the worker, kept nowhere."""

from flask_mailman import EmailMessage, Mail

mail = Mail()


def send(to: str, subject: str, body: str) -> None:
    """Send one plain-text mail now; raises what the mail server says, so that the job is tried again."""
    EmailMessage(subject=subject, body=body, to=[to]).send()
