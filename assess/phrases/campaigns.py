"""Words of campaigns."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "campaigns.too_few_people": _(
        "%(people)s people would be asked; an anonymous survey needs %(need)s. Among fewer, answers give their writer "
        "away whatever we do. Talk to them in confidence instead, best through somebody from outside."
    ),
    "campaigns.confidential": _(
        "Confidential surveys, where a small named team may see who said what, are not offered; only anonymous ones."
    ),
    "campaigns.other_state": _("This survey is in another state by now. Reload the page to see where it stands."),
    "campaigns.nothing_answered": _("Nothing is answered yet. Answer at least one question, then send."),
    "campaigns.over": _("“%(title)s” is closed and takes no more answers. Thank you for looking in."),
    "campaigns.answered": _("You have answered “%(title)s” already. Thank you; there is nothing more to do."),
    "campaigns.too_few_new": _(
        "Fewer than %(least)s answers have come in since the last release. Numbers move again when there are more."
    ),
    "campaigns.too_few_answers": _("%(least)s answers are needed before anything can be shown."),
    "campaigns.who.leads": _("Whoever runs this survey"),
    "campaigns.sees.leads": _("who was asked, how many have answered, and results of groups large enough"),
    "campaigns.who.readers": _("Leaders, HR, analysts, enablement"),
    "campaigns.sees.readers": _("results of groups large enough, once released"),
    "campaigns.who.admins": _("Those who run the server"),
    "campaigns.sees.admins": _("stored answers without name, address or time; nothing there says whose they are"),
    "campaigns.who.outside": _("Your manager and colleagues"),
    "campaigns.sees.outside": _("nothing of yours; not even whether you answered"),
    "campaigns.state.draft": _("draft"),
    "campaigns.state.open": _("open"),
    "campaigns.state.closed": _("closed"),
    "campaigns.cut.location": _("Region or site"),
    "campaigns.cut.team": _("Team"),
    "campaigns.cut.segment": _("Segment"),
    "campaigns.cut.job": _("Job"),
    "campaign.refused": _("Too few of the %(invited)s people asked have answered for anything to be shown."),
    "campaign.answered": _("%(answers)s of %(invited)s people answered."),
    "campaign.alike": _(
        "%(answers)s of %(invited)s people answered. "
        "On none of the %(compared)s scales do the main groups differ beyond chance."
    ),
    "campaign.differ": _(
        "%(answers)s of %(invited)s people answered. "
        "The main groups differ beyond chance on %(n)s of %(compared)s scales."
    ),
    "report.campaign": _("Survey results"),
    "table.campaign.groups": _("Groups and answers"),
    "table.campaign.scales": _("Scales by group"),
    "table.campaign.items": _("Questions by group"),
    "table.campaign.shares": _("How answers spread, everyone together"),
    "table.campaign.differences": _("Do the main groups differ?"),
    "figure.campaign": _("Group means with the range they may lie in"),
    "figure.campaign.note": _(
        "A dot is the mean of those who answered, a line the range for all who were asked. Withheld groups have none."
    ),
    "column.measure": _("Measure"),
    "column.group": _("Group"),
    "column.within": _("Part of"),
    "column.invited": _("Asked"),
    "column.answers": _("Answers"),
    "column.response": _("Answered, of 100"),
    "column.n": _("n"),
    "column.group_mean": _("Mean"),
    "column.answer": _("Answer"),
    "column.percent": _("Percent"),
    "column.least_point": _("Least possible"),
    "column.most_point": _("Most possible"),
    "column.difference": _("Groups"),
    "column.chance_none": _("p, corrected"),
    "code.difference.differ": _("differ beyond chance"),
    "code.difference.within_chance": _("within chance"),
    "code.difference.not_compared": _("not compared"),
}
