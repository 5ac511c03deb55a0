"""Words of the comparison of candidates and of decisions."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "decisions.no_reason": _("A decision names at least one reason that has to do with the job."),
    "decisions.no_note": _("Please say in words which other reason that has to do with the job."),
    "decisions.decision.advance": _("Go on to the next step"),
    "decisions.decision.hold": _("Wait"),
    "decisions.decision.decline": _("Decline"),
    "decisions.decision.hire": _("Hire"),
    "decisions.reason.interview_evidence": _("Evidence from interviews"),
    "decisions.reason.assessment_evidence": _("Evidence from assessments"),
    "decisions.reason.work_sample": _("A work sample or role play"),
    "decisions.reason.required_experience": _("Experience the job requires"),
    "decisions.reason.required_licence": _("A licence or degree the job requires"),
    "decisions.reason.required_language": _("A language the job requires"),
    "decisions.reason.references": _("References about work"),
    "decisions.reason.conditions": _("Place, hours or pay could not be agreed"),
    "decisions.reason.withdrew": _("The candidate withdrew"),
    "decisions.reason.place_filled": _("The place is filled"),
    "decisions.reason.other_job_related": _("Another reason that has to do with the job"),
    "decisions.apart": _(
        "%(first)s has a higher fit than %(second)s: this score would put %(first)s ahead in %(chance)s of 100 such "
        "pairs. On the job it says less."
    ),
    "decisions.same": _(
        "%(first)s and %(second)s cannot be told apart with enough confidence: this score would put %(first)s ahead in "
        "%(chance)s of 100 such pairs. On the job it says less."
    ),
    "decisions.no_pair": _("One of %(first)s and %(second)s has no fit, so this score says nothing about the pair."),
    "decisions.no_deviation": _(
        "This is not what the composite says. Please write why: it is kept and later compared with how it went."
    ),
    "decisions.decided_meanwhile": _(
        "Somebody decided about this candidate while you were reading. Look at the record below, then decide again if "
        "you still would."
    ),
    "decisions.own_decision": _("This is your own decision. A later decision corrects it."),
    "decisions.rule_changed": _(
        "Somebody set another version of the rule while you were reading. What you see now is by the new one."
    ),
    "decisions.group_data_seen": _(
        "Results by group of those who applied have been looked at. Weights are no longer chosen for this opening."
    ),
    "decisions.no_cause": _("Please say why it is this rule, and why it changes."),
    "decisions.no_cut_source": _("Please say how the cuts were set: by which judges or from which results."),
    "decisions.wrong_rule": _("The rule cannot be applied."),
    "decisions.rule.none": _("At least one kind of evidence needs a weight."),
    "decisions.rule.negative": _("%(component)s has a weight below zero. A higher score never counts against anybody."),
    "decisions.rule.number": _("%(component)s has a weight or cut that is no number."),
    "decisions.rule.component": _("%(component)s is no kind of evidence."),
    "decisions.rule.no_hurdle": _("A rule with hurdles names at least one cut."),
    "decisions.rule.model": _("Please choose how the evidence is combined."),
    "decisions.model.compensatory": _("Together: strong evidence makes up for weak"),
    "decisions.model.hurdles": _("With hurdles: who is below a cut is looked at again by a person"),
    "decisions.origin.unit": _("unit weights"),
    "decisions.origin.literature": _("weights by literature"),
    "decisions.origin.local": _("weights from results here"),
    "decisions.origin.own": _("weights set by hand"),
    "decisions.origin.frontier": _("a point of the frontier"),
    "decisions.deviation.above": _("Goes on although the composite puts others first"),
    "decisions.deviation.below": _("Does not go on although the composite puts others last"),
    "decisions.look.hurdle": _("below the cut for %(name)s by more than its standard error"),
    "decisions.look.minimum": _("rated below the least on a critical topic: %(name)s"),
    "decisions.sort.band": _("Band of fit"),
    "decisions.sort.composite": _("Band of the composite"),
    "decisions.sort.name": _("Name"),
    "decisions.sort.stage": _("Stage"),
    "decisions.missing.composite": _("Composite"),
    "component.fit": _("Fit"),
    "component.cognitive": _("Cognitive test"),
    "component.sjt": _("Situational judgement"),
    "component.interview": _("Interview"),
    "component.simulation": _("Simulation, observed"),
    "component.references": _("References"),
    "composite.bands": _(
        "%(known)s of %(people)s candidates have a composite. Number of bands: %(bands)s; inside a band it cannot tell "
        "people apart."
    ),
    "composite.none": _("Nobody of %(people)s has enough of the evidence for a composite yet."),
    "report.fit_pool": _("Fit with the profile, everybody together"),
    "report.composite": _("Evidence put together"),
    "estimate.composite_validity": _("What this composite is expected to predict"),
    "table.composite.people": _("Candidates"),
    "table.composite.parts": _("Parts of each composite"),
    "table.composite.components": _("What goes in"),
    "table.composite.rule": _("Cuts"),
}
