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
    "interviews.other_subject": _("This guide or round is for somebody else: nobody observes themselves."),
    "interviews.rule_fixed": _(
        "A panel is planned for this opening: which average counts can no longer be chosen, so that nobody chooses it "
        "by the ratings."
    ),
    "interviews.round_name_taken": _("This opening has a round called %(name)s already."),
    "interviews.round_in_use": _("Candidates are in round %(name)s; all others go through the same."),
    "interviews.over": _("This panel is complete or was cancelled."),
    "interviews.calendar": _("%(company)s: interviews"),
    "interviews.kind.interview": _("Interview"),
    "interviews.kind.simulation": _("Simulation, observed"),
    "interviews.kind.observation": _("Observation at work"),
    "interviews.rule.raw": _("Ratings as given"),
    "interviews.rule.fair": _("Fair average, each interviewer’s strictness taken out"),
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
    "interviews.appointed_subject": _("%(title)s, %(when)s"),
    "interviews.appointed_body": _(
        "Hello %(name)s,\n\nyou have a seat in %(title)s, %(when)s, %(minutes)s minutes. The appointment is attached; "
        "the link to guide and scorecard comes two days before.\n"
    ),
    "interviews.moved_subject": _("Moved: %(title)s, now %(when)s"),
    "interviews.moved_body": _(
        "Hello %(name)s,\n\n%(title)s has another time: %(when)s, %(minutes)s minutes. The appointment is attached.\n"
    ),
    "interviews.off_subject": _("Cancelled: %(title)s, %(when)s"),
    "interviews.off_body": _("Hello %(name)s,\n\n%(title)s, %(when)s, is called off. There is nothing left to rate.\n"),
    "interviews.before_subject": _("Tomorrow: your interview with %(candidate)s"),
    "interviews.before_body": _(
        "Hello %(name)s,\n\nyou interview %(candidate)s for %(opening)s, %(when)s. Guide and scorecard are here:\n\n"
        "%(link)s\n\nThe link opens your own seat only and works for 72 hours. Please do not pass this mail on.\n"
    ),
    "interviews.after_subject": _("Still fresh: your scorecard for %(candidate)s"),
    "interviews.after_body": _(
        "Hello %(name)s,\n\nyour scorecard for %(candidate)s is open. What you write down today is what you saw; "
        "tomorrow it is what you remember. It takes about a minute a topic:\n\n%(link)s\n\n"
        "The link opens your own seat only and works for 72 hours. Please do not pass this mail on.\n"
    ),
    "interviews.due_subject": _("Due: your scorecard for %(candidate)s"),
    "interviews.due_body": _(
        "Hello %(name)s,\n\nyour scorecard for %(candidate)s is due %(due)s. Nobody in the panel sees anything before "
        "it is locked. If you could not rate, tell the chair, who can close your seat:\n\n%(link)s\n\n"
        "The link opens your own seat only and works for 72 hours. Please do not pass this mail on.\n"
    ),
    "interviews.chair_subject": _("%(missing)s of %(seats)s scorecards are missing: %(candidate)s"),
    "interviews.chair_body": _(
        "Hello %(name)s,\n\nthe scorecards for %(candidate)s were due. %(locked)s of %(seats)s are locked; whose are "
        "missing stays sealed. Ask the panel, and close the seat of somebody who cannot rate:\n\n%(link)s\n"
    ),
}
