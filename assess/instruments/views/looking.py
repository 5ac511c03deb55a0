"""Looking at an instrument as somebody who answers it, and at what differs between two of them."""

from dataclasses import replace

from flask import render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.instruments import queries
from assess.instruments.queries.drafts import work
from assess.instruments.views.blueprint import READERS, bp
from assess.questions import blocks
from surveys.definition import Instrument
from surveys.differences import differences
from surveys.drafting.catalogues import stopgap
from surveys.forms import form_class
from surveys.items import KINDS
from surveys.languages import missing
from surveys.papers import draw, laid
from surveys.versions import instrument_of


@bp.get("/drafts/<int:id>/preview")
@allowed(*READERS)
def preview_draft(id: int) -> str:
    """A section of a draft as somebody who answers sees it."""
    found = work(db.session(), id)
    return _preview(found.instrument, "instruments.preview_draft", "instruments.draft", id)


@bp.get("/<int:id>/preview")
@allowed(*READERS)
def preview_version(id: int) -> str:
    """A section of a published version as somebody who answers sees it."""
    found = queries.published(db.session(), id)
    return _preview(found.instrument, "instruments.preview_version", "instruments.version", id)


@bp.get("/drafts/<int:id>/differences")
@allowed(*READERS)
def draft_differences(id: int) -> str:
    """What a draft changes against the version it began from, or against another of its code."""
    session = db.session()
    found = work(session, id)
    others = queries.siblings(session, found.draft.code)
    chosen = request.args.get("before", found.draft.based_on_id, type=int)
    # a draft that got another code still knows the version it began from
    chosen = chosen or (others[0].version.id if others else None)
    before = queries.published(session, chosen).instrument if chosen else None
    return render_template(
        "instruments/draft_differences.html",
        work=found,
        others=others,
        chosen=chosen,
        found=differences(before, found.instrument) if before else None,
    )


@bp.get("/<int:id>/differences")
@allowed(*READERS)
def version_differences(id: int) -> str:
    """What a version changed against another of its code, the one before if none is named."""
    session = db.session()
    after = queries.listed_version(session, id)
    others = [one for one in queries.siblings(session, after.version.code) if one.version.id != id]
    earlier = [one for one in others if one.number < after.number]
    chosen = request.args.get("before", (earlier or others)[0].version.id if others else None, type=int)
    before = next((one for one in others if one.version.id == chosen), None)
    if before is None and others:
        raise NotFound
    old = instrument_of(session, before.version.content_hash) if before else None
    return render_template(
        "instruments/version_differences.html",
        after=after,
        before=before,
        others=others,
        found=differences(old, after.instrument) if old else None,
    )


def _preview(instrument: Instrument, here: str, back: str, id: int) -> str:
    """Nothing is stored: the paper is drawn for nobody, the form leads nowhere."""
    language = request.args.get("language", instrument.language)
    translated = [one.language for one in instrument.translations]
    if language not in (instrument.language, *translated):
        raise NotFound
    lacking = len(missing(instrument, language))
    sound = _sound(stopgap(instrument, language))
    paper = draw(sound, "preview", language)
    shown = laid(sound, paper)
    asked = request.args.get("section", shown.sections[0].code if shown.sections else "")
    place = next((at for at, one in enumerate(shown.sections) if one.code == asked), None)
    if place is None and shown.sections:
        raise NotFound
    section = shown.sections[place] if place is not None else None
    left_out = len(instrument.section(asked).items) - len(section.items) if section else 0
    # said in the author's language, before the page turns to the candidate's
    words = {
        "back": _("Back to the editor") if back.endswith("draft") else _("Back to the version"),
        "nothing": _("A preview: nothing is kept."),
        "lacking": _("%(n)s texts have no translation yet and are shown as written.", n=lacking) if lacking else "",
        "left_out": _("%(n)s items cannot be shown before they are corrected.", n=left_out) if left_out else "",
        "empty": _("There is nothing to show yet: add a section with items first."),
    }
    with force_locale(language):
        return render_template(
            "instruments/preview.html",
            instrument=shown,
            section=section,
            place=place,
            form=form_class(section)() if section else None,
            blocks=list(blocks(section)) if section else [],
            marks={},
            problems={},
            language=language,
            languages=[instrument.language, *translated],
            address=lambda **more: url_for(here, id=id, **{"language": language, "section": asked, **more}),
            back=url_for(back, id=id),
            words=words,
        )


def _sound(instrument: Instrument) -> Instrument:
    """Without the items no page can show yet, and unshuffled where only those would be left."""
    return instrument.with_sections(
        tuple(
            replace(
                section,
                items=tuple(
                    item for item in section.items if item.kind in KINDS and not list(KINDS[item.kind].complaints(item))
                ),
            )
            for section in instrument.sections
        )
    )
