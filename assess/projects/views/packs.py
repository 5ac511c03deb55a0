"""Packs of results for other leaders: made, read, taken along, withdrawn."""

from collections.abc import Sequence

from flask import Response as FileResponse
from flask import render_template
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from assess.access import allowed
from assess.analyses.models import Analysis
from assess.database import db
from assess.labels import label
from assess.people.models import Account
from assess.projects.actions import sharing as actions
from assess.projects.forms import PackForm
from assess.projects.models import AlignmentItem, Project, SharePack
from assess.projects.queries import packs as queries
from assess.projects.queries.alignment import items
from assess.projects.queries.packs import AUDIENCE, Shared
from assess.projects.queries.projects import MAKERS, names, project_for
from assess.projects.views.blueprint import Page, bp, done, opens
from assess.projects.views.papers import rows_report
from assess.reports import Shown, pdf


@bp.get("/<int:id>/packs")
@allowed(*MAKERS)
def packs(id: int) -> str:
    """What was shared, and the form to share more."""
    return _packs(project_for(db.session(), current_user, id, MAKERS))


def _packs(found: Project, form: PackForm | None = None, error: str = "") -> str:
    session = db.session()
    made = queries.packs(session, found)
    return render_template(
        "projects/packs.html", project=found, packs=made, names=names(session, {one.shared_by for one in made}),
        form=form or _form(found, PackForm(formdata=None))[0], error=error,
    )  # fmt: skip


def _form(
    found: Project, form: PackForm
) -> tuple[PackForm, Sequence[Analysis], Sequence[AlignmentItem], Sequence[Account]]:
    """The form with what may be shared; whatever else is sent back is no choice of it."""
    session = db.session()
    reports, rows, people = queries.shareable(session, found), items(session, found), queries.audience(session)
    form.reports.choices = [SelectChoice(one.id, report_name(one)) for one in reports]
    form.rows.choices = [SelectChoice(one.id, one.finding) for one in rows]
    form.readers.choices = [SelectChoice(one.id, one.name) for one in people if one.id != current_user.id]
    return form, reports, rows, people


def report_name(one: Analysis) -> str:
    """What a Report is, what it is about and what it says."""
    parts = (label("report", one.kind), queries.about(db.session(), one.kind, one.subject), Shown(one.report).sentence)
    return " · ".join(part for part in parts if part)


@bp.post("/<int:id>/packs")
@allowed(*MAKERS)
def share(id: int) -> Page:
    """Share a pack."""
    session = db.session()
    found = project_for(session, current_user, id, MAKERS)
    form, reports, rows, people = _form(found, PackForm())
    if not form.validate():
        return _packs(found, form), 422
    return done(
        lambda: actions.share(
            session, current_user.pseudonym, found, title=form.title.data, message=form.message.data or "",
            reports=[one for one in reports if one.id in (form.reports.data or ())],
            rows=[one for one in rows if one.id in (form.rows.data or ())],
            readers=[one for one in people if one.id in (form.readers.data or ())],
        ),
        "projects.packs", id, lambda error: _packs(found, form, error),
    )  # fmt: skip


@bp.get("/packs/<int:id>")
@allowed(*AUDIENCE, writes=True)
def pack(id: int) -> str:
    """A pack as it was shared; each reading is recorded."""
    session = db.session()
    found, mine = queries.pack_for(session, current_user, id)
    page = _pack(found)
    actions.opened(session, current_user.pseudonym, found, mine)
    session.commit()
    return page


def _pack(found: SharePack, error: str = "") -> str:
    session = db.session()
    owners = {one["owner"] for one in found.rows if one["owner"]}
    return render_template(
        "projects/pack.html",
        pack=found,
        project=found.project,
        contents=[
            (one, _shown(one), queries.about(session, one.kind, one.subject))
            for one in queries.contents(session, found)
        ],
        names=names(session, {found.shared_by, *owners}),
        makes=opens("projects.packs"),
        reads=opens("projects.project"),
        error=error,
    )


def _shown(one: Shared) -> Shown | None:
    return Shown(one.analysis.report, _("Exemplar"), one.analysis.made_at) if one.analysis is not None else None


@bp.get("/packs/<int:id>/pdf")
@allowed(*AUDIENCE, writes=True)
def pack_pdf(id: int) -> FileResponse:
    """The same on paper."""
    session = db.session()
    found, mine = queries.pack_for(session, current_user, id)
    shown = [one for one in map(_shown, queries.contents(session, found)) if one is not None]
    owners = names(session, {one["owner"] for one in found.rows if one["owner"]})
    if found.rows:
        shown.insert(0, Shown(rows_report(found.rows, owners), _("Exemplar"), found.shared_at))
    actions.opened(session, current_user.pseudonym, found, mine, "pdf")
    session.commit()
    head = {"Content-Disposition": f'attachment; filename="pack-{id}.pdf"'}
    return FileResponse(pdf(*shown, title=found.title), mimetype="application/pdf", headers=head)


@bp.post("/packs/<int:id>/withdraw")
@allowed(*MAKERS)
def withdraw(id: int) -> Page:
    """Take a pack back."""
    session = db.session()
    found, _mine = queries.pack_for(session, current_user, id)
    return done(
        lambda: actions.withdraw(session, current_user.pseudonym, found), "projects.packs", found.project_id,
        lambda error: _pack(queries.pack_for(session, current_user, id)[0], error),
    )  # fmt: skip
