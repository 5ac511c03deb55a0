"""Words of the registry of levers: what a hypothesis may be, how it is measured, and why something cannot be done."""

from flask_babel import lazy_gettext as _

WORDS = {
    "levers.family.rep": _("people who sell"),
    "levers.family.manager": _("people who lead them"),
    "levers.tier.company": _("company"),
    "levers.tier.function": _("function or department"),
    "levers.tier.position": _("position"),
    "levers.tier.task": _("task within the position"),
    "levers.type.competency": _("competency"),
    "levers.type.knowledge": _("knowledge"),
    "levers.type.skill": _("skill"),
    "levers.type.behaviour": _("behaviour"),
    "levers.type.condition": _("condition of teams"),
    "levers.stage.any": _("any stage"),
    "levers.stage.first_engagement": _("first engagement"),
    "levers.stage.discovery": _("discovery"),
    "levers.stage.solution": _("solution"),
    "levers.stage.decision": _("decision"),
    "levers.stage.closing": _("closing"),
    "levers.stage.after_sale": _("after the sale"),
    "levers.source.discussion": _("discussion"),
    "levers.source.survey": _("survey"),
    "levers.source.interview": _("interview"),
    "levers.source.focus_group": _("focus group"),
    "levers.source.observation": _("observation"),
    "levers.source.literature": _("literature"),
    "levers.source.vendor": _("vendor"),
    "levers.source.leader_belief": _("belief of a leader"),
    "levers.source.case": _("case"),
    "levers.measure.survey": _("survey"),
    "levers.measure.kpi": _("KPI"),
    "levers.measure.observation": _("observation"),
    "levers.measure.upload": _("uploaded values"),
    "levers.doubt.no_measure": _("not measured yet: it cannot be tested"),
    "levers.doubt.only_anonymous": _("measured anonymously only: top beside middle in groups, exploratory at most"),
    "levers.doubt.shared_kpi": _("its measure is part of the result: the result would be compared with itself"),
    "levers.doubt.rater_saw_results": _("whoever rated it knew the results: provisional at most"),
    "levers.doubt.unreliable": _("reliability below .60: not testable yet"),
    "levers.doubt.reliability_unknown": _("reliability unknown"),
    "levers.holdout.too_few_people": _("fewer than 180 people have results: nothing is kept apart, and a verdict is provisional at most"),  # noqa: E501
    "levers.holdout.too_few_teams": _("fewer than three teams have results: nothing is kept apart, and a verdict is provisional at most"),  # noqa: E501
    "levers.state.draft": _("draft"),
    "levers.state.locked": _("locked"),
    "levers.locked": _(
        "This hypothesis is locked, as the data were opened. Write another one that takes its place; it will be "
        "exploratory."
    ),
    "levers.not_locked": _("This hypothesis is a draft: correct it instead."),
    "levers.not_opened": _("The data are not open yet. Opening them locks every hypothesis at once."),
    "levers.code_taken": _("Another hypothesis of this job has the code %(code)s."),
    "levers.used": _("Somebody ranked it or coded evidence to it, so it stays."),
    "levers.same_measure_as": _(
        "“%(name)s” is measured by the same thing. Two hypotheses that are one measure would share every number: "
        "make them one, or measure them apart."
    ),
    "levers.twins": _(
        "“%(name)s” and “%(other)s” are measured by the same thing. Take one of the measures away before the data "
        "are opened."
    ),
    "levers.standard_beyond": _("What counts as done lies on the scale, from %(low)s to %(high)s."),
    "levers.no_such_measure": _(
        "There is no %(reference)s. A survey is the number of a campaign, a colon and the item, such as 12:trust; a "
        "KPI is its key."
    ),
    "levers.beliefs_closed": _(
        "The data of this job are open: what somebody believed before cannot be said any more."
    ),
    "levers.already_believed": _("You have said what you believe; it is sealed as you gave it."),
    "levers.not_an_order": _(
        "Name at least one hypothesis and at most %(most)s, each once, without leaving a place empty in between."
    ),
    "levers.no_tiers": _("There are no stored tiers of this job yet; whom to listen to is read from them."),
    "levers.not_studied": _("Not among the people of the tiers this meeting is tied to: %(codes)s."),
    "levers.not_of_this_job": _("This hypothesis belongs to another job."),
    "levers.not_observed": _("Occasions are counted at observations only."),
    "levers.not_counted": _("No hypothesis of this job is measured by counting %(key)s."),
    "levers.standing.top": _("replicable top"),
    "levers.standing.outlier": _("results no practice explains"),
    "levers.standing.middle": _("middle"),
    "levers.standing.other": _("others"),
    "levers.unit.quote": _("quote"),
    "levers.unit.summary": _("summary"),
    "levers.coding.none": _("No evidence is kept yet."),
    "levers.coding.few": _("Too few units are coded by two people who do not see each other's codes."),
    "levers.coding.agreed": _("The coders agree: their codes can be relied on."),
    "levers.coding.tentative": _("The coders agree tolerably: read the grades with caution."),
    "levers.coding.recode": _("The coders do not agree: sharpen the hypotheses and code again."),
    "levers.grade.A": _("behaviour, traces, two sources or more, and a supported lever"),
    "levers.grade.B": _("behaviour with corroboration"),
    "levers.grade.C": _("behaviour, told once"),
    "levers.grade.D": _("opinion only"),
    "levers.grade.none": _("nothing coded yet"),
    "levers.already_opened": _("The data of this job are open already; what was locked stays as it was."),
    "levers.nothing_registered": _("No hypothesis is written for this job. Write some before the data are opened."),
}  # fmt: skip
