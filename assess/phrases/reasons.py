"""The plain sentence of every reason code."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "N_TOO_SMALL": _("Only %(n)s of the %(need)s %(of)s needed to rely on this."),
    "GROUPS_TOO_SMALL": _("One of the groups has only %(n)s of the %(need)s %(of)s needed."),
    "NO_VARIANCE": _("Everyone has nearly the same value, so it cannot tell people apart."),
    "UNRELIABLE_MEASURE": _("The measure is not reliable enough, or its reliability is not known."),
    "UNRELIABLE_CRITERION": _("Results jump around too much between periods to rank people."),
    "NOT_CONVERGED": _("The calculation did not settle; nothing is shown."),
    "HEYWOOD": _("The model explains a question fully, or more than fully; the solution is not trustworthy."),
    "DISCONNECTED": _("These have no people or questions in common, so they cannot be compared."),
    "EXTREME_SCORES": _("All ratings are at the top or bottom; the true level may be beyond the scale."),
    "MISSING_TOO_MUCH": _("Too many answers are missing, of some people or to some questions."),
    "NOT_MISSING_AT_RANDOM_SUSPECTED": _(
        "People with missing answers differ from the others; the result may be tilted."
    ),
    "CONFOUNDED_BY_CIRCUMSTANCE": _(
        "Territory and inherited accounts could not be taken out; they may explain part of these results."
    ),
    "REVERSE_CAUSE_PLAUSIBLE": _("High performers may be given this; it may follow success."),
    "RANGE_RESTRICTED": _("Only hired people are in the data; the link among applicants may be stronger."),
    "NOT_CROSS_VALIDATED": _("Not yet tested on people it was not built on."),
    "NOT_JOB_RELATED": _("Not linked to this job's requirements."),
    "NO_DESIGN": _("Before and after without a comparison group; other explanations are possible."),
    "CLUSTERS_TOO_FEW": _("Only %(n)s of the %(need)s %(of)s needed."),
    "PRE_TRENDS_DIFFER": _("The groups were already moving apart before."),
    "DIF_PRESENT": _("Some questions work differently for groups; have them reviewed before relying on the score."),
    "DIF_NOT_CHECKED": _("Nobody has looked yet whether its questions work the same for different groups."),
    "IMPACT_NOT_CHECKED": _("The fairness check is missing or older than 12 months."),
    "ANONYMITY_MIN_CELL": _("Too few answers to show without risk to anyone."),
    "ANONYMITY_DIFFERENCING": _("Showing this would let someone work out a small group's answers."),
    "OFF_LABEL_USE": _("This instrument is not meant for selecting people."),
    "LICENCE_FORBIDS": _("The licence does not allow this use."),
    "ONE_PERIOD": _("One period only: luck and skill cannot be told apart."),
    "ROLES_MIXED": _("Different jobs are mixed here; split them first."),
    "CRITERION_CONTAMINATED": _("The measure and the result share a source, so they agree by construction."),
    "NO_WEIGHTS": _("No weights given: all measures count the same."),
    "CARELESS_RESPONSE": _("The answers may not reflect the person; offer a retake."),
    "VERSION_MIXED": _("Different versions are not comparable."),
    "NORM_MISMATCH": _("The comparison group does not fit this person."),
    "NORM_TOO_SMALL": _("The comparison group has only %(n)s of the %(need)s people it should have."),
    "SENSITIVE_TO_WEIGHTS": _("Other reasonable weights would change who is on top."),
    "FRAGILE_ONE_CASE": _("One different decision would change this finding."),
    "STALE": _("Too old to rely on."),
    "KEYED_WRONG": _("A question runs against the rest of its scale; check its key."),
    "UNUSED_CATEGORY": _("Nobody chose one of the answers offered, so nothing is known about it."),
    "NEGATIVE_VARIANCE": _("A share of the differences came out below nothing and is counted as none."),
    "ONE_BRIDGE": _("Strictness is compared across panels through %(ratee)s alone; add another link."),
    "DESIGN_CONFOUNDED": _("Who rated, whom and on what never vary apart here, so they cannot be told apart."),
    "BAD_TABLE": _("The table could not be read: %(message)s"),
    # where what is counted changes the sentence: the code, and what it is about
    "GROUPS_TOO_SMALL.groups": _("There are no two groups to compare."),
    "GROUPS_TOO_SMALL.totals": _("No two groups have people with the same total, so nothing can be compared."),
    "NO_VARIANCE.ratings": _("Nearly all ratings are the same, so they tell nothing of anybody."),
    "NO_VARIANCE.ratees": _("The ratings do not tell the people rated apart."),
    "NO_VARIANCE.thresholds": _("All shared questions are equally hard, so the two scales cannot be tied together."),
    "NOT_CONVERGED.agreement": _(
        "The raters contradict each other too little to tell how far apart people are, and how strict each rater is."
    ),
    "NOT_CONVERGED.people": _("For some people the calculation did not settle; nothing is shown for them."),
    "NOT_CONVERGED.purification": _(
        "Which questions work alike for everyone did not settle; what is shown is the last try."
    ),
    "DISCONNECTED.raters": _("Nobody else rated the same people, so strictness cannot be compared."),
    "DISCONNECTED.link": _(
        "Some interviewers share nobody with the others, so their strictness cannot be compared. They can be compared "
        "once %(rater)s also rates %(ratee)s, or once somebody of each group has rated the same written interview."
    ),
    "EXTREME_SCORES.criteria": _("On some topic everybody got the lowest or highest points; it tells nobody apart."),
    "UNUSED_CATEGORY.ratings": _("Some points of the scale were never given; those beside them were taken together."),
    "EXTREME_SCORES.raters": _(
        "This interviewer gave only the lowest or only the highest points; only a bound is known."
    ),
    "EXTREME_SCORES.ratees": _("Only the lowest or only the highest points were given; the true level may be beyond."),
    "EXTREME_SCORES.people": _(
        "Some people answered everything at the top or bottom; their true level may be beyond the scale."
    ),
    "UNRELIABLE_MEASURE.correlations": _("How the traits go together cannot be told well from these questions."),
    "UNRELIABLE_MEASURE.level": _(
        "How high people stand on all traits at once is hardly measured; compare their traits, not people."
    ),
}

#: A few words for a table cell; the sentence is one click away.
SHORT: dict[str, LazyString] = {
    "reason.N_TOO_SMALL": _("too few"),
    "reason.GROUPS_TOO_SMALL": _("small group"),
    "reason.NO_VARIANCE": _("no differences"),
    "reason.UNRELIABLE_MEASURE": _("unreliable measure"),
    "reason.UNRELIABLE_CRITERION": _("results jump around"),
    "reason.NOT_CONVERGED": _("did not settle"),
    "reason.HEYWOOD": _("solution not trustworthy"),
    "reason.DISCONNECTED": _("not comparable"),
    "reason.EXTREME_SCORES": _("all at one end"),
    "reason.MISSING_TOO_MUCH": _("too much missing"),
    "reason.NOT_MISSING_AT_RANDOM_SUSPECTED": _("missing answers may tilt it"),
    "reason.CONFOUNDED_BY_CIRCUMSTANCE": _("circumstance not taken out"),
    "reason.REVERSE_CAUSE_PLAUSIBLE": _("may follow success"),
    "reason.RANGE_RESTRICTED": _("hired people only"),
    "reason.NOT_CROSS_VALIDATED": _("not yet tested on new people"),
    "reason.NOT_JOB_RELATED": _("not linked to the job"),
    "reason.NO_DESIGN": _("no comparison group"),
    "reason.CLUSTERS_TOO_FEW": _("few teams"),
    "reason.PRE_TRENDS_DIFFER": _("groups differed before"),
    "reason.DIF_PRESENT": _("some questions left out"),
    "reason.DIF_NOT_CHECKED": _("groups not compared"),
    "reason.IMPACT_NOT_CHECKED": _("fairness check missing"),
    "reason.ANONYMITY_MIN_CELL": _("too few answers"),
    "reason.ANONYMITY_DIFFERENCING": _("would reveal a small group"),
    "reason.OFF_LABEL_USE": _("not meant for this use"),
    "reason.LICENCE_FORBIDS": _("licence forbids it"),
    "reason.ONE_PERIOD": _("one period only"),
    "reason.ROLES_MIXED": _("jobs are mixed"),
    "reason.CRITERION_CONTAMINATED": _("shares a source with the result"),
    "reason.NO_WEIGHTS": _("no weights given"),
    "reason.CARELESS_RESPONSE": _("answers may not reflect the person"),
    "reason.VERSION_MIXED": _("versions mixed"),
    "reason.NORM_TOO_SMALL": _("no norm of enough people"),
    "reason.NORM_MISMATCH": _("comparison group does not fit"),
    "reason.SENSITIVE_TO_WEIGHTS": _("depends on the weights"),
    "reason.FRAGILE_ONE_CASE": _("rests on one case"),
    "reason.STALE": _("too old"),
    "reason.KEYED_WRONG": _("key may be wrong"),
    "reason.UNUSED_CATEGORY": _("answer never chosen"),
    "reason.NEGATIVE_VARIANCE": _("counted as none"),
    "reason.ONE_BRIDGE": _("one link only"),
    "reason.DESIGN_CONFOUNDED": _("cannot be told apart"),
    "reason.BAD_TABLE": _("table could not be read"),
}

#: What is counted where too few were found.
UNITS: dict[str, LazyString] = {
    "unit.people": _("people"),
    "unit.values": _("values"),
    "unit.top": _("people at the top"),
    "unit.middle": _("people in the middle"),
    "unit.people_per_scale": _("people for each scale"),
    "unit.ratees": _("people rated"),
    "unit.periods": _("periods"),
    "unit.teams": _("teams"),
    "unit.reps": _("people"),
    "unit.clusters": _("teams"),
    "unit.answers": _("answers"),
    "unit.items": _("questions"),
    "unit.answers_per_category": _("answers in a category"),
    "unit.clusters_per_arm": _("teams on each side"),
    "unit.criteria": _("criteria"),
    "unit.expected_cell": _("expected in a cell"),
    "unit.focal": _("people in the smaller group"),
    "unit.group": _("people in a group"),
    "unit.people_per_item": _("people for each question"),
    "unit.people_per_predictor": _("people for each lever"),
    "unit.selected": _("people selected"),
    "unit.row": _("rows"),
    "unit.scales": _("scales"),
    "unit.factors": _("factors"),
    "unit.groups": _("groups"),
    "unit.raters": _("raters"),
    "unit.traits": _("traits"),
    "unit.ratings": _("ratings"),
    "unit.vignettes": _("vignettes"),
    "unit.experts": _("experts"),
    "unit.months": _("months"),
    "unit.panels": _("panels"),
    "unit.units": _("cases rated"),
}
