"""Words of what promises a person most, and of practices nobody on top goes without."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.payoff": _("Which skill promises most"),
    "report.payoff_team": _("The same advice for everyone?"),
    "report.necessity": _("Practices nobody on top goes without"),
    # one person
    "payoff.best_bet": _("One skill is the best bet, %(of_100)s times in 100."),
    "payoff.about_equal": _("No single skill is clearly the best of these %(skills)s; choose together."),
    "payoff.nothing_stands_out": _("No skill stands out; talk about conditions: tools, territory, support."),
    "payoff.not_known": _("No skill that may be worked on has been measured yet."),
    "estimate.best_gain": _("Gain of the most promising skill"),
    "estimate.best_gain.meaning": _("SD of results, if what goes with results holds when somebody changes."),
    "table.payoff.skills": _("Skills, most promising first"),
    "table.payoff.conditions": _("Conditions the manager can change"),
    "column.skills.gain": _("Promise, SD of results"),
    "column.conditions.gain": _("Promise, SD of results"),
    "column.skills.best": _("Best of all, of 100"),
    "column.conditions.best": _("Best of all, of 100"),
    "column.skills.level": _("Where you stand, SD"),
    "column.conditions.level": _("Where it stands, SD"),
    "column.skills.target": _("Where the replicable top stands, SD"),
    "column.conditions.target": _("Where the replicable top stands, SD"),
    "column.talk": _("Own and manager's view differ"),
    "code.talk.yes": _("yes: talk about it"),
    "code.talk.no": _("no"),
    "figure.skills": _("What each skill promises"),
    "figure.skills.note": _("SD of results with the range that holds 80 times in 100."),
    # a job
    "payoff_team.generic": _("In %(teams)s teams most people would get the same advice; look at each of them again."),
    "payoff_team.varied": _("No team would get the same advice for most of its people."),
    "table.payoff_team.generic": _("Teams with one advice for most"),
    "column.generic.team": _("Team"),
    "column.generic.people": _("People with this advice"),
    "column.generic.of": _("Of"),
    # necessity
    "necessity.found": _("%(found)s of %(levers)s practices are ones that nobody on top goes without."),
    "necessity.none": _("Of %(levers)s practices there is none that everybody on top has beyond chance."),
    "table.necessity.necessity": _("Does anybody reach high results without it?"),
    "column.empty_share": _("Empty corner, share"),
    "column.necessity.p": _("p"),
    "column.necessity.q": _("q"),
    "column.least_on_top": _("Least anybody on top has"),
    "column.necessary": _("Nobody on top without"),
    "code.necessary.yes": _("yes"),
    "code.necessary.no": _("no"),
}
