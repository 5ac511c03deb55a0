"""Words of references, of the people who give them, of what may be odd about them, and of background checks."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "references.no_rules": _("It is not said yet which references this opening asks for."),
    "references.already_asked": _(
        "This candidate was asked for references before. Asking again would show what a single referee added."
    ),
    "references.closed": _("These references are closed; what they said stands."),
    "references.state.naming": _("waits for names"),
    "references.state.answering": _("being answered"),
    "references.state.closed": _("closed"),
    "references.found": _("References in: %(n)s of %(asked)s. They are shown together, never one by one."),
    "references.refused": _(
        "Not enough to show without risk to anyone. References in: %(n)s of %(asked)s. "
        "What is missing is missing and says nothing against the candidate."
    ),
    "report.references": _("References"),
    "table.references.criteria": _("What they say together"),
    "table.references.relations": _("How kindly each relation speaks of other candidates"),
    "table.references.sentences": _("In their own words, in no order"),
    "column.relation": _("Relation"),
    "column.leniency": _("Points above the others"),
    "column.leniency_se": _("Standard error"),
    "column.references": _("References"),
    "column.said": _("Said"),
    "code.relation.manager": _("led the candidate"),
    "code.relation.colleague": _("colleague"),
    "code.relation.report": _("was led by the candidate"),
    "code.relation.customer": _("customer"),
    "code.relation.other": _("another relation"),
    "estimate.references_all": _("All topics together, as given"),
    "estimate.references_all.meaning": _(
        "The mean of the topics shown below, 1 to 5. Referees whom candidates name are mostly kind."
    ),
    "estimate.references_fair": _("The same, leniency taken out"),
    "estimate.references_fair.meaning": _(
        "What referees of an average relation would have said: some relations speak more kindly than others of the "
        "same candidates."
    ),
    "estimate.references_place": _("Place among your candidates, out of 100"),
    "estimate.references_place.meaning": _(
        "Of 100 candidates with as many references, so many had less kind ones, once the relation is taken out."
    ),
    "unit.referees": _("references"),
    "unit.references": _("references"),
    "unit.candidates": _("candidates"),
    "unit.writers": _("writers"),
    "ANONYMITY_MIN_CELL.referees": _("Shown from %(need)s references on; here there are so far: %(n)s."),
    "ANONYMITY_MIN_CELL.lowest": _("So low that an exact mean would tell what each of them said: this or lower."),
    "NORM_TOO_SMALL.references": _(
        "Too few references of other candidates to say how far such answers lie apart; so there is no range."
    ),
    "N_TOO_SMALL.candidates": _(
        "A comparison needs references of %(need)s candidates; so far there are those of: %(n)s."
    ),
    "GROUPS_TOO_SMALL.references": _(
        "Too few references of one of these relations to know how kindly it speaks: %(n)s of %(need)s."
    ),
    # ── signs ──
    "references.tier.none": _("Nothing to look at"),
    "references.tier.look": _("Have a look"),
    "references.tier.ask": _("Ask"),
    "references.sign.free_mail": _("A referee uses a mailbox that anybody can open under any name."),
    "references.sign.candidates_company": _("A referee writes from the same company as the candidate."),
    "references.sign.other_relation": _("A referee describes the relation in another way than the candidate."),
    "references.sign.other_length": _("A referee names another time together than the candidate."),
    "references.sign.together": _("Two references were handed in within two minutes."),
    "references.sign.quick": _("A reference was answered faster than its questions can be read."),
    "references.sign.referees_network": _("Two references came from the same network."),
    "references.sign.candidates_network": _(
        "A reference came from the network from which the candidate named the referees."
    ),
    "references.sign.candidates_browser": _("A referee's link was opened in the browser the candidate had used."),
    "references.sign.referees_browser": _("Two referees' links were opened in the same browser."),
    "references.sign.same_words": _("Two references use the same words."),
    "references.innocent.free_mail": _("Many have left that company and write privately."),
    "references.innocent.candidates_company": _("Colleagues of today are good referees."),
    "references.innocent.other_relation": _("Teams change, and so do titles."),
    "references.innocent.other_length": _("Memory rounds."),
    "references.innocent.together": _("They may have got the reminder at the same moment."),
    "references.innocent.quick": _("They may have known at once what to say."),
    "references.innocent.referees_network": _("They may work in the same office."),
    "references.innocent.candidates_network": _("They may share an office or a home network."),
    "references.innocent.candidates_browser": _("They may have looked at the link together, or share a computer."),
    "references.innocent.referees_browser": _("They may share a computer at work."),
    "references.innocent.same_words": _("They may have agreed on what to write, or had it written for them."),
    # ── background check ──
    "background.not_started": _("Not started"),
    "background.in_progress": _("In progress"),
    "background.clear": _("Clear"),
    "background.needs_review": _("Needs review"),
    "background.withdrawn": _("Withdrawn"),
    "background.conditional_offer": _("Conditional offer made"),
    "background.pre_adverse_notice": _("Notice before a decision against them sent"),
    "background.copy_given": _("Copy of the findings and of their rights given"),
    "background.response_received": _("Their answer received"),
    "background.final_notice": _("Final notice sent"),
    "references.too_early_to_check": _(
        "A background check comes after a conditional offer: move the candidate to the decision and record the offer."
    ),
    "references.step_missing": _("First comes: %(step)s."),
    "references.not_a_day": _("This day has not come yet."),
}
