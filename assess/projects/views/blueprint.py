"""The blueprint of projects and what several of its pages share: who opens a link, how a refusal is told on a page."""

from collections.abc import Callable

from flask import Blueprint, current_app, redirect, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import rule_of
from assess.database import db
from assess.errors import Refusal
from assess.phrases import phrase

bp = Blueprint("projects", __name__, url_prefix="/projects")

Page = Response | str | tuple[str, int]


def opens(endpoint: str) -> bool:
    """Whether the viewer may open a page, so that nobody is sent to a closed door."""
    view = current_app.view_functions.get(endpoint)
    return view is not None and rule_of(view).admits(current_user.role_names)


def done(act: Callable[[], object], endpoint: str, id: int, page: Callable[[str], str]) -> Page:
    """Do it, commit and go to a page; a refusal is told on the page it was asked from, with nothing written."""
    session = db.session()
    try:
        act()
    except Refusal as refusal:
        session.rollback()
        return page(phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    return redirect(url_for(endpoint, id=id))
