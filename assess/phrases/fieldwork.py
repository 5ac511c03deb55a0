"""Words of the Report on how the answering of an assessment goes."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.fieldwork": _("How the answering goes"),
    "fieldwork.some": _(
        "%(submitted)s of %(invited)s invited have handed in. Pages, questions and scales below are of the newest "
        "%(looked_at)s who began."
    ),
    "fieldwork.none": _("Nobody is invited yet."),
    "table.fieldwork.stages": _("How far people came"),
    "table.fieldwork.pages": _("Where people stop"),
    "table.fieldwork.items": _("How long each question takes"),
    "table.fieldwork.scales": _("How reliable each scale is so far"),
    "figure.stages": _("How far people came"),
    "figure.stages.note": _(
        "Shares of everybody invited; the line is where the share plausibly lies for more people like them."
    ),
    "figure.items": _("How long each question takes"),
    "figure.items.note": _(
        "Median seconds; the line is where the median plausibly lies. Answers changed later are left out."
    ),
    "column.stage": _("Stage"),
    "column.page": _("Page"),
    "column.pages.reached": _("Came here"),
    "column.stopped": _("Stopped here"),
    "column.median": _("Median seconds"),
    "column.share": _("Share"),
    "column.changed": _("Changed later"),
    "code.stage.invited": _("invited"),
    "code.stage.sent": _("got a link"),
    "code.stage.begun": _("began"),
    "code.stage.submitted": _("handed in"),
    "unit.seconds": _("seconds"),
}  # fmt: skip
