"""Words of uploads, KPIs and tiers."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "upload.kind.people": _("People and teams"),
    "upload.kind.metrics": _("Measures: name, direction, weight"),
    "upload.kind.kpis": _("Results, one row for each person, measure and period"),
    "upload.kind.kpis_wide": _("Results, one row for each person and period"),
    "upload.kind.territories": _("Territories"),
    "upload.kind.assignments": _("Who held which territory"),
    "upload.state.open": _("waiting for you"),
    "upload.state.imported": _("imported"),
    "upload.state.discarded": _("thrown away"),
    "upload.over": _("This upload was imported or thrown away already."),
    "upload.has_complaints": _("%(n)s rows have to be corrected first; nothing was imported."),
    "upload.replaces": _("%(n)s kept rows would change. Tick the box to say that they may; nothing was imported yet."),
    "uploads.no_measure": _("No column was chosen as a measure. Upload the measures first, or choose their columns."),
    "uploads.ends_before_start": _("This ends before it starts (%(start)s)."),
    "uploads.periods_overlap": _("For %(job)s, %(one)s and %(two)s overlap. Use periods of one length."),
    "decimal.": _("I do not know: only read numbers that are certain"),
    "decimal..": _("Point, as in 1,234.5"),
    "decimal.,": _("Comma, as in 1.234,5"),
    "kpi.weight_wrong": _("Write a weight of zero or more."),
    "kpi.target_missing": _("This measure has no target value; upload one first."),
    "kpi.no_weight": _("At least one measure needs a weight above zero."),
    "tiers.unusable": _("These results cannot be rated yet: %(why)s."),
    "part.shrunk": _("Chance allowed for"),
    "kpi.kind.result": _("Result"),
    "kpi.kind.activity": _("Activity"),
    "kpi.kind.quality": _("Quality"),
    "kpi.kind.ethics": _("Ethics"),
    "tier.moved.up": _("Moved up: results above what the territory gives anyone"),
    "tier.moved.down": _("Moved down: part of the lead would have come to anyone there"),
    "tier.moved.little": _("Little changed"),
}
