"""Words of the planner: what so many people can show."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.power": _("What can be shown"),
    "power.correlation.enough": _(
        "With %(n)s people a true correlation of %(effect)s is found %(power)s times in 100; the smallest you can "
        "rely on finding is %(least)s."
    ),
    "power.correlation.short": _(
        "With %(n)s people you can only detect a correlation of %(least)s or more (80 times in 100). For %(effect)s "
        "it takes %(need)s."
    ),
    "power.correlation.nothing": _("%(n)s people are too few to detect any correlation."),
    "power.groups.enough": _(
        "With %(n)s people a difference of %(effect)s standard deviations is found %(power)s times in 100; the "
        "smallest you can rely on finding is %(least)s."
    ),
    "power.groups.short": _(
        "With %(n)s people you can only detect a difference of %(least)s standard deviations or more (80 times in "
        "100). For %(effect)s it takes %(need)s."
    ),
    "power.groups.nothing": _("%(n)s people are too few to detect any difference."),
    "power.teams.enough": _(
        "With %(n)s teams an effect of %(effect)s standard deviations is found %(power)s times in 100; the smallest "
        "you can rely on finding is %(least)s."
    ),
    "power.teams.short": _(
        "With %(n)s teams you can only detect an effect of %(least)s standard deviations or more (80 times in 100). "
        "For %(effect)s it takes %(need)s teams."
    ),
    "power.teams.nothing": _("%(n)s teams are too few to detect any effect."),
    "power.proportions.enough": _(
        "With %(n)s people a rate that lies %(effect)s lower is found %(power)s times in 100; the smallest gap you "
        "can rely on finding is %(least)s."
    ),
    "power.proportions.short": _(
        "With %(n)s people you can only detect a gap between rates of %(least)s or more (80 times in 100). For "
        "%(effect)s it takes %(need)s people."
    ),
    "power.proportions.nothing": _(
        "With %(n)s people no gap between rates is found 80 times in 100, whatever its size."
    ),
    "power.gate.enough": _(
        "With %(n)s people a profile whose true validity is %(effect)s passes its gate %(power)s times in 100."
    ),
    "power.gate.short": _(
        "With %(n)s people a profile passes its gate 80 times in 100 only from a true validity of %(least)s. For "
        "%(effect)s it takes %(need)s people."
    ),
    "power.gate.nothing": _("With fewer than 60 people who have results no profile passes its gate; there are %(n)s."),
    "power.tiers.named": _(
        "%(people)s people over %(periods)s periods: expect to name about %(confident)s for the %(places)s top places "
        "with confidence, and to leave open %(unclear)s. A score's reliability would be %(reliability)s."
    ),
    "power.tiers.refused": _(
        "%(people)s people over %(periods)s periods are too few for tiers; a score's reliability would be "
        "%(reliability)s."
    ),
    "power.question.correlation": _("Does a score go with results?"),
    "power.question.groups": _("Do the top differ from the others?"),
    "power.question.teams": _("Does something about teams go with results?"),
    "power.question.proportions": _("Do two groups get through at different rates?"),
    "power.question.gate": _("Will a profile pass its gate?"),
    "power.question.tiers": _("Whom will tiers be able to name?"),
    "power.way.pool": _(
        "Pool: put together what is alike – several regions, several years of hires – until there are %(need)s "
        "(%(more)s more, about %(times)s times as many)."
    ),
    "power.way.pool_never": _("Pooling does not help: no number of cases finds an effect this small."),
    "power.way.longer": _(
        "Wait: %(periods)s periods of results instead make them reliable to %(reliability)s, and that is enough."
    ),
    "power.way.longer_not_enough": _(
        "Waiting alone does not do it: with %(periods)s periods the chance is %(chance)s in 100."
    ),
    "power.way.fewer": _("Ask less: with %(hypotheses)s hypotheses instead, this many are enough."),
    "power.way.fewer_not_enough": _(
        "Asking less alone does not do it: for a single hypothesis the chance is %(chance)s in 100."
    ),
    "power.way.qualitative": _(
        "Ask people instead of counting: interviews with six or more replicable top performers and some in the middle "
        "tell how they work; they prove nothing about how often it helps."
    ),
    "table.power.needed": _("What it takes"),
    "table.power.curve": _("Chance to find it, by number"),
    "table.power.ways": _("What would help"),
    "table.power.standing": _("What more or fewer periods give"),
    "figure.power": _("Chance to find an effect, by number of cases"),
    "figure.power.note": _("One line an effect: the one you named, half as large, and half as large again."),
    "figure.standing": _("Reliability of a person's score, by periods"),
    "figure.standing.note": _("Below .50 tiers are refused; from .70 on they carry no caveat for it."),
    "axis.cases": _("Number of cases"),
    "axis.periods": _("Periods"),
    "estimate.chance_to_find": _("Chance to find it, if it is there"),
    "estimate.chance_to_find.meaning": _(
        "Of 100 studies like this, how many would come out significant; .80 is usual."
    ),
    "estimate.least_effect": _("Smallest effect you can rely on finding"),
    "estimate.least_effect.meaning": _("What is smaller may be there and will often be missed."),
    "estimate.planned_reliability": _("Reliability of a person's score"),
    "estimate.planned_reliability.meaning": _("Of the differences between people, this share would be lasting."),
    "estimate.named": _("People named for the top with confidence"),
    "estimate.named.meaning": _("How many would have a chance of .80 or more to belong to the top fifth."),
    "column.true_effect": _("True effect"),
    "column.n_80": _("Needed, found 80 times in 100"),
    "column.n_90": _("Needed, found 90 times in 100"),
    "column.cases": _("Cases"),
    "column.power": _("Chance to find it"),
    "column.way": _("Way"),
    "column.cases_needed": _("Cases in all"),
    "column.cases_more": _("More than now"),
    "column.times": _("Times as many"),
    "column.hypotheses": _("Hypotheses"),
    "column.enough": _("Enough by itself"),
    "column.confident": _("Named with confidence"),
    "column.unclear": _("Left open"),
    "column.places": _("Top places"),
    "code.way.pool": _("pool"),
    "code.way.pool_never": _("pooling"),
    "code.way.longer": _("wait"),
    "code.way.longer_not_enough": _("waiting"),
    "code.way.fewer": _("ask less"),
    "code.way.fewer_not_enough": _("asking less"),
    "code.way.qualitative": _("ask people"),
    "code.enough.yes": _("yes"),
    "code.enough.no": _("no"),
}
