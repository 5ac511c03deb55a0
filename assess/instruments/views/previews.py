"""An instrument as somebody who answers sees it: the very pages, in a frame as wide as a phone; nothing is stored."""

from dataclasses import replace

from flask import Response, g, make_response, render_template, request, url_for
from flask_babel import force_locale

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.instruments import queries
from assess.instruments.queries.drafts import work
from assess.instruments.views.blueprint import READERS, bp
from assess.questions import blocks
from assess.security import POLICY
from surveys.definition import Instrument, Item
from surveys.drafting.catalogues import stopgap
from surveys.forms import form_class
from surveys.items import KINDS
from surveys.languages import missing
from surveys.papers import draw, laid


@bp.get("/drafts/<int:id>/preview")
@allowed(*READERS)
def preview_draft(id: int) -> Response:
    """The frame around a draft."""
    return _around(work(db.session(), id).instrument, _DRAFT, id)


@bp.get("/drafts/<int:id>/preview/page")
@allowed(*READERS)
def preview_draft_page(id: int) -> Response:
    """A section of a draft in the frame."""
    return _inside(work(db.session(), id).instrument, _DRAFT, id)


@bp.get("/<int:id>/preview")
@allowed(*READERS)
def preview_version(id: int) -> Response:
    """The frame around a published version."""
    return _around(queries.published(db.session(), id).instrument, _VERSION, id)


@bp.get("/<int:id>/preview/page")
@allowed(*READERS)
def preview_version_page(id: int) -> Response:
    """A section of a published version in the frame."""
    return _inside(queries.published(db.session(), id).instrument, _VERSION, id)


_DRAFT = ("instruments.preview_draft", "instruments.preview_draft_page", "instruments.draft")
_VERSION = ("instruments.preview_version", "instruments.preview_version_page", "instruments.version")


def _around(instrument: Instrument, endpoints: tuple[str, str, str], id: int) -> Response:
    around, inside, back = endpoints
    language = _language(instrument)
    shown = _sound(instrument)
    page = render_template(
        "instruments/preview.html",
        instrument=instrument,
        language=language,
        languages=[instrument.language, *(one.language for one in instrument.translations)],
        lacking=len(missing(instrument, language)),
        left_out=len(instrument.items) - len(shown.items),
        section=request.args.get("section", ""),
        around=lambda **more: url_for(around, id=id, **more),
        inside=lambda **more: url_for(inside, id=id, language=language, **more),
        back=url_for(back, id=id),
    )
    return _with_policy(page, "frame-ancestors 'none'", "frame-ancestors 'none'; frame-src 'self'")


def _inside(instrument: Instrument, endpoints: tuple[str, str, str], id: int) -> Response:
    language = _language(instrument)
    sound = stopgap(_sound(instrument), language)
    # one paper for everybody who looks: what is drawn anew for each respondent stays the same from page to page
    shown = laid(sound, draw(sound, "preview", language))
    asked = request.args.get("section") or (shown.sections[0].code if shown.sections else "")
    place = next((at for at, one in enumerate(shown.sections) if one.code == asked), None)
    if place is None and shown.sections:
        raise NotFound
    section = shown.sections[place] if place is not None else None
    with force_locale(language):
        page = render_template(
            "instruments/preview_page.html",
            instrument=shown,
            section=section,
            place=place,
            form=form_class(section)() if section else None,
            blocks=list(blocks(section)) if section else [],
            marks={},
            problems={},
            inside=lambda code: url_for(endpoints[1], id=id, language=language, section=code),
        )
    return _with_policy(page, "frame-ancestors 'none'", "frame-ancestors 'self'")


def _language(instrument: Instrument) -> str:
    language = request.args.get("language", instrument.language)
    if language not in {instrument.language, *(one.language for one in instrument.translations)}:
        raise NotFound
    return language


def _sound(instrument: Instrument) -> Instrument:
    """Without the items no page can show yet."""

    def shows(item: Item) -> bool:
        return item.kind in KINDS and not any(KINDS[item.kind].complaints(item))

    return instrument.with_sections(
        tuple(
            replace(section, items=tuple(item for item in section.items if shows(item)))
            for section in instrument.sections
        )
    )


def _with_policy(page: str, old: str, new: str) -> Response:
    """The page with one rule of the usual policy changed, so that it can hold, or stand in, a frame of our own."""
    answer = make_response(page)
    policy = POLICY.format(nonce=g.get("nonce") or "none")
    answer.headers["Content-Security-Policy"] = policy.replace(old, new)
    return answer
