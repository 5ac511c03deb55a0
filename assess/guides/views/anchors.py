"""Rounds of judging anchors: opening one, asking judges, closing it, what came of it."""

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.guides.actions import anchors as actions
from assess.guides.forms.anchors import BeginForm
from assess.guides.forms.jobs import PeopleForm
from assess.guides.models import AnchorStudy
from assess.guides.queries import anchors, guides
from assess.guides.queries.jobs import accounts, people_to_ask
from assess.guides.views.blueprint import BUILDERS, bp, computing, shown, taken_out
from surveys.competencies import bank
from surveys.definition import Item


@bp.route("/anchors/new", methods=["GET", "POST"])
@allowed(*BUILDERS)
def new_study() -> Response | str | tuple[str, int]:
    """Open a round about the anchors of a guide, or of a whole list of the bank."""
    session, form = db.session(), BeginForm(data={"source": request.args.get("source", "")})
    form.source.choices = [
        *(SelectChoice(f"guide:{one.id}", one.title) for one in guides.guides(session)),
        *(
            SelectChoice(f"bank:{one.code}", _("The bank: %(title)s", title=one.title))
            for one in bank().families.values()
        ),
    ]
    if not form.validate_on_submit():
        page = render_template("guides/new_study.html", form=form)
        return (page, 422) if form.is_submitted() else page
    title, items, code = _source(form.source.data)
    made = actions.begin(session, current_user.pseudonym, title, items, code)
    session.commit()
    return redirect(url_for("guides.study", id=made.id))


def _source(chosen: str) -> tuple[str, list[Item], str]:
    session = db.session()
    kind, _colon, name = chosen.partition(":")
    if kind == "bank":
        family = bank().families[name]
        return family.title, [one.item() for one in family.competencies], ""
    guide = guides.guide(session, int(name))
    instrument = guides.latest_of(session, guide)
    if instrument is None:
        raise NotFound
    return guide.title, list(instrument.items.values()), guide.code


@bp.get("/anchors/<int:id>")
@allowed(*BUILDERS)
def study(id: int) -> str:
    """One round: judges and how many have handed in, or which anchors hold."""
    return _page(anchors.study(db.session(), id))


def _page(found: AnchorStudy, form: PeopleForm | None = None) -> str:
    return render_template(
        "guides/study.html",
        study=found,
        form=form or _judges(found),
        shown=shown(anchors.report_of(db.session(), found)),
        computing=computing("guides.compute_anchors"),
    )


def _judges(found: AnchorStudy) -> PeopleForm:
    form, known = PeopleForm(), {judge.account_id for judge in found.judges}
    listed = people_to_ask(db.session(), request.args.get("find", ""))
    people = [one for one in listed if one.id not in known and one.pseudonym not in found.written_by]
    form.accounts.choices = [SelectChoice(one.id, one.name) for one in people]
    return form


@bp.post("/anchors/<int:id>/judges")
@allowed(*BUILDERS)
def judges(id: int) -> Response | tuple[str, int]:
    """Ask people who did not write the anchors."""
    session = db.session()
    found = anchors.study(session, id)
    form = _judges(found)
    if not form.validate():
        return _page(found, form), 422
    chosen = accounts(session, form.accounts.data or ())
    asked = actions.ask(session, current_user.pseudonym, found, chosen)
    session.commit()
    flash(_("%(n)s people are asked by mail.", n=asked), "ok")
    return redirect(url_for("guides.study", id=id))


@bp.post("/anchors/<int:id>/close")
@allowed(*BUILDERS)
def close_study(id: int) -> Response:
    """End the judging and have it computed."""
    session = db.session()
    actions.close(session, current_user.pseudonym, anchors.study(session, id))
    session.commit()
    flash(_("The report is being computed; reload this page in a moment."), "ok")
    return redirect(url_for("guides.study", id=id))


@bp.get("/anchors/<int:id>/<kind>")
@allowed(*BUILDERS, writes=True)
def study_file(id: int, kind: str) -> FileResponse:
    """The Report as CSV files or PDF."""
    session = db.session()
    found = anchors.study(session, id)
    return taken_out(anchors.report_of(session, found), kind, f"anchor_study:{id}", found.title)
