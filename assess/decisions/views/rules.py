"""The page on which the rule of an opening is read and set."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.decisions import actions, queries
from assess.decisions.forms import RuleForm
from assess.decisions.models import ORIGINS
from assess.decisions.views.blueprint import READERS, bp
from assess.errors import Conflict, Refusal
from assess.hiring.models import Opening
from assess.hiring.queries import opening_for
from assess.phrases import phrase
from assess.profiles.queries import signer
from scoring.decisions import COMPONENTS, preset

#: Who chooses weights; the hiring manager reads them.
SETTERS = (Role.HR, Role.ANALYST)


@bp.get("/openings/<int:id>/rule")
@allowed(*READERS, writes=True)
def rule(id: int) -> str:
    """How the evidence of an opening is combined, and the form for another version."""
    session = db.session()
    opening = opening_for(session, current_user, id)
    form = RuleForm(formdata=None)
    _filled(form, opening)
    page = _rule(opening, form)
    record(session, current_user.pseudonym, "decisions.rule_viewed", f"opening:{id}")
    session.commit()
    return page


@bp.post("/openings/<int:id>/rule")
@allowed(*SETTERS)
def set_rule(id: int) -> BaseResponse | tuple[str, int]:
    """Set another version of the rule."""
    session, form = db.session(), RuleForm()
    opening = opening_for(session, current_user, id)
    form.critical.choices = queries.topics(session, opening)
    if not form.validate():
        return _rule(opening, form), 422
    origin = form.origin.data if form.origin.data in ORIGINS else "own"
    try:
        wanted = actions.checked(form.given_weights, form.model.data, form.given_hurdles, form.minimum)
        kept = actions.set_rule(
            session, current_user.pseudonym, opening, wanted, origin, form.reason.data or "",
            form.cut_source.data or "", form.last.data or 0,
        )  # fmt: skip
    except Refusal as refusal:
        field = form.cut_source if isinstance(refusal, actions.NoCutSource) else form.reason
        reason = refusal.values.get("reason")
        field.errors = [phrase(f"decisions.rule.{reason}" if reason else refusal.key, **_named(refusal.values))]
        return _rule(opening, form), 409 if isinstance(refusal, Conflict) else 422
    session.commit()
    flash(_("Version %(n)s of the rule counts from now on.", n=kept.number), "ok")
    return redirect(url_for("decisions.rule", id=id))


def _named(values: Mapping[str, object]) -> dict[str, object]:
    """What fills a sentence, a component by its words."""
    component = values.get("component")
    return {**values, "component": phrase(f"component.{component}") if component in COMPONENTS else component}


def _filled(form: RuleForm, opening: Opening) -> None:
    """The form as the rule in force has it, or as a preset or a point of the frontier would."""
    session = db.session()
    form.critical.choices = queries.topics(session, opening)
    kept = queries.rule_in_force(session, opening.id)
    weights = dict(kept.weights) if kept else actions.default_weights()
    origin, asked = "own", request.args.get("origin", "")
    if asked in ("unit", "literature"):
        weights, origin = preset(asked, weights if asked == "unit" else COMPONENTS), asked
    elif asked == "frontier":
        chosen = {one: value for one in COMPONENTS if (value := request.args.get(one, type=float))}
        weights, origin = chosen or weights, asked
    for name, weight in weights.items():
        form.weights.form[name].data = weight
    for name, cut in (kept.hurdles if kept else {}).items():
        form.hurdles.form[name].data = cut
    form.model.data = kept.model if kept else "compensatory"
    form.critical.data = list(kept.minimum) if kept else []
    form.least.data = next(iter(kept.minimum.values()), None) if kept else None
    form.cut_source.data = kept.cut_source if kept else ""
    form.origin.data, form.last.data = origin, kept.number if kept else 0


def _rule(opening: Opening, form: RuleForm) -> str:
    session = db.session()
    versions = queries.rules(session, opening.id)
    form.last.data, form.last.raw_data = versions[0].number if versions else 0, None
    stored = queries.composites_of(session, opening)
    setter = not current_user.role_names.isdisjoint(SETTERS)
    return render_template(
        "decisions/rule.html",
        opening=opening,
        form=form,
        versions=versions,
        default=actions.default_weights(),
        decided=queries.decided(session, opening.id),
        closed=queries.group_data_seen(session, opening.id),
        setter=setter,
        shown=reports.Shown(stored.report, "", stored.made_at) if stored else None,
        by={one.set_by: signer(session, one.set_by) for one in versions},
        components=COMPONENTS,
    )
