"""The scales of a draft and which items are keyed into them."""

from dataclasses import replace

from flask import redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.instruments.forms.keys import keys, keys_form
from assess.instruments.forms.parts import ScaleForm
from assess.instruments.views.blueprint import (
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
from surveys.definition import Instrument, Item, Scale
from surveys.drafting.scales import changed_scale, keyed, scorable, with_scale, without_scale


@bp.route("/drafts/<int:id>/new-scale", methods=["GET", "POST"])
@allowed(*WRITERS)
def new_scale(id: int) -> Response | str | tuple[str, int]:
    """A scale more."""
    found = work_of(id)
    form = ScaleForm.of(found.instrument, None)
    if not form.validate_on_submit():
        return edit_page("instruments/edit_scale.html", found, form, None, scale=None)
    made: Scale = form.made(Scale("", "", (), 1, 5))
    keep(found, with_scale(found.instrument, made), f"scale {made.code}")
    return redirect(url_for("instruments.keys_of", id=id, scale=made.code))


@bp.route("/drafts/<int:id>/scales/<scale>", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit_scale(id: int, scale: str) -> Response | str | tuple[str, int]:
    """The words and ends of a scale."""
    found = work_of(id)
    before = found.scale(scale)
    bare = replace(before, items=())
    form = ScaleForm.of(found.instrument, before)
    if not form.validate_on_submit():
        return edit_page("instruments/edit_scale.html", found, form, bare, scale=before)
    if form.stale(bare):
        theirs = ScaleForm.of(found.instrument, before, fresh=True)
        return clash_page("instruments/edit_scale.html", found, form, theirs, bare, scale=before)
    keep(found, changed_scale(found.instrument, scale, form.made(before)), f"scale {scale}")
    kept()
    return redirect(url_for("instruments.draft", id=id, _anchor="scales"))


@bp.route("/drafts/<int:id>/scales/<scale>/keys", methods=["GET", "POST"])
@allowed(*WRITERS)
def keys_of(id: int, scale: str) -> Response | str | tuple[str, int]:
    """Which items are in a scale, for it or against it, a page of items at a time."""
    found = work_of(id)
    before = found.scale(scale)
    slice = page_of(_listed(found.instrument, before), page_number())
    form = keys_form(before, slice.rows)
    seen = tuple(one for one in before.items if one.item in {item.code for item in slice.rows})
    more = {"scale": before, "slice": slice, "sections": found.instrument.section_of}
    if not form.validate_on_submit():
        return edit_page("instruments/keys.html", found, form, seen, **more)
    if form.stale(seen):
        theirs = keys_form(before, slice.rows, fresh=True)
        return clash_page("instruments/keys.html", found, form, theirs, seen, **more)
    keep(found, keyed(found.instrument, scale, keys(form, before, slice.rows)), f"scale {scale}")
    kept()
    if slice.page < slice.pages:
        return redirect(url_for("instruments.keys_of", id=id, scale=scale, page=slice.page + 1))
    return redirect(url_for("instruments.draft", id=id, _anchor="scales"))


@bp.route("/drafts/<int:id>/scales/<scale>/remove", methods=["GET", "POST"])
@allowed(*WRITERS)
def remove_scale(id: int, scale: str) -> Response | str:
    """A scale gone, after a second look."""
    found = work_of(id)
    before = found.scale(scale)
    what, back = _("the scale %(label)s", label=before.label), url_for("instruments.edit_scale", id=id, scale=scale)
    asking = second_look(found, before, what, _("Its items stay, without this key."), back)
    if asking is not None:
        return asking
    keep(found, without_scale(found.instrument, scale), f"scale {scale}")
    return redirect(url_for("instruments.draft", id=id, _anchor="scales"))


def _listed(instrument: Instrument, scale: Scale) -> list[Item]:
    """The items that can be keyed, and those that are although they cannot."""
    possible = {*scorable(instrument), *(one.item for one in scale.items)}
    return [item for item in instrument.items.values() if item.code in possible]
