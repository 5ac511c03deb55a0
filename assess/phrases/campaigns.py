"""Words of campaigns."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "campaigns.too_few_people": _(
        "%(people)s people would be asked; an anonymous survey needs %(need)s. Among fewer, answers give their writer "
        "away whatever we do. Talk to them in confidence instead, best through somebody from outside."
    ),
    "campaigns.too_few_in_house": _(
        "%(people)s people would be asked; a survey run by the company itself needs %(need)s. Among fewer, whoever "
        "knows them would know who said what. Let somebody from outside ask them in confidence."
    ),
    "campaigns.too_few_to_show": _(
        "%(people)s people would be asked, and a number needs %(need)s answers behind it: nothing could ever be shown."
    ),
    "campaigns.other_promise": _("This survey keeps another promise; what was tried belongs to the other kind."),
    "campaigns.kind.performers": _("What people do: performers"),
    "campaigns.kind.conditions": _("What surrounds them: conditions"),
    "campaigns.kind.openness": _("How openly things are shared"),
    "campaigns.kind.pulse": _("A short pulse"),
    "campaigns.kind.plan": _("A pulse on personal plans"),
    "campaigns.kind.question": _("One standing question"),
    "campaigns.kind.other": _("Something else"),
    "campaigns.promised.anonymous": _("Anonymous"),
    "campaigns.promised.confidential": _("Confidential"),
    "campaigns.promise.anonymous": _(
        "Nobody can link your answers to you, not even us. What you tick stays in this browser tab until you send it; "
        "then it is stored without name, address or time. It cannot be changed or taken back afterwards: we could not "
        "find it."
    ),
    "campaigns.promise.confidential": _(
        "This survey is not anonymous. The study can link your answers to you; nobody in the company is shown them, "
        "only results of groups large enough. What you tick is kept at once, so that you can pause and go on by the "
        "same link on another device. You can change it until you send it."
    ),
    "campaigns.said.anonymous": _("Nobody can link answers to a person, not even us."),
    "campaigns.said.confidential": _("Only the study can link answers to a person; what is shown are groups."),
    "campaigns.again.anonymous": _(
        "Ignore this mail if you have answered: we do not know who has, so it goes to everyone."
    ),
    "campaigns.again.confidential": _(
        "Your answers have not been sent yet, so here is your way in again. A program found that out; nobody is told."
    ),
    "campaigns.again.outside": _(
        "Your answers have not been sent yet, so here is your way in again. The study team from outside can see that; "
        "nobody in your company is told."
    ),
    "campaigns.reminding.anonymous": _(
        "A reminder goes to everyone: who has answered is known to nobody. Whoever has simply ignores it."
    ),
    "campaigns.reminding.confidential": _(
        "A reminder goes to those who have not sent their answers. Who they are is shown to nobody, you included."
    ),
    "campaigns.reminding.outside": _(
        "A reminder goes to those who have not sent their answers. You see who they are; nobody in the company does."
    ),
    "campaigns.remind.anonymous": _("Remind everyone"),
    "campaigns.remind.confidential": _("Remind those who have not answered"),
    "campaigns.reminded.anonymous": _("Everyone is reminded, whoever has answered: we do not know who has not."),
    "campaigns.reminded.confidential": _("Whoever has not sent their answers is reminded within a few minutes."),
    "campaigns.mailed.anonymous": _("each to everyone"),
    "campaigns.mailed.confidential": _("each to those who had not answered"),
    "campaigns.other_state": _("This survey is in another state by now. Reload the page to see where it stands."),
    "campaigns.nothing_answered": _("Nothing is answered yet. Answer at least one question, then send."),
    "campaigns.over": _("“%(title)s” is closed and takes no more answers. Thank you for looking in."),
    "campaigns.answered": _("You have answered “%(title)s” already. Thank you; there is nothing more to do."),
    "campaigns.too_few_new": _(
        "Fewer than %(least)s answers have come in since the last release. Numbers move again when there are more."
    ),
    "campaigns.too_few_answers": _("%(least)s answers are needed before anything can be shown."),
    "campaigns.not_shown": _(
        "Nothing is shown of such a group. Results are shown of groups in which enough people have answered, where no "
        "other number would then tell what a few people said."
    ),
    "campaigns.who.leads": _("Whoever runs this survey"),
    "campaigns.sees.leads": _("who was asked, how many have answered, and results of groups large enough"),
    "campaigns.who.readers": _("Leaders, HR, analysts, enablement, organisation development"),
    "campaigns.sees.readers": _("results of groups large enough, once released"),
    "campaigns.who.admins": _("Those who run the server"),
    "campaigns.sees.admins": _("stored answers without name, address or time; nothing there says whose they are"),
    "campaigns.who.outside": _("Your manager and colleagues"),
    "campaigns.sees.outside": _("nothing of yours; not even whether you answered"),
    "campaigns.who.leads_outside": _("The study team from outside"),
    "campaigns.sees.leads_outside": _("who was asked, how many have answered, and results of groups large enough"),
    "campaigns.who.company": _("Whoever works in your company, HR and its study lead included"),
    "campaigns.sees.company": _("neither who is asked nor who has answered nor what anybody said"),
    "campaigns.who.study": _("The study's own calculations"),
    "campaigns.sees.study": _(
        "your answers beside your results, to find what goes together; they come out as results of many people only"
    ),
    "campaigns.who.study_outside": _("The study team from outside"),
    "campaigns.sees.study_outside": _("who was asked, who has answered, and what each person said"),
    "campaigns.who.keepers": _("Those who run the server"),
    "campaigns.sees.keepers": _("could look up stored answers; they have no page for it and may not"),
    "campaigns.who.colleagues": _("Your manager and colleagues"),
    "campaigns.sees.colleagues": _("nothing of yours; not even whether you answered"),
    "campaigns.carried.location": _("your region or site"),
    "campaigns.carried.team": _("your team"),
    "campaigns.carried.segment": _("your segment"),
    "campaigns.carried.job": _("your job"),
    "campaigns.carried.standing": _("whether your results were among the top, the middle or others at the start"),
    "campaigns.standing.top": _("Top by results"),
    "campaigns.standing.middle": _("Middle by results"),
    "campaigns.standing.others": _("Others by results"),
    "campaigns.cut.standing": _("Standing by results: top, middle, others"),
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
    "campaign_waves.first": _("One wave is released; a second one shows what moved."),
    "campaign_waves.refused": _("%(waves)s waves are released; for everyone together no change can be shown."),
    "campaign_waves.steady": _(
        "%(waves)s waves are released; on none of the %(compared)s scales did everyone together move beyond chance."
    ),
    "campaign_waves.moved": _(
        "%(waves)s waves are released; everyone together moved beyond chance on %(n)s of %(compared)s scales."
    ),
    "report.campaign_waves": _("A survey from wave to wave"),
    "table.campaign_waves.trend": _("The newest wave against the one before"),
    "table.campaign_waves.waves": _("Wave by wave"),
    "column.wave": _("Wave"),
    "column.waves": _("Waves"),
    "column.wave_change": _("Change since then"),
    "report.campaign": _("Survey results"),
    "table.campaign.groups": _("Groups and answers"),
    "table.campaign.scales": _("Scales by group"),
    "table.campaign.items": _("Questions by group"),
    "table.campaign.shares": _("How answers spread, everyone together"),
    "table.campaign.pooled": _("Small groups over several waves"),
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
