"""A draft as a whole: its outline, its passport, publishing and discarding it."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments import actions, queries
from assess.instruments.forms.parts import PassportForm
from assess.instruments.queries.drafts import advice, names, work
from assess.instruments.views.blueprint import READERS, WRITERS, bp, clash_page, edit_page, keep, kept, work_of
from surveys.definition import Instrument
from surveys.differences import differences
from surveys.languages import missing
from surveys.lint import SEM
from surveys.lint.passport import minutes
from surveys.versions import instrument_of


@bp.get("/drafts/<int:id>")
@allowed(*READERS)
def draft(id: int) -> str:
    """The outline of a draft, with what it lacks."""
    session = db.session()
    found = work(session, id)
    lacking = {one.language: len(missing(found.instrument, one.language)) for one in found.instrument.translations}
    return render_template(
        "instruments/draft.html",
        work=found,
        lacking=lacking,
        minutes=minutes(found.instrument),
        name=names(session, [found.draft.updated_by]).get(found.draft.updated_by, ""),
    )


@bp.route("/drafts/<int:id>/passport", methods=["GET", "POST"])
@allowed(*WRITERS)
def passport(id: int) -> Response | str | tuple[str, int]:
    """What the whole says of itself."""
    found = work_of(id)
    form = PassportForm.of(found.instrument)
    if not form.validate_on_submit():
        return edit_page("instruments/passport.html", found, form, _passport(found.instrument))
    made = form.made(found.instrument)
    if form.stale(_passport(found.instrument)):
        theirs = PassportForm.of(found.instrument, fresh=True)
        return clash_page("instruments/passport.html", found, form, theirs, _passport(found.instrument))
    keep(found, made, "instrument")
    kept()
    return redirect(url_for("instruments.draft", id=id))


@bp.get("/drafts/<int:id>/publish")
@allowed(*WRITERS)
def publish_check(id: int) -> str:
    """What publishing means: what is lacking, what was advised, what changes against the version before."""
    session = db.session()
    found = work(session, id)
    before = found.draft.based_on
    said = advice(session, found, SEM)
    return render_template(
        "instruments/publish.html",
        work=found,
        open_advice=sum(not one.reason for one in said),
        answered=sum(bool(one.reason) for one in said),
        found=differences(instrument_of(session, before.content_hash), found.instrument) if before else None,
        same=queries.version_of(session, found.instrument),
    )


@bp.post("/drafts/<int:id>/publish")
@allowed(*WRITERS)
def publish_draft(id: int) -> Response:
    """Make the draft a version."""
    session = db.session()
    found = work_of(id)
    version = actions.publish_draft(session, current_user.pseudonym, found.draft)
    session.commit()
    flash(_("%(title)s is published.", title=found.instrument.title), "ok")
    return redirect(url_for("instruments.version", id=version.id))


@bp.route("/drafts/<int:id>/discard", methods=["GET", "POST"])
@allowed(*WRITERS)
def discard(id: int) -> Response | str:
    """Throw a draft away, after a second look."""
    found = work_of(id)
    if request.method == "GET":
        return render_template(
            "instruments/remove.html",
            work=found,
            what=_("the draft %(title)s", title=found.instrument.title),
            consequence=_("Versions already published stay as they are."),
            back=url_for("instruments.draft", id=id),
        )
    session = db.session()
    actions.discard(session, current_user.pseudonym, found.draft)
    session.commit()
    flash(_("The draft is gone."), "ok")
    return redirect(url_for("instruments.index"))


def _passport(instrument: Instrument) -> Instrument:
    """The whole without its pieces, which have forms of their own."""
    return replace(instrument, sections=(), scales=(), translations=())
