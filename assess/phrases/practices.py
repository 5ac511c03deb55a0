"""Words of practices."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "practices.benefit.revenue": _("Revenue"),
    "practices.benefit.efficiency": _("Time and effort"),
    "practices.benefit.decision_quality": _("Better decisions"),
    "practices.barrier.open": _("open"),
    "practices.barrier.fixed": _("fixed"),
    "practices.barrier.accepted": _("accepted as it is"),
    "practices.vote.essential": _("essential"),
    "practices.vote.useful": _("useful, but not essential"),
    "practices.vote.not_necessary": _("not necessary"),
    "practices.step.identified": _("Identified"),
    "practices.step.extracted": _("Put into one sentence"),
    "practices.step.analysed": _("Evidence read"),
    "practices.step.performers": _("Validated by performers"),
    "practices.step.leaders": _("Validated by leaders"),
    "practices.step.published": _("Shared with everybody"),
    "practices.panel.performers": _("Performers"),
    "practices.panel.leaders": _("Leaders"),
    "practices.standing.both": _("Performers and leaders both call it essential."),
    "practices.standing.performers": _("Performers call it essential; too few leaders voted to tell."),
    "practices.standing.leaders": _("Leaders call it essential; too few performers voted to tell."),
    "practices.standing.disputed": _("Performers and leaders disagree. That is a matter to talk about, not to drop."),
    "practices.standing.neither": _("Neither panel calls it essential more often than a coin would."),
    "practices.standing.too_few": _("Too few voted for a test; what counts is that everybody agrees."),
    "practices.not_supported": _("A practice begins with a lever that the data support and nothing speaks against."),
    "practices.why_not.unjudged": _("The data of this job have not been held against it yet."),
    "practices.why_not.condition": _(
        "It is a condition of teams, for whoever leads them to change. A practice is what single people do."
    ),
    "practices.why_not.hard_to_copy": _("It goes with results, but others may not be able to follow."),
    "practices.not_ready": _("A step before this one has not been taken."),
    "practices.settled": _("The panels have been asked; what they judge stays as it is."),
    "practices.own_work": _("Somebody else has to say whether everybody may do this."),
    "practices.too_few_judges": _("Only %(people)s people could be asked on one panel; %(need)s are needed at least."),
    "practices.too_few_votes": _("Each panel needs %(need)s votes at least before anything is counted."),
    "practices.already_voted": _("You have voted. What you said is not kept with your name, so it cannot be changed."),
    "practices.not_validated": _("Only what performers and leaders both call essential is shared."),
}
