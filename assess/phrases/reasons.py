"""The plain sentence of every reason code."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "N_TOO_SMALL": _("Only %(n)s; at least %(need)s are needed before this number means anything."),
    "GROUPS_TOO_SMALL": _("One of the groups has only %(n)s."),
    "NO_VARIANCE": _("Everyone has nearly the same value, so it cannot tell people apart."),
    "UNRELIABLE_MEASURE": _("The measure changes too much by chance (reliability %(r)s)."),
    "UNRELIABLE_CRITERION": _("Results jump around too much between periods to rank people."),
    "NOT_CONVERGED": _("The calculation did not settle; nothing is shown."),
    "HEYWOOD": _("The model explains an item more than fully; the solution is not trustworthy."),
    "DISCONNECTED": _("These interviewers never rated the same people, so their strictness cannot be compared."),
    "EXTREME_SCORES": _("All ratings are at the top or bottom; the true level may be beyond the scale."),
    "MISSING_TOO_MUCH": _("Too many answers are missing."),
    "NOT_MISSING_AT_RANDOM_SUSPECTED": _(
        "People with missing answers differ from the others; the result may be tilted."
    ),
    "CONFOUNDED_BY_CIRCUMSTANCE": _("Territory and inherited accounts could not be fully taken into account."),
    "REVERSE_CAUSE_PLAUSIBLE": _("High performers may be given this; it may follow success."),
    "RANGE_RESTRICTED": _("Only hired people are in the data; the link among applicants may be stronger."),
    "NOT_CROSS_VALIDATED": _("Not yet tested on people it was not built on."),
    "NOT_JOB_RELATED": _("Not linked to this job's requirements."),
    "NO_DESIGN": _("Before and after without a comparison group; other explanations are possible."),
    "CLUSTERS_TOO_FEW": _("Only %(g)s teams."),
    "PRE_TRENDS_DIFFER": _("The groups were already moving apart before."),
    "DIF_PRESENT": _("Some questions work differently for groups; they are out of the score."),
    "IMPACT_NOT_CHECKED": _("The fairness check is missing or older than 12 months."),
    "ANONYMITY_MIN_CELL": _("Fewer than %(k)s answers."),
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
    "SENSITIVE_TO_WEIGHTS": _("Other reasonable weights would change who is on top."),
    "FRAGILE_ONE_CASE": _("One different decision would change this finding."),
    "STALE": _("Older than %(m)s months."),
}
