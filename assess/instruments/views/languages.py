"""The languages of a draft: text beside text, and files for translators."""

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.forms import Form
from assess.instruments.forms.languages import CatalogueForm, LanguageForm, said, words_form
from assess.instruments.queries.drafts import Work, work
from assess.instruments.views.blueprint import READERS, WRITERS, bp, keep, kept, page_number, work_of
from assess.paging import Slice, page_of
from assess.phrases import phrase
from surveys.drafting import catalogues
from surveys.drafting.parts import mark
from surveys.errors import CatalogueRefused
from surveys.languages import idle, missing, words

PER_PAGE = 30


@bp.route("/drafts/<int:id>/languages", methods=["GET", "POST"])
@allowed(*WRITERS)
def languages(id: int) -> Response | str | tuple[str, int]:
    """The languages there are, with what is missing in each, and a new one."""
    found = work_of(id)
    instrument = found.instrument
    form = LanguageForm()
    known = {instrument.language, *(one.language for one in instrument.translations)}
    if form.validate_on_submit():
        language = form.language.data
        if language not in known:
            keep(found, catalogues.translated(instrument, language, {}), f"language {language}")
            return redirect(url_for("instruments.translation", id=id, language=language))
        form.language.errors = [_("This language is here already.")]
    page = render_template(
        "instruments/languages.html",
        work=found,
        form=form,
        total=len(words(instrument)),
        lacking={one.language: len(missing(instrument, one.language)) for one in instrument.translations},
        idle={one.language: len(idle(instrument, one.language)) for one in instrument.translations},
    )
    return (page, 422) if form.is_submitted() else page


@bp.route("/drafts/<int:id>/languages/<language>", methods=["GET", "POST"])
@allowed(*WRITERS)
def translation(id: int, language: str) -> Response | str | tuple[str, int]:
    """A page of texts beside their words, those without words first."""
    found = work_of(id)
    _known(found, language)
    every = catalogues.catalogue(found.instrument, language)
    lacking = sum(not word.translation.strip() for word in every)
    if request.method == "GET":
        shown = page_of(every, page_number(), PER_PAGE)
        return _page(found, language, shown, lacking, len(every))
    sent = [word for word in every if f"t_{mark(word.text)}" in request.form]
    form = words_form(sent)
    sound = form.validate_on_submit()
    new, clashes = said(form, sent) if sound else ({}, 0)
    if new:
        keep(found, catalogues.translated(found.instrument, language, new), f"language {language}")
    if clashes or not sound:
        return _page(
            found, language, page_of(sent, 1, len(sent) or 1), lacking, len(every), form
        ), 409 if clashes else 422
    flash(ngettext("%(num)d text kept.", "%(num)d texts kept.", len(new)), "ok")
    # what was written moves behind what is missing: the same page then shows the next texts
    stay = lacking > 0 and page_number() == 1
    return redirect(url_for("instruments.translation", id=id, language=language, page=None if stay else page_number()))


@bp.get("/drafts/<int:id>/languages/<language>/catalogue.<form>")
@allowed(*READERS)
def catalogue(id: int, language: str, form: str) -> FileResponse:
    """Texts and words as a file for a translator."""
    found = work(db.session(), id)
    _known(found, language)
    if form not in {"csv", "po"}:
        raise NotFound
    made = (catalogues.csv_file if form == "csv" else catalogues.po_file)(found.instrument, language)
    kind = "text/csv; charset=utf-8" if form == "csv" else "text/x-gettext-translation; charset=utf-8"
    name = f"{found.instrument.code}-{language}.{form}"
    return FileResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.route("/drafts/<int:id>/languages/<language>/file", methods=["GET", "POST"])
@allowed(*WRITERS)
def bring_catalogue(id: int, language: str) -> Response | str | tuple[str, int]:
    """Words from a translator's file; what is there already and not in the file stays."""
    found = work_of(id)
    _known(found, language)
    form = CatalogueForm()
    if not form.validate_on_submit():
        page = render_template("instruments/catalogue.html", work=found, form=form, language=language)
        return (page, 422) if form.is_submitted() else page
    try:
        file = form.file.data
        got = catalogues.brought(found.instrument, file.read(catalogues.LARGEST + 1), file.filename)
    except CatalogueRefused as refused:
        form.file.errors = [phrase(f"catalogue.{refused.values['reason']}", line=refused.values["line"])]
        return render_template("instruments/catalogue.html", work=found, form=form, language=language), 422
    keep(found, catalogues.translated(found.instrument, language, got.words), f"language {language}")
    kept(ngettext("%(num)d text taken from the file.", "%(num)d texts taken from the file.", len(got.words)))
    if got.unknown:
        examples = "; ".join(text[:60] for text in got.unknown[:3])
        flash(
            _("%(n)s texts of the file are not in this draft: %(texts)s", n=len(got.unknown), texts=examples), "caveat"
        )
    if got.doubtful:
        flash(_("%(n)s texts are marked as doubtful in the file and were not taken.", n=got.doubtful), "caveat")
    return redirect(url_for("instruments.translation", id=id, language=language))


@bp.route("/drafts/<int:id>/languages/<language>/remove", methods=["GET", "POST"])
@allowed(*WRITERS)
def remove_language(id: int, language: str) -> Response | str:
    """A language gone, after a second look."""
    found = work_of(id)
    _known(found, language)
    if request.method == "GET":
        count = len(catalogues.known(found.instrument, language))
        return render_template(
            "instruments/remove.html",
            work=found,
            what=_("the translation into %(language)s", language=language),
            consequence=ngettext("%(num)d translated text goes.", "%(num)d translated texts go.", count),
            back=url_for("instruments.translation", id=id, language=language),
        )
    keep(found, catalogues.without_language(found.instrument, language), f"language {language}")
    return redirect(url_for("instruments.languages", id=id))


def _known(found: Work, language: str) -> None:
    if language not in {one.language for one in found.instrument.translations}:
        raise NotFound


def _page(
    found: Work, language: str, shown: Slice[catalogues.Word], lacking: int, total: int, form: Form | None = None
) -> str:
    made = form or words_form(shown.rows)
    fields = [(word, made[f"t_{mark(word.text)}"], made[f"was_{mark(word.text)}"]) for word in shown.rows]
    return render_template(
        "instruments/translation.html",
        work=found,
        language=language,
        form=made,
        fields=fields,
        slice=shown,
        lacking=lacking,
        total=total,
    )
