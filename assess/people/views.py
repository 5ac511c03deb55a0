"""Pages about people, accounts and the audit trail."""

import re

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from flask_security.recoverable import send_reset_password_instructions
from werkzeug.wrappers import Response

from assess.access import Role, allowed, needs_second_factor, public, signed_in
from assess.audit.actions import record
from assess.audit.queries import latest
from assess.database import db
from assess.i18n import COOKIE, LANGUAGES
from assess.people import actions, queries
from assess.people.forms import AccountForm, RolesForm
from assess.phrases import phrase

#: An action of the audit trail, or how one begins.
ACTION = re.compile(r"[a-z_.]{1,64}")
#: A page of ours, never an address elsewhere: browsers read // and /\ as the beginning of one.
HERE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
A_YEAR = 365 * 24 * 3600

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("/")
@allowed(Role.ADMINISTRATOR, Role.HR, Role.AUDITOR)
def index() -> str:
    """Accounts, people and teams."""
    session = db.session()
    return render_template(
        "people/index.html", accounts=queries.accounts(session), people=queries.people(session), form=AccountForm()
    )


@bp.post("/accounts")
@allowed(Role.ADMINISTRATOR)
def open_account() -> Response | tuple[str, int]:
    """Open an account and mail its owner a link to set a password."""
    session, form = db.session(), AccountForm()
    made = None
    if form.validate_on_submit():
        given = [Role(role) for role in form.roles.data]
        try:
            made = actions.open_account(session, current_user.pseudonym, form.email.data, form.name.data, given)
            actions.link_person(session, current_user.pseudonym, made, form.person.data or "")
            session.commit()
        except (actions.PersonUnknown, actions.PersonTaken) as refusal:
            session.rollback()
            made = None
            form.person.errors = [phrase(refusal.key, **refusal.values)]
    if made is None:
        page = render_template(
            "people/index.html", accounts=queries.accounts(session), people=queries.people(session), form=form
        )
        return page, 422
    send_reset_password_instructions(made)
    flash(_("%(name)s can sign in once they have set a password; the mail is on its way.", name=made.name), "ok")
    return redirect(url_for("people.index"))


@bp.route("/accounts/<int:id>", methods=["GET", "POST"])
@allowed(Role.ADMINISTRATOR)
def edit_account(id: int) -> Response | str | tuple[str, int]:
    """Give and take roles, and say whose account it is."""
    session = db.session()
    account = queries.account(session, id)
    person = account.person.code if account.person else ""
    form = RolesForm(data={"roles": [role.name for role in account.roles], "person": person})
    if form.validate_on_submit():
        try:
            actions.give_roles(session, current_user.pseudonym, account, [Role(role) for role in form.roles.data])
            actions.link_person(session, current_user.pseudonym, account, form.person.data or "")
            session.commit()
        except (actions.PersonUnknown, actions.PersonTaken) as refusal:
            session.rollback()
            form.person.errors = [phrase(refusal.key, **refusal.values)]
        else:
            flash(_("The account of %(name)s is saved.", name=account.name), "ok")
            return redirect(url_for("people.index"))
    page = render_template("people/account_roles.html", account=account, form=form)
    return (page, 422) if form.is_submitted() else page


@bp.post("/accounts/<int:id>/close")
@allowed(Role.ADMINISTRATOR)
def close_account(id: int) -> Response:
    """Shut an account."""
    session = db.session()
    account = queries.account(session, id)
    actions.close_account(session, current_user.pseudonym, account)
    session.commit()
    flash(_("The account of %(name)s is closed.", name=account.name), "ok")
    return redirect(url_for("people.index"))


@bp.get("/me")
@signed_in
def account() -> str:
    """One's own account: password, second factor, roles."""
    return render_template("people/account.html", needs_second_factor=needs_second_factor(current_user.role_names))


@bp.post("/language")
@public
def speak() -> Response:
    """Keep the language chosen for pages, in the browser of whoever chose it, and go back to where they were."""
    wish, back = request.form.get("language", ""), request.form.get("back", "")
    if wish not in LANGUAGES:
        abort(400)
    response = redirect(back if HERE.fullmatch(back) else "/", 303)
    response.set_cookie(
        COOKIE,
        wish,
        max_age=A_YEAR,
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )
    return response


@bp.get("/audit")
@allowed(Role.AUDITOR, Role.ADMINISTRATOR, writes=True)
def audit() -> str:
    """The audit trail, newest first; looking at it is itself recorded."""
    session = db.session()
    # what is recorded of the filter is an action's name or nothing: the trail holds no words of whoever reads it
    action = request.args.get("action", "")
    asked = action if ACTION.fullmatch(action) else ""
    events = latest(session, request.args.get("before", type=int), action)
    record(session, current_user.pseudonym, "audit.viewed", asked)
    session.commit()
    return render_template("people/audit.html", events=events, action=action)
