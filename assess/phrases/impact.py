"""Words of the check of adverse impact."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.impact": _("Adverse impact"),
    "impact.indicated": _(
        "Of %(people)s applicants whose application has ended: adverse impact is indicated in %(found)s of "
        "%(compared)s comparisons. Evidence that the step is job-related, and a look at alternatives, are needed."
    ),
    "impact.too_few_to_tell": _(
        "Of %(people)s applicants whose application has ended: a gap is seen in %(found)s of %(compared)s "
        "comparisons, with too few people to tell it from chance."
    ),
    "impact.small": _(
        "Of %(people)s applicants whose application has ended: no group lies below four fifths, and in %(found)s of "
        "%(compared)s comparisons a small gap is reliable."
    ),
    "impact.none": _(
        "Of %(people)s applicants whose application has ended: no indication of adverse impact in %(compared)s "
        "comparisons. That is not proof of none."
    ),
    "impact.nobody": _(
        "The applications of %(people)s people have ended, and no two groups among them may be compared yet."
    ),
    "table.impact.rates": _("Selection rates by step and group"),
    "table.impact.known": _("Who said what they are"),
    "table.impact.pooled": _("All openings together, each compared within itself"),
    "figure.ratios": _("Impact ratios"),
    "figure.ratios.note": _(
        "A dot is a group's rate divided by the highest rate, a line the range it may lie in (95 of 100 times). The "
        "shaded zone ends at four fifths; the solid line is where rates are equal."
    ),
    "estimate.lowest_overall": _("Lowest impact ratio of the whole process"),
    "estimate.lowest_overall.meaning": _("The selection rate of that group divided by that of the highest group."),
    "estimate.lowest_step": _("Lowest impact ratio of a single step"),
    "estimate.lowest_step.meaning": _("Every step counts by itself: a fair end does not make up for it."),
    "column.selected": _("Got further"),
    "column.rate": _("Rate"),
    "column.ratio": _("Impact ratio"),
    "column.shortfall": _("Shortfall"),
    "column.z_test": _("z"),
    "column.p": _("Such a gap by luck, of 100 times"),
    "column.exact_p": _("The same by the exact test (mid-p)"),
    "column.compared_people": _("In groups shown"),
    "column.undisclosed": _("Prefer not to say"),
    "column.silent": _("Said nothing"),
    "column.others": _("In groups too small to show"),
    "column.against": _("Compared with"),
    "column.strata": _("Openings"),
    "column.alike_p": _("Openings so unlike by luck, of 100 times"),
    "code.step.overall": _("Whole process"),
    "code.step.applied": _("Application"),
    "code.step.assessment": _("Assessment"),
    "code.step.interview": _("Interview"),
    "code.step.decision": _("Last decision"),
    "code.step.hired": _("Hired"),
    "impact.short.adverse_impact": _("adverse impact"),
    "impact.short.gap_too_few": _("too few to tell"),
    "impact.short.small_reliable": _("small gap"),
    "impact.short.no_indication": _("no indication"),
    "code.verdict.adverse_impact": _("adverse impact indicated: job-relatedness evidence and alternatives needed"),
    "code.verdict.gap_too_few": _("gap seen; too few to tell"),
    "code.verdict.small_reliable": _("small but reliable gap"),
    "code.verdict.no_indication": _("no indication (not proof of none)"),
    "code.verdict.highest": _("highest rate"),
    "code.verdict.counts_only": _("counts only"),
    "report.frontier": _("Validity and impact"),
    "frontier.proposed": _(
        "Of %(points)s ways to weigh the evidence, %(undominated)s are beaten by no other. Proposed: the most valid of "
        "those expected to keep four fifths, with a validity of %(validity)s and an impact ratio of %(ratio)s."
    ),
    "frontier.none": _(
        "Of %(points)s ways to weigh the evidence, %(undominated)s are beaten by no other. None is expected to keep "
        "four fifths, so nothing is proposed."
    ),
    "table.frontier.named": _("Weights worth a look"),
    "table.frontier.points": _("Weights drawn"),
    "table.frontier.predictors": _("What the plan rests on"),
    "figure.plan": _("Validity against impact"),
    "figure.plan.note": _(
        "Every dot is a way to weigh the evidence. No dot lies above and to the right of the line; in the shaded zone "
        "fewer than four fifths are expected."
    ),
    "axis.expected_ratio": _("Expected impact ratio"),
    "axis.composite_validity": _("Expected validity of the whole"),
    "column.weights_are": _("Weights"),
    "column.composite_validity": _("Validity of the whole"),
    "column.expected_ratio": _("Expected impact ratio"),
    "column.weight_fit": _("Fit"),
    "column.weight_cognitive": _("Cognitive test"),
    "column.weight_sjt": _("Situational judgement"),
    "column.weight_interview": _("Interview"),
    "column.weight_simulation": _("Simulation"),
    "column.weight_references": _("References"),
    "column.component": _("Evidence"),
    "column.validity": _("Validity"),
    "column.validity_error": _("Its standard error"),
    "column.group_difference": _("Group difference (SD)"),
    "column.difference_error": _("Its standard error"),
    "column.validity_from": _("Validity from"),
    "code.weights_are.proposal": _("proposed"),
    "code.weights_are.unit": _("all count the same"),
    "code.weights_are.without_largest": _("the same, without the largest group difference"),
    "code.weights_are.rule": _("you are here"),
    "code.weights_are.undominated": _("no other beats it"),
    "code.weights_are.dominated": _("another beats it"),
    "code.component.fit": _("Fit"),
    "code.component.cognitive": _("Cognitive test"),
    "code.component.sjt": _("Situational judgement"),
    "code.component.interview": _("Interview"),
    "code.component.simulation": _("Simulation"),
    "code.component.references": _("References"),
    "code.validity_from.literature": _("literature"),
    "code.validity_from.local": _("this company's own study"),
    "code.validity_from.assumed": _("typed in"),
    "impact.bad_plan": _("This plan cannot be computed: %(message)s"),
}
