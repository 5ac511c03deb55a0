"""Pages of comments: the writer's own after an answer, and the box a campaign is given before anybody is asked."""

import random

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed, public
from assess.campaigns import queries
from assess.campaigns.actions import NothingAnswered
from assess.campaigns.actions import comments as actions
from assess.campaigns.forms import CommentForm, CustomersForm
from assess.campaigns.queries import MANAGERS
from assess.campaigns.queries import comments as kept
from assess.campaigns.views import tickets
from assess.campaigns.views.blueprint import bp
from assess.database import db
from assess.phrases import phrase
from surveys.scrubbing import scrubbed

Page = str | Response | tuple[str, int]


@bp.post("/campaigns/<int:id>/comments")
@allowed(*MANAGERS)
def allow_comments(id: int) -> Response:
    """Give a draft a comment box."""
    session = db.session()
    actions.allow(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/no-comments")
@allowed(*MANAGERS)
def forbid_comments(id: int) -> Response:
    """Take it away again."""
    session = db.session()
    actions.forbid(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    return redirect(url_for("campaigns.campaign", id=id))


@bp.get("/answer/comment")
@public
def comment() -> Page:
    """After an answer: something in one's own words, or nothing."""
    ticket = tickets.carried()
    if ticket is None:
        return redirect(url_for("campaigns.thanks"))
    kept.open_box(db.session(), ticket.box)
    return render_template("campaigns/comment.html", form=CommentForm(), longest=actions.LONGEST)


@bp.post("/answer/comment")
@public
def send_comment() -> Page:
    """Show what would be taken out; keep what its writer has seen as it will be kept. No audit, no job, no log."""
    session, ticket, form = db.session(), tickets.carried(), CommentForm()
    if ticket is None:
        return redirect(url_for("campaigns.thanks"))
    box, names, said = kept.open_box(session, ticket.box), kept.directory(session), form.said.data or ""
    found = scrubbed(said[: actions.LONGEST + 1], names)
    if found.taken and len(said) <= actions.LONGEST:
        form.said.data = found.text
        return render_template(
            "campaigns/comment.html", form=form, longest=actions.LONGEST, taken=sum(found.taken.values())
        )
    try:
        actions.comment(session, box, names, said, form.quotable.data, ticket.mark, random.SystemRandom())
    except (NothingAnswered, actions.TooLong) as refusal:
        flash(phrase("comments.nothing" if isinstance(refusal, NothingAnswered) else refusal.key, **refusal.values))
        return render_template("campaigns/comment.html", form=form, longest=actions.LONGEST), 422
    session.commit()
    response = redirect(url_for("campaigns.received"))
    response.delete_cookie(tickets.COOKIE, path="/answer/")
    return response


@bp.get("/answer/received")
@public
def received() -> str:
    """The words have arrived."""
    return render_template("campaigns/received.html")


@bp.route("/campaigns/customers", methods=["GET", "POST"])
@allowed(Role.STUDY_LEAD, Role.HR)
def customers() -> Page:
    """Names of customers, products and projects that are taken out of free text."""
    session, form = db.session(), CustomersForm()
    if form.validate_on_submit():
        count = actions.name_customers(session, current_user.pseudonym, (form.names.data or "").splitlines())
        session.commit()
        flash(_("%(count)s names are taken out of what people write from now on.", count=count), "ok")
        return redirect(url_for("campaigns.customers"))
    form.names.data = form.names.data or "\n".join(kept.customers(session))
    return render_template("campaigns/customers.html", form=form)
