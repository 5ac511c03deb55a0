"""What a KPI is, and who gives a role's KPIs how many points."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.database import db
from assess.errors import NotFound, Refusal
from assess.performance import queries
from assess.performance.actions import points as actions
from assess.performance.actions.weights import define as redefine
from assess.performance.forms import KpiForm
from assess.performance.views.blueprint import bp
from assess.phrases import phrase

Page = str | Response | tuple[str, int]
WEIGHERS = (Role.ANALYST, Role.ADMINISTRATOR)
FIELDS = ("label", "kind", "timing", "denominator", "aggregation", "unit", "bucket", "target", "ratchet", "roles")


@bp.route("/kpis/<key>", methods=["GET", "POST"])
@allowed(*WEIGHERS)
def define(key: str) -> Page:
    """What a KPI measures, what it is divided by, and whose it is."""
    session = db.session()
    kpi = queries.kpi(session, key)
    form = KpiForm(obj=kpi)
    others = [one for one in queries.kpis(session) if one.id != kpi.id]
    form.denominator.choices = [
        SelectChoice("", _("nothing")),
        *(SelectChoice(o.key, o.label or o.key) for o in others),
    ]
    form.roles.choices = [(role, role) for role in sorted({*queries.measured_roles(session), *kpi.roles} - {""})]
    if not form.validate_on_submit():
        page = render_template("performance/kpi.html", kpi=kpi, form=form)
        return (page, 422) if request.method == "POST" else page
    given = {name: form[name].data for name in FIELDS}
    for name in ("label", "unit", "bucket"):
        given[name] = (given[name] or "").strip()
    changed = redefine(session, current_user.pseudonym, kpi, given)
    session.commit()
    if changed:
        flash(_("%(kpi)s is saved; the tiers are being computed anew.", kpi=kpi.label or kpi.key), "ok")
    return redirect(url_for("performance.kpis"))


@bp.route("/kpis/points", methods=["GET", "POST"])
@allowed(*WEIGHERS)
def points() -> Page:
    """The points of every stakeholder for one role's KPIs; a POST keeps one stakeholder's."""
    session, role = db.session(), request.args.get("role", "")
    if role not in queries.measured_roles(session):
        raise NotFound
    if request.method == "GET":
        return _page(role)
    name = request.form.get("stakeholder", "").strip()[:200]
    if not name:
        return _page(role, _("Please say whose points these are.")), 422
    try:
        given = actions.read_points(queries.kpis_of(session, role), request.form)
        actions.allot(session, current_user.pseudonym, role, name, given)
    except Refusal as refusal:
        session.rollback()
        return _page(role, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("The points of %(name)s are kept.", name=name), "ok")
    return redirect(url_for("performance.points", role=role))


@bp.post("/kpis/points/settle")
@allowed(*WEIGHERS)
def settle_weights() -> Page:
    """Settle a role's weights by hand, or go back to what the stakeholders say."""
    session, role = db.session(), request.args.get("role", "")
    if role not in queries.measured_roles(session):
        raise NotFound
    try:
        if "back" in request.form:
            actions.unsettle_weights(session, current_user.pseudonym, role)
        else:
            given = actions.read_points(queries.kpis_of(session, role), request.form)
            actions.settle_weights(session, current_user.pseudonym, role, given)
    except Refusal as refusal:
        session.rollback()
        return _page(role, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("The weights of %(role)s are settled; the tiers are being computed anew.", role=role), "ok")
    return redirect(url_for("performance.points", role=role))


def _page(role: str, error: str = "") -> str:
    session = db.session()
    kpis, weights = queries.kpis_of(session, role), queries.weights(session, role)
    total = sum(weights.values.get(kpi.id, 0.0) for kpi in kpis) or 1.0
    return render_template(
        "performance/points.html", role=role, kpis=kpis, weights=weights, error=error, given=request.form,
        part={kpi.id: weights.values.get(kpi.id, 0.0) / total for kpi in kpis}, needed=queries.STAKEHOLDERS,
    )  # fmt: skip
