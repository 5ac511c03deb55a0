"""Ways to a comment form that name nobody: a ticket given with an answer, a proof that a form was fetched."""

import secrets
from dataclasses import dataclass

from flask import current_app, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from assess.campaigns.actions.comments import mark
from assess.campaigns.models import Campaign
from assess.campaigns.queries.comments import box_of
from assess.config import Settings

COOKIE = "exemplar_comment"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The box a form belongs to, the week it was fetched in (empty for campaigns), and the mark it leaves when sent."""

    box: str
    week: str
    mark: str


def issue(box: str, week: str = "") -> str:
    """A signed random number, good for one comment; it is kept nowhere, so nobody can say who got it."""
    return str(_signer().dumps([box, week, secrets.token_hex(16)]))


def read(value: str) -> Ticket | None:
    """The ticket; None for one that we did not sign."""
    try:
        box, week, nonce = _signer().loads(value)
    except (BadSignature, ValueError):
        return None
    return Ticket(box, week, mark(_settings().derived("spent comment forms"), box, week, nonce))


def carried() -> Ticket | None:
    """The ticket this browser carries."""
    return read(request.cookies.get(COOKIE, ""))


def onward(session: Session, campaign: Campaign) -> Response:
    """Where an answer leads: to thanks, or to the comment form with a ticket for it.

    Comments come in a request of their own, so that no transaction holds an answer and a comment.
    """
    box = box_of(session, campaign)
    if box is None:
        return redirect(url_for("campaigns.thanks"))
    response = redirect(url_for("campaigns.comment"))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, issue(box.code), httponly=True, secure=secure, samesite="Lax", path="/answer/")
    return response


def _settings() -> Settings:
    settings: Settings = current_app.config["EXEMPLAR"]
    return settings


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(_settings().derived("comment forms"))
