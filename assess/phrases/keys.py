"""Words of scoring keys that are corrected, and of the Report on what that would change."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "delivery.key_under_way": _("People are being scored by another new key; wait until it counts."),
    "delivery.same_key": _("This is the key that is in force: nothing would change."),
    "delivery.key_unusable": _("%(place)s: %(reason)s"),
    "delivery.key_adaptive": _(
        "The items of scale %(scale)s are chosen by a bank that is calibrated with its key; publish a new version of "
        "the instrument instead."
    ),
    "report.rekeying": _("What another key would change"),
    "rekeying.some": _(
        "%(changed)s of the newest %(people)s people would get another score on some scale; %(of)s would be scored "
        "anew."
    ),
    "rekeying.none": _("Nobody has handed in answers to this version; nobody's score changes."),
    "table.rekeying.rekeyed": _("What would change on each scale"),
    "column.scores_changed": _("Scores that change"),
    "column.mean_change": _("Mean change"),
    "column.largest": _("Largest change"),
    "column.ranks": _("Rank correlation, old and new"),
    "column.left_top": _("Leave the upper fifth"),
}
