"""The items of a draft: adding them one by one or by the line, changing, copying, moving and removing them."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments import actions
from assess.instruments.forms.items import ItemForm, ManyForm, kinds
from assess.instruments.views.blueprint import WRITERS, bp, clash_page, edit_page, keep, kept, second_look, work_of
from assess.paging import PER_PAGE
from assess.phrases import phrase
from surveys.assets import LARGEST
from surveys.definition import Instrument, Item, Section
from surveys.drafting import lines, parts
from surveys.errors import FileRefused
from surveys.items import KINDS


@bp.route("/drafts/<int:id>/sections/<section>/items/new", methods=["GET", "POST"])
@allowed(*WRITERS)
def new_item(id: int, section: str) -> Response | str | tuple[str, int]:
    """An item more, of the kind and with the answers of the one before."""
    found = work_of(id)
    home = found.section(section)
    last = home.items[-1] if home.items else Item("", "likert", "")
    kind = _kind(last.kind)
    alike = last.options if kind == last.kind else ()
    blank = Item(_next(found.instrument, home), kind, "", options=alike, required=last.required)
    form = ItemForm.of(found.instrument, blank, kind, home.practice)
    more = {"section": home, "item": None, "kinds": kinds(), "kind": kind, "alike": 0}
    if not form.validate_on_submit() or not _pictured(form):
        return edit_page("instruments/item.html", found, form, None, **more)
    made = form.made(replace(blank, options=()))
    keep(found, parts.with_items(found.instrument, section, (made,)), f"item {made.code}")
    kept(_("Added."))
    if request.form.get("go") == "more":
        return redirect(url_for("instruments.new_item", id=id, section=section, kind=made.kind))
    return redirect(url_for("instruments.section", id=id, section=section, page=_page(len(home.items) + 1)))


@bp.route("/drafts/<int:id>/sections/<section>/items/many", methods=["GET", "POST"])
@allowed(*WRITERS)
def many_items(id: int, section: str) -> Response | str | tuple[str, int]:
    """Many items at once, one a line, with the same answers."""
    found = work_of(id)
    home = found.section(section)
    form = ManyForm.ready(home.items[-1] if home.items else None)
    made = _many(form, found.instrument, home) if form.validate_on_submit() else ()
    if not made:
        page = render_template("instruments/many.html", work=found, form=form, section=home)
        return (page, 422) if form.is_submitted() else page
    keep(found, parts.with_items(found.instrument, section, made), f"section {section}")
    kept(_("%(n)s items added.", n=len(made)))
    return redirect(url_for("instruments.section", id=id, section=section, page=_page(len(home.items) + 1)))


@bp.route("/drafts/<int:id>/items/<code>", methods=["GET", "POST"])
@allowed(*WRITERS)
def item(id: int, code: str) -> Response | str | tuple[str, int]:
    """One item."""
    found = work_of(id)
    before, home = found.item(code), found.instrument.section_of[code]
    kind = _kind(before.kind)
    form = ItemForm.of(found.instrument, before, kind, home.practice)
    alike = parts.same_answers(found.instrument, code)
    more = {"section": home, "item": before, "kinds": kinds(), "kind": kind, "alike": len(alike)}
    if not form.validate_on_submit() or not _pictured(form):
        return edit_page("instruments/item.html", found, form, before, **more)
    if form.stale(before):
        theirs = ItemForm.of(found.instrument, before, kind, home.practice, fresh=True)
        return clash_page("instruments/item.html", found, form, theirs, before, **more)
    made = form.made(before)
    instrument = parts.changed_item(found.instrument, code, made)
    if "same" in form and form.same.data:
        for one in alike:
            instrument = parts.changed_item(instrument, one.code, replace(one, options=made.options))
    keep(found, instrument, f"item {code}")
    kept()
    place = [one.code for one in home.items].index(code) + 1
    return redirect(url_for("instruments.section", id=id, section=home.code, page=_page(place), _anchor=made.code))


@bp.post("/drafts/<int:id>/sections/<section>/items/move")
@allowed(*WRITERS)
def move_items(id: int, section: str) -> Response:
    """An item up or down by one."""
    found = work_of(id)
    home = found.section(section)
    up = request.form.get("up", "")
    code = found.item(up or request.form.get("down", "")).code
    place = [one.code for one in home.items].index(code) if code in {one.code for one in home.items} else 0
    to = max(0, place + (-1 if up else 1))
    keep(found, parts.moved_item(found.instrument, code, section, to), f"item {code}")
    return redirect(url_for("instruments.section", id=id, section=section, page=_page(to + 1), _anchor=code))


@bp.post("/drafts/<int:id>/items/<code>/move")
@allowed(*WRITERS)
def move_item(id: int, code: str) -> Response:
    """An item to another place, or into another section."""
    found = work_of(id)
    found.item(code)
    home = found.section(request.form.get("section", ""))
    place = min(max(1, request.form.get("place", len(home.items) + 1, type=int)), len(home.items) + 1)
    keep(found, parts.moved_item(found.instrument, code, home.code, place - 1), f"item {code}")
    return redirect(url_for("instruments.section", id=id, section=home.code, page=_page(place), _anchor=code))


@bp.post("/drafts/<int:id>/items/<code>/copy")
@allowed(*WRITERS)
def copy_item(id: int, code: str) -> Response:
    """The same item once more, behind it."""
    found = work_of(id)
    found.item(code)
    made, copy = parts.duplicated(found.instrument, code)
    keep(found, made, f"item {copy}")
    kept(_("Copied; this is the copy. It is in no scale yet."))
    return redirect(url_for("instruments.item", id=id, code=copy))


@bp.route("/drafts/<int:id>/items/<code>/remove", methods=["GET", "POST"])
@allowed(*WRITERS)
def remove_item(id: int, code: str) -> Response | str:
    """An item gone, after a second look."""
    found = work_of(id)
    before, home = found.item(code), found.instrument.section_of[code]
    scales = [scale.label for scale in found.instrument.scales if code in {one.item for one in scale.items}]
    words = _("It leaves: %(scales)s.", scales=", ".join(scales)) if scales else _("It is in no scale.")
    what, back = _("the item “%(text)s”", text=before.text), url_for("instruments.item", id=id, code=code)
    asking = second_look(found, before, what, words, back)
    if asking is not None:
        return asking
    keep(found, parts.without_item(found.instrument, code), f"item {code}")
    return redirect(url_for("instruments.section", id=id, section=home.code))


def _pictured(form: ItemForm) -> bool:
    """Keep a picture that came with the form and name it; what is wrong with it is said at its field."""
    if not form.image_file.data:
        return True
    try:
        kept = actions.keep_picture(db.session(), current_user.pseudonym, form.image_file.data.read(LARGEST + 1))
    except FileRefused as refused:
        form.image_file.errors = [phrase(f"picture.{refused.reason}")]
        return False
    form.image_sha256.data, form.image_sha256.raw_data = kept.sha256, [kept.sha256]
    return True


def _many(form: ManyForm, instrument: Instrument, home: Section) -> tuple[Item, ...]:
    """The items of the form, whose codes are all new; what is wrong is said at the field."""
    stem = _stem(home)
    try:
        made = lines.items(form.items.data, form.kind.data, lambda at: f"{stem}_{len(home.items) + at}")
    except lines.LineUnreadable as unread:
        form.items.errors = [phrase(f"line.{unread.reason}", line=unread.line, found=unread.found)]
        return ()
    codes = set(instrument.items)
    own = []
    for one in made:
        code = parts.fresh(one.code, codes)
        codes.add(code)
        own.append(replace(one, code=code, options=form.options.data or ()))
    return tuple(own)


def _kind(usual: str) -> str:
    asked = request.form.get("kind") or request.args.get("kind", "")
    return asked if asked in KINDS else usual


def _stem(section: Section) -> str:
    return section.code if len(section.code) <= 50 else "item"


def _next(instrument: Instrument, section: Section) -> str:
    return parts.fresh(f"{_stem(section)}_{len(section.items) + 1}", instrument.items)


def _page(place: int) -> int | None:
    """The page of the list a place stands on; None for the first."""
    page = -(-place // PER_PAGE)
    return page if page > 1 else None
