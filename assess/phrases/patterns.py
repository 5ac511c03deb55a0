"""Words of the Reports on outliers and patterns among performers."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.outliers": _("Outliers and replicable top"),
    "outliers.found": _(
        "Results of %(outlier)s people are not explained by the practices we measured; %(replicable)s others in the "
        "top are the ones to learn from."
    ),
    "outliers.none": _(
        "Nobody's results are beyond what the practices we measured explain; the %(replicable)s people of the "
        "reference group are the ones to learn from."
    ),
    "outliers.refused": _("%(people)s people have results, but these do not allow a split of the top."),
    "estimate.outlier_share": _("Share of people whose results are not explained"),
    "estimate.outlier_share.meaning": _(
        "Their practices are not trained on others before somebody shows that they transfer."
    ),
    "table.outliers.people": _("People and groups"),
    "table.outliers.signs": _("What was looked for"),
    "table.outliers.groups": _("How many people"),
    "code.group.outlier": _("results not explained by the practices we measured"),
    "code.group.extreme": _("extreme; nothing measured tells whether it can be learned"),
    "code.group.replicable": _("replicable top"),
    "code.group.held": _("on hold: an ethics measure must be looked at"),
    "code.group.other": _("neither"),
    "column.extreme": _("Extreme"),
    "column.at_bats": _("Attempts, in standard deviations from peers"),
    "column.per_at_bat": _("Outcome per attempt: place among peers"),
    "column.efficient": _("Few attempts, much from each"),
    "column.residual": _("Beyond what practice predicts, in standard deviations"),
    "column.unexplained": _("Not explained by practice"),
    "code.extreme.yes": _("yes"),
    "code.extreme.no": _("no"),
    "code.efficient.yes": _("yes"),
    "code.efficient.no": _("no"),
    "code.unexplained.yes": _("yes"),
    "code.unexplained.no": _("no"),
    "column.sign": _("Sign"),
    "column.looked": _("Looked for"),
    "code.looked.looked": _("yes"),
    "code.looked.not_measured": _("not in the data"),
    "code.sign.beyond_fence": _("Score beyond the upper fence of an adjusted boxplot"),
    "code.sign.chance_top4": _("Chance of the top 4 in 100 of one half or more"),
    "code.sign.efficient": _("No more attempts than the middle person, more from each than 90 of 100"),
    "code.sign.unexplained": _("Score more than 1.5 standard deviations above what practices and attempts predict"),
}
