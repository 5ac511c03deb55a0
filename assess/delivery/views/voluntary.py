"""The voluntary questions, on a page of their own after everything is handed in; it writes and cannot read."""

from flask import current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding
from assess.database import db
from assess.delivery.models import Invitation
from assess.delivery.queries.voluntary import OpeningClosed, asked_voluntarily, candidate_of
from assess.delivery.views.blueprint import bp
from assess.enclave import Enclave
from assess.errors import NotFound
from assess.hiring.models import Opening
from assess.vault import actions
from assess.vault.forms import VoluntaryForm, voluntary_form
from assess.vault.models import Questionnaire

candidate = holding(Holder.CANDIDATE)


@bp.app_template_global("asks_voluntarily")
def asks_voluntarily(invitation: Invitation) -> bool:
    """Whether a page should lead to the voluntary questions."""
    return bool(_questions().questions) and asked_voluntarily(invitation)


@bp.get("/take/voluntary")
@candidate
def voluntary() -> str:
    """The questions, always blank: what was said before is shown to nobody, not even here."""
    invitation, opening = _candidate()
    return _page(invitation, opening, voluntary_form(_questions())())


@bp.post("/take/voluntary")
@candidate
def say_voluntarily() -> Response | tuple[str, int]:
    """Keep what was said in place of anything said before."""
    invitation, opening = _candidate()
    if opening.state != "open":
        raise OpeningClosed
    form = voluntary_form(_questions())()
    if not form.validate():
        return _page(invitation, opening, form), 422
    with _vault().session() as vault:
        actions.put(vault, invitation.participant.code, opening.id, form.said)
        vault.commit()
    flash(_("Thank you. What you said voluntarily is locked away."), "ok")
    return redirect(url_for("delivery.receipt"), 303)


@bp.post("/take/voluntary/take-back")
@candidate
def take_back() -> Response:
    """Delete what was said; possible as long as the link opens, also after the opening closed."""
    invitation, opening = _candidate()
    with _vault().session() as vault:
        actions.withdraw(vault, invitation.participant.code, opening.id)
        vault.commit()
    flash(_("If you had said anything here, it is deleted now."), "ok")
    return redirect(url_for("delivery.voluntary"), 303)


def _candidate() -> tuple[Invitation, Opening]:
    if not _questions().questions:
        raise NotFound
    return candidate_of(db.session(), g.link)


def _page(invitation: Invitation, opening: Opening, form: VoluntaryForm) -> str:
    return render_template("delivery/voluntary.html", invitation=invitation, opening=opening, form=form)


def _vault() -> Enclave:
    vault: Enclave = current_app.extensions["vault"]
    return vault


def _questions() -> Questionnaire:
    questions: Questionnaire = current_app.extensions["vault_questions"]
    return questions
