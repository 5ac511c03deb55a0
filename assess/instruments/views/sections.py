"""The sections of a draft: adding, changing, moving and removing them."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments.forms.parts import SectionForm
from assess.instruments.queries.drafts import work
from assess.instruments.views.blueprint import (
    READERS,
    WRITERS,
    bp,
    clash_page,
    edit_page,
    keep,
    kept,
    page_number,
    second_look,
    work_of,
)
from assess.paging import page_of
from surveys.definition import Section
from surveys.drafting import parts


@bp.get("/drafts/<int:id>/sections/<section>")
@allowed(*READERS)
def section(id: int, section: str) -> str:
    """The items of one section."""
    found = work(db.session(), id)
    shown = found.section(section)
    return render_template(
        "instruments/section.html", work=found, section=shown, slice=page_of(shown.items, page_number())
    )


@bp.route("/drafts/<int:id>/new-section", methods=["GET", "POST"])
@allowed(*WRITERS)
def new_section(id: int) -> Response | str | tuple[str, int]:
    """A section more."""
    found = work_of(id)
    form = SectionForm.of(found.instrument, None)
    if not form.is_submitted():
        codes = {one.code for one in found.instrument.sections}
        form.code.data = parts.fresh(f"part_{len(codes) + 1}", codes)
    if not form.validate_on_submit():
        return edit_page("instruments/edit_section.html", found, form, None, section=None)
    made: Section = form.made(Section("", "", ()))
    keep(found, parts.with_section(found.instrument, made), f"section {made.code}")
    return redirect(url_for("instruments.section", id=id, section=made.code))


@bp.route("/drafts/<int:id>/sections/<section>/edit", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit_section(id: int, section: str) -> Response | str | tuple[str, int]:
    """The words, the clock and the conditions of a section."""
    found = work_of(id)
    before = found.section(section)
    bare = replace(before, items=())
    form = SectionForm.of(found.instrument, before)
    if not form.validate_on_submit():
        return edit_page("instruments/edit_section.html", found, form, bare, section=before)
    if form.stale(bare):
        theirs = SectionForm.of(found.instrument, before, fresh=True)
        return clash_page("instruments/edit_section.html", found, form, theirs, bare, section=before)
    made = form.made(before)
    keep(found, parts.changed_section(found.instrument, section, made), f"section {section}")
    kept()
    return redirect(url_for("instruments.section", id=id, section=made.code))


@bp.post("/drafts/<int:id>/move-section")
@allowed(*WRITERS)
def move_section(id: int) -> Response:
    """A section up or down by one."""
    found = work_of(id)
    code, step = ("up" in request.form and request.form["up"]) or request.form.get("down", ""), "up" in request.form
    place = [one.code for one in found.instrument.sections].index(found.section(code).code)
    keep(found, parts.moved_section(found.instrument, code, place + (-1 if step else 1)), f"section {code}")
    return redirect(url_for("instruments.draft", id=id, _anchor="sections"))


@bp.route("/drafts/<int:id>/sections/<section>/remove", methods=["GET", "POST"])
@allowed(*WRITERS)
def remove_section(id: int, section: str) -> Response | str:
    """A section gone with its items, after a second look."""
    found = work_of(id)
    before = found.section(section)
    what, back = _("the section %(title)s", title=before.title), url_for("instruments.section", id=id, section=section)
    words = _("Its %(n)s items go with it, and leave their scales.", n=len(before.items))
    asking = second_look(found, before, what, words, back)
    if asking is not None:
        return asking
    keep(found, parts.without_section(found.instrument, section), f"section {section}")
    return redirect(url_for("instruments.draft", id=id, _anchor="sections"))
