"""Instruments from and for other programs: read with a report of what was lost, written with one too."""

from itertools import groupby

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.instruments import actions, queries
from assess.instruments.forms.exchange import CarriedForm, ExchangeForm, NotCarried, arrived, carried
from assess.instruments.views.blueprint import READERS, WRITERS, bp
from assess.phrases import phrase
from surveys.drafting.complaints import complaints
from surveys.exchange import FORMATS, LARGEST, ExchangeRefused, Loss, Why, read_any
from surveys.exchange.outcome import Imported


@bp.route("/import", methods=["GET", "POST"])
@allowed(*WRITERS)
def bring() -> str | tuple[str, int]:
    """Read a file of another program; nothing is kept until the report is read and a draft begun."""
    form = ExchangeForm()
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 422
    name = (form.file.data.filename or "")[:200]
    try:
        read = read_any(form.file.data.read(LARGEST + 1), name)
    except ExchangeRefused as refused:
        form.file.errors = [phrase(f"exchange.refused.{refused.reason}", **refused.values)]
        return _page(form), 422
    return _page(form, read, name)


@bp.post("/import/begin")
@allowed(*WRITERS)
def begin_brought() -> Response:
    """Begin a draft with what was read from a file."""
    session, form = db.session(), CarriedForm()
    if not form.validate():
        raise NotCarried
    draft = actions.start_draft(session, current_user.pseudonym, arrived(form.instrument.data))
    session.commit()
    flash(_("The draft is begun. Name its source and a licence that allows your use."), "ok")
    return redirect(url_for("instruments.draft", id=draft.id))


@bp.get("/<int:id>/export")
@allowed(*READERS)
def exports(id: int) -> str:
    """The files a published version can be had as, and what other programs see less of in the one asked about."""
    found = queries.published(db.session(), id)
    see = request.args.get("see", "")
    write = FORMATS[see].write if see in FORMATS else None
    return render_template(
        "instruments/export.html",
        found=found,
        formats=[(code, form.title) for code, form in FORMATS.items() if form.write],
        see=see,
        places=_by_place(write(found.instrument).losses) if write else [],
    )


@bp.get("/<int:id>/export/<code>")
@allowed(*READERS)
def export_file(id: int, code: str) -> Response:
    """A published version as a file of another program."""
    found = queries.published(db.session(), id)
    write = FORMATS[code].write if code in FORMATS else None
    if write is None:
        abort(404)
    made = write(found.instrument)
    answer = make_response(made.content)
    answer.content_type = made.media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


def _page(form: ExchangeForm, read: Imported | None = None, name: str = "") -> str:
    return render_template(
        "instruments/import.html",
        form=form,
        formats=[(one.title, ", ".join(one.endings)) for one in FORMATS.values()],
        read=read,
        name=name,
        losses=_by_reason(read.losses) if read else [],
        complaints=complaints(read.instrument) if read else (),
        carried=CarriedForm(instrument=carried(read.instrument)) if read else None,
    )


def _by_reason(losses: tuple[Loss, ...]) -> list[tuple[Why, list[Loss]]]:
    """The losses of each reason together, reasons in the order of their list."""
    order = list(Why)
    ordered = sorted(losses, key=lambda loss: order.index(loss.why))
    return [(why, list(held)) for why, held in groupby(ordered, key=lambda loss: loss.why)]


def _by_place(losses: tuple[Loss, ...]) -> list[tuple[str, list[str]]]:
    """What other programs will not see, by place, each thing once."""
    found: dict[str, list[str]] = {}
    for loss in losses:
        found.setdefault(loss.place, []).append(loss.what)
    return list(found.items())
