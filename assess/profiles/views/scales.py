"""Saying which scales belong to a job."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.database import db
from assess.profiles import actions, queries
from assess.profiles.forms import ScalesForm
from assess.profiles.views.blueprint import bp


@bp.route("/scales", methods=["GET", "POST"])
@allowed(Role.ANALYST)
def scales() -> BaseResponse | str | tuple[str, int]:
    """Say, before anything is built, which scales belong to a job and which way they are expected to point."""
    session = db.session()
    job = queries.job_named(session, request.args.get("job", ""))
    offered = queries.offered(session, job)
    links = queries.job_links(session, job)
    form = ScalesForm(data={"scales": [_said(one) for one in offered]})
    for entry in form.scales:
        entry.competency.choices = _called_for(links, entry.competency.data or "")
    page = {"job": job, "offered": offered, "form": form, "called": links}
    if not form.is_submitted():
        return render_template("profiles/scales.html", **page)
    known = {one.key: one for one in offered}
    if not form.validate() or {entry.key.data for entry in form.scales} - known.keys():
        return render_template("profiles/scales.html", **page), 422
    choices = [
        actions.Choice(
            known[entry.key.data].version.id, known[entry.key.data].scale.code, int(entry.direction.data),
            _linked(entry, known[entry.key.data], links), entry.reason.data or "",
            entry.competency.data if links else "",
        )
        for entry in form.scales
    ]  # fmt: skip
    changed = actions.set_scales(session, current_user.pseudonym, job, choices)
    session.commit()
    flash(_("%(n)s scales changed.", n=changed) if changed else _("Nothing changed."), "ok")
    return redirect(url_for("profiles.index"))


def _linked(entry: Any, one: queries.Offered, links: queries.JobLinks | None) -> bool:
    """Through a competency where experts were asked; what was fixed before stays as it was."""
    return bool(entry.competency.data) if links and not one.fixed else bool(entry.job_related.data)


def _called_for(links: queries.JobLinks | None, chosen: str) -> list[SelectChoice]:
    """The competencies experts call for; one chosen from an earlier analysis stays to be seen and is refused anew."""
    known = dict(links.competencies) if links else {}
    if chosen and chosen not in known:
        known[chosen] = chosen
    choices = [SelectChoice(code, name) for code, name in known.items()]
    return [SelectChoice("", _("nothing the job calls for")), *choices]


def _said(one: queries.Offered) -> dict[str, object]:
    setting = one.setting
    return {
        "key": one.key,
        "direction": str(setting.direction) if setting else "0",
        "job_related": setting.job_related if setting else False,
        "reason": setting.reason if setting else "",
        "competency": setting.competency if setting else "",
    }
