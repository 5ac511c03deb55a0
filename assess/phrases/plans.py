"""Words of plans."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "plans.state.choosing": _("each ranks alone"),
    "plans.state.proposed": _("proposed, not signed by both"),
    "plans.state.agreed": _("agreed"),
    "plans.state.ended": _("ended"),
    "plans.place.ahead": _("ahead of the line"),
    "plans.place.on_track": _("on track"),
    "plans.place.behind": _("behind the line"),
    "plans.ask.correct": _(
        "Twice in a row behind. Change the method, the support, the goal or the skill, and both sign the change."
    ),
    "plans.ask.review": _("Four times in a row behind. Ask a coach to look at it with you."),
    "plans.ask.next": _("Reached twice in a row. Time to ask the question anew."),
    "plans.signal.beyond_limits": _("beyond the limits"),
    "plans.signal.run": _("eight in a row on one side"),
    "plans.signal.two_of_three": _("two of three near the limit"),
    "plans.change.risen": _("risen by more than its error"),
    "plans.change.fallen": _("fallen by more than its error"),
    "plans.change.could_be_noise": _("could be noise"),
    "plans.nothing_supported": _(
        "The data support no skill of this job yet. Talk about conditions: tools, territory, support."
    ),
    "plans.nobody_leads": _(
        "A plan takes two, and whoever leads the team of %(name)s cannot sign in as a line manager. HR can change that."
    ),
    "plans.no_account": _("A plan takes two, and %(name)s cannot sign in here yet. HR can open an account."),
    "plans.in_hand": _("There is a plan in hand already. End it first."),
    "plans.chosen_already": _("A ranking is given once, so that nobody adapts theirs to the other's."),
    "plans.over": _("This plan has ended."),
    "plans.no_advice.working": _("It is being computed; look again in a minute."),
    "plans.no_advice.tiers": _("Nothing yet: nobody has computed who performs in this job."),
    "plans.no_advice.verdicts": _("Nothing yet: there are no verdicts on what sets the best of this job apart."),
    "plans.no_advice.not_asked": _("Nothing yet. Ask the figures."),
    "plans.choose_first": _("Both rank by themselves first."),
    "plans.goals_enough": _("Nobody works on more than %(most)s things at a time."),
    "plans.nothing_to_sign": _("Write a goal first."),
    "plans.changed": _("The plan was changed after you opened this page. Read it again, then sign."),
    "plans.not_agreed": _("Only what both have signed is followed up."),
    "plans.looked_already": _("There is a check-in of that day."),
}
