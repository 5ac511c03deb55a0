"""Words of panels, seats and the seal."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "interviews.too_few_raters": _("Each topic needs two raters or more. Too few rate: %(topics)s."),
    "interviews.too_many_topics": _("Nobody can rate more than %(most)s topics in one interview."),
    "interviews.other_guide": _(
        "The other candidates of this opening are asked by another guide; everybody gets the same questions."
    ),
    "interviews.seat_taken": _("The same person sits in this panel twice."),
    "interviews.seat_locked": _("This seat is locked; its ratings stand."),
    "interviews.seat_closed": _("The chair closed this seat as “did not rate”."),
    "interviews.still_sealed": _(
        "The ratings are sealed until every seat is locked or closed. %(locked)s of %(seats)s are locked."
    ),
    "interviews.rated_again": _("This topic has a second rating already, or no first one of yours."),
    "interviews.no_time": _("time not set"),
    "interviews.closed.absent": _("Was not there"),
    "interviews.closed.knows_candidate": _("Knows the candidate too well to rate"),
    "interviews.closed.withdrew": _("Candidate withdrew"),
    "interviews.closed.cancelled": _("Interview did not take place"),
    "interviews.closed.other": _("Something else"),
    "interviews.second.new_evidence": _("New evidence came up in the talk"),
    "interviews.second.misread_anchor": _("I had misread an anchor"),
    "interviews.second.other": _("Something else"),
    "interviews.mail_subject": _("Your scorecard for %(candidate)s"),
    "interviews.mail_body": _(
        "Hello %(name)s,\n\nyou interview %(candidate)s for %(opening)s (%(when)s). Guide and scorecard are here:\n\n"
        "%(link)s\n\nThe link opens your own seat only and works for 72 hours. Rate each topic right after the "
        "interview, then lock your scorecard. Nobody sees any rating but their own until every seat is locked.\n\n"
        "Please do not pass this mail on.\n"
    ),
}
