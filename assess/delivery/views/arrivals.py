"""Whoever comes by a candidate's link, and where they go next."""

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding
from assess.database import db
from assess.delivery.models import Invitation
from assess.delivery.queries.sittings import Place, Sitting, invited

candidate = holding(Holder.CANDIDATE)


def arrived() -> Invitation:
    """The invitation of this request's link."""
    return invited(db.session(), g.link)


def to(place: Place | None) -> Response:
    """A page; the review where there is none."""
    if place is None:
        return redirect(url_for("delivery.review"), 303)
    return redirect(url_for("delivery.page", part=place[0], section=place[1]), 303)


def explained(place: Place) -> Response:
    """A practice page with what was right."""
    return redirect(url_for("delivery.explained", part=place[0], section=place[1]), 303)


def onward(sitting: Sitting, place: Place) -> Response:
    """The page after this one, by way of a rest where the assessment has one between two parts."""
    ahead = sitting.onward(place)
    if ahead is not None and ahead[0] != place[0] and sitting.part(place[0]).break_minutes:
        return redirect(url_for("delivery.rest", part=place[0]), 303)
    return to(ahead)


def receipt(late: bool = False) -> Response:
    """What was handed in; ``late`` where somebody still wanted to answer, such as on another device."""
    if late:
        flash(_("This was handed in already, perhaps on another device; the answers stand as they were."), "ok")
    return redirect(url_for("delivery.receipt"), 303)
