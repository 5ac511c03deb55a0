"""Words of openings, candidates and stages."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "stage.applied": _("Applied"),
    "stage.assessment": _("Assessment"),
    "stage.interview": _("Interviews"),
    "stage.decision": _("Decision"),
    "stage.closed": _("Closed"),
    "opening.open": _("Open"),
    "opening.filled": _("Filled"),
    "opening.cancelled": _("Cancelled"),
    "hiring.opening_code_taken": _("There is an opening %(code)s already."),
    "hiring.candidate_code_taken": _("Another candidate, with another address, has the id %(code)s."),
    "hiring.already_applied": _("%(name)s is among the candidates of this opening already."),
    "hiring.still_rating": _(
        "You are rating this candidate. Scores and what others gave appear here once your seat is locked."
    ),
    "hiring.not_an_address": _("This is no e-mail address."),
    "hiring.code_of_another": _("Another candidate, with another address, has this id."),
}
