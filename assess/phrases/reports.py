"""Words every Report shares."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.tiers": _("Tiers"),
    "axis.adjusted_score": _("Adjusted score, in standard deviations from the average"),
    "figure.tiers.note": _(
        "A dot is a person, a line is the range the true score may lie in (95 of 100 times). "
        "In the shaded zone the data cannot tell who belongs to the top fifth."
    ),
    "code.status.ok": _("ok"),
    "code.status.caveat": _("with caution"),
    "code.status.refused": _("not shown"),
    "code.covariate.segment": _("Work in segment %(name)s"),
    "code.covariate.missing_value": _("%(name)s unknown"),
    "column.by_segment": _("Given by working in segment %(name)s"),
    "column.by_missing": _("Given by what is unknown (%(name)s)"),
    "estimate.circumstance_segment": _("Worth of working in segment %(name)s"),
    "estimate.circumstance_missing": _("Worth of %(name)s being unknown"),
    "estimate.reliability.meaning": _("Of the differences between people, this share is lasting; the rest is chance."),
}
