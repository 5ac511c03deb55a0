"""Pages on one candidate: the evidence, the form to decide, the record of what was decided, and dissent."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess.access import allowed
from assess.audit.actions import record
from assess.charts import Domain, row
from assess.database import db
from assess.decisions import actions, queries
from assess.decisions.forms import DecisionForm, DissentForm
from assess.decisions.models import Decision
from assess.decisions.views.blueprint import DECIDERS, MOST, READERS, bp
from assess.errors import Conflict, Refusal
from assess.hiring.models import Application
from assess.phrases import phrase
from assess.profiles.queries import signer
from scoring.decisions import COMPONENTS


@bp.get("/applications/<int:id>")
@allowed(*READERS, writes=True)
def candidate(id: int) -> str:
    """What was decided about one candidate, and the form to decide."""
    session = db.session()
    found = queries.candidate_for(session, current_user, id)
    more = queries.beside(session, current_user, found[0])
    page = _candidate(*found, more, DecisionForm(formdata=None))
    shown = {"references": more.references.id} if more.references else {}
    if found[1].combined is not None:
        shown["composite"] = found[1].combined.analysis_id
    record(session, current_user.pseudonym, "decisions.viewed", f"application:{id}", **shown)
    if more.background:
        record(session, current_user.pseudonym, "references.background_viewed", f"application:{id}")
    session.commit()
    return page


@bp.post("/applications/<int:id>")
@allowed(*DECIDERS)
def decide(id: int) -> BaseResponse | tuple[str, int]:
    """Record a decision and move the candidate."""
    session, form = db.session(), DecisionForm()
    application, found, ground = queries.candidate_for(session, current_user, id)
    more = queries.beside(session, current_user, application)
    if not form.validate():
        return _candidate(application, found, ground, more, form), 422
    seen = queries.seen(session, application, found, ground, more.references.id if more.references else None)
    try:
        kept = actions.decide(
            session, current_user.pseudonym, application, form.decision.data, form.reasons.data, form.note.data or "",
            seen, form.why.data or "", form.last.data or 0, form.rule.data or None,
        )  # fmt: skip
    except Refusal as refusal:
        field = form.why if isinstance(refusal, actions.NotWhy) else form.note
        field.errors = [phrase(refusal.key, **refusal.values)]
        status = 409 if isinstance(refusal, Conflict) else 422
        return _candidate(application, found, ground, more, form), status
    session.commit()
    flash(_("Recorded. %(name)s: %(stage)s.", name=found.name, stage=phrase(f"stage.{application.stage}")), "ok")
    return redirect(url_for("decisions.decision", id=kept.id))


def _candidate(
    application: Application, found: queries.Row, ground: queries.Ground, more: queries.Beside, form: DecisionForm
) -> str:
    session = db.session()
    made = queries.decisions(session, application)
    # what the page shows is what a decision made on it is compared with
    for field, kept in ((form.last, made[0] if made else None), (form.rule, ground.combining)):
        field.data, field.raw_data = kept.id if kept else 0, None
    composite = found.combined.composite if found.combined else None
    return render_template(
        "decisions/candidate.html",
        application=application,
        found=found,
        ground=ground,
        more=more,
        seen=queries.seen(session, application, found, ground),
        decisions=made,
        by={one.decided_by: signer(session, one.decided_by) for one in made},
        form=form,
        components=COMPONENTS,
        decides=not current_user.role_names.isdisjoint(DECIDERS),
        composite_span=Domain.of([composite.low, composite.high] if composite else [], most=MOST),
        row=row,
    )


@bp.get("/records/<int:id>")
@allowed(*READERS, writes=True)
def decision(id: int) -> str:
    """One decision as it was made, with what it rested on and what others said against it."""
    session = db.session()
    kept, application = queries.decision_for(session, current_user, id)
    page = _record(kept, application, DissentForm(formdata=None))
    record(session, current_user.pseudonym, "decisions.viewed", f"application:{application.id}", decision=id)
    session.commit()
    return page


@bp.post("/records/<int:id>/dissent")
@allowed(*DECIDERS)
def dissent(id: int) -> BaseResponse | tuple[str, int]:
    """Say beside a decision that one would have decided otherwise."""
    session, form = db.session(), DissentForm()
    kept, application = queries.decision_for(session, current_user, id)
    if not form.validate():
        return _record(kept, application, form), 422
    actions.dissent(session, current_user.pseudonym, kept, application, form.would.data, form.text.data or "")
    session.commit()
    flash(_("Recorded beside the decision, which stays as it was made."), "ok")
    return redirect(url_for("decisions.decision", id=id))


def _record(kept: Decision, application: Application, form: DissentForm) -> str:
    session = db.session()
    writers = {kept.decided_by, *(one.said_by for one in kept.dissents), *([kept.rule.set_by] if kept.rule else [])}
    return render_template(
        "decisions/record.html",
        kept=kept,
        application=application,
        later=queries.correction(session, kept),
        reviews=queries.reviews_about(session, application),
        evidence=queries.sees_evidence(current_user, application.opening),
        by={one: signer(session, one) for one in writers},
        form=form,
        components=COMPONENTS,
        may_dissent=not current_user.role_names.isdisjoint(DECIDERS) and kept.decided_by != current_user.pseudonym,
    )
