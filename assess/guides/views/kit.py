"""The printable kit of a guide: what to say and not to ask, every topic on its page, room for notes."""

import json
from pathlib import Path
from typing import Any

import typst
from flask import Response as FileResponse
from flask import render_template
from flask_babel import get_locale
from flask_babel import gettext as _

from assess import reports
from assess.access import allowed
from assess.database import db
from assess.guides.models import Guide
from assess.guides.queries.guides import guide_version
from assess.guides.views.blueprint import READERS, bp
from assess.phrases import phrase
from surveys.competencies import bank
from surveys.definition import Instrument, Item
from surveys.items import anchored

_TEMPLATE = Path(__file__).parents[2] / "templates" / "guides" / "kit.typ"
#: Jobs on the page of a chronological interview, and lines for notes on that of a topic.
JOBS, LINES = 3, 15


@bp.get("/kit/<int:version>")
@allowed(*READERS)
def kit(version: int) -> str:
    """The kit as a page made for printing."""
    found, guide = guide_version(db.session(), version)
    return render_template("guides/kit.html", kit=_document(found.instrument, guide), version=version, guide=guide)


@bp.get("/kit/<int:version>.pdf")
@allowed(*READERS)
def kit_pdf(version: int) -> FileResponse:
    """The same as PDF."""
    found, guide = guide_version(db.session(), version)
    document = json.dumps(_document(found.instrument, guide))
    paper = typst.compile(str(_TEMPLATE), font_paths=reports.FONTS, sys_inputs={"document": document})
    name = f'attachment; filename="{found.version.code}-kit.pdf"'
    return FileResponse(paper, mimetype="application/pdf", headers={"Content-Disposition": name})


def _document(instrument: Instrument, guide: Guide | None) -> dict[str, Any]:
    """Every word of the kit; it names no candidate, so that a printed one can be left on a desk."""
    locale = get_locale()
    career = next(one for one in bank().families.values() if one.chronological)
    chronological = any(item.code in {one.code for one in career.competencies} for item in instrument.items.values())
    return {
        "title": instrument.title,
        "job": guide.job if guide else "",
        "language": locale.language,
        "direction": locale.text_direction,
        "heads": {key: phrase(f"guides.kit.{key}") for key in HEADS},
        "purpose": [phrase(f"guides.kit.purpose_{n}") for n in (1, 2, 3)],
        "opening": [phrase(f"guides.kit.opening_{n}") for n in (1, 2, 3, 4)],
        "closing": [phrase(f"guides.kit.closing_{n}") for n in (1, 2, 3)],
        "do": [phrase(f"guides.kit.do_{n}") for n in (1, 2, 3, 4, 5)],
        "never": [phrase(f"guides.kit.never_{n}") for n in (1, 2, 3, 4, 5)],
        "topics": [_topic(item) for item in instrument.items.values()],
        "career": {
            "title": career.title,
            "opening": list(career.opening),
            "each_job": list(career.each_job),
            "cautions": list(career.cautions),
            "jobs": [_("Job %(n)s", n=n) for n in range(1, JOBS + 1)],
        }
        if chronological
        else None,
        "lines": LINES,
        "footer": " · ".join([instrument.title, _("for interviewers only")]),
    }


#: Headings of the kit, by their keys in the phrases.
HEADS = (
    "purpose", "opening", "closing", "do", "never", "ask", "probes", "anchors", "cues", "notes", "rating",
    "no_evidence", "interviewer", "date", "number", "topics",
)  # fmt: skip


def _topic(item: Item) -> dict[str, Any]:
    kinds = bank().kinds
    return {
        "code": item.code,
        "name": item.text,
        "definition": item.definition,
        "questions": [
            {"text": text, "kind": phrase(f"guides.kind.{kinds[text]}") if text in kinds else ""}
            for text in item.questions
        ],
        "probes": list(item.probes),
        "anchors": [{"points": one.points, "behaviour": one.behaviour} for one in item.anchors],
        "cues": list(item.cues),
        "points": [str(point) for point in anchored.points(item)],
    }
