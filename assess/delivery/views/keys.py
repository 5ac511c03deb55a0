"""Pages of the scoring keys of a version: what they are, what another would change, and correcting one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Role, allowed
from assess.database import db
from assess.delivery import actions
from assess.delivery.forms import KeyForm, key_form, wanted_key, worths
from assess.delivery.queries.keys import Keys, keys_for
from assess.delivery.views.blueprint import bp
from assess.errors import Conflict, NotFound
from assess.instruments.queries.drafts import names
from assess.phrases import phrase

READERS = (Role.ANALYST, Role.HR, Role.AUDITOR)


@bp.get("/keys/<int:id>")
@allowed(*READERS)
def key(id: int) -> str:
    """The keys of a version, the one proposed and what it would change."""
    return _key(keys_for(db.session(), id))


@bp.post("/keys/<int:id>")
@allowed(Role.ANALYST)
def propose_key(id: int) -> Response | tuple[str, int]:
    """Have looked at beforehand what another key would change."""
    session = db.session()
    found = keys_for(session, id)
    form = key_form(found.published, found.wanted)
    if not form.validate():
        return _key(found, form), 422
    try:
        changes = wanted_key(form, found.published)
        actions.propose_key(session, current_user.pseudonym, found.version, changes, form.reason.data)
    except Conflict as refusal:
        session.rollback()
        form.reason.errors = [*form.reason.errors, phrase(refusal.key, **refusal.values)]
        return _key(found, form), 422
    session.commit()
    flash(_("Nothing is changed yet: what this key would change is being computed; reload in a moment."), "ok")
    return redirect(url_for("delivery.key", id=id))


@bp.post("/keys/<int:id>/drop")
@allowed(Role.ANALYST)
def drop_key(id: int) -> Response:
    """Leave the key as it is."""
    session = db.session()
    actions.drop_proposal(session, current_user.pseudonym, keys_for(session, id).version.id)
    session.commit()
    flash(_("The proposal is dropped; the key stays as it is."), "ok")
    return redirect(url_for("delivery.key", id=id))


@bp.post("/keys/<int:id>/run")
@allowed(Role.ANALYST)
def run_key(id: int) -> Response:
    """Score everybody by the proposed key, once what it changes could be seen."""
    session = db.session()
    found = keys_for(session, id)
    if found.proposal is None or found.preview is None:
        raise NotFound
    actions.revise_key(session, current_user.pseudonym, found.proposal)
    session.commit()
    flash(_("Everybody is being scored by the new key; it counts as soon as all are. Earlier scores stay."), "ok")
    return redirect(url_for("delivery.key", id=id))


def _key(found: Keys, form: KeyForm | None = None) -> str:
    session = db.session()
    proposal, analysis = found.proposal, found.preview
    return render_template(
        "delivery/key.html",
        found=found,
        form=form or key_form(found.published, found.wanted, proposal.reason if proposal else ""),
        worths=worths(found.used),
        shown=reports.Shown(analysis.report, made_at=analysis.made_at) if analysis else None,
        labels={scale.code: scale.label for scale in found.published.scales},
        names=names(session, [one.made_by for one in found.revisions]),
        changes=Role.ANALYST in current_user.role_names,
    )
