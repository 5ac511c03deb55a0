"""Words of the pages about profiles and fit."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "profiles.scale_fixed": _(
        "A profile has been built from %(scale)s already. Its direction was fixed before the results were seen and "
        "stays as it was."
    ),
    "profiles.not_called_for": _(
        "Experts on this job were asked, and what was chosen for %(scale)s is not among the competencies they call for."
    ),
    "profiles.no_scales": _("Say first which scales belong to this job and which way they are expected to point."),
    "profiles.gate_closed": _("The gate of this profile is closed. It may not measure anybody."),
    "profiles.not_a_draft": _("This version was approved or retired before."),
    "profiles.built_by_approver": _("You had this profile built. Somebody else has to approve it."),
    "profiles.state.draft": _("Draft"),
    "profiles.state.approved": _("In force"),
    "profiles.state.retired": _("Retired"),
    "profiles.open.yes": _("gate open"),
    "profiles.open.no": _("gate closed"),
    "check.people.hint": _("%(missing)s more with results and an assessment."),
    "check.reference_top.hint": _("%(missing)s more who are high, steadily so, and not on hold."),
    "check.contrast.hint": _("%(missing)s more from the middle of the results."),
    "check.contrast_power.hint": _("At least 0.80: more people at the top or in the middle."),
    "check.criterion_reliability.hint": _("At least 0.50 of the differences must be lasting."),
    "check.scales.hint": _("At least one scale linked to the job, reliable, and pointing the expected way."),
    "check.people_per_scale.hint": _("Ten people for each scale that is tried."),
    "check.scale_reliability.hint": _("At least 0.70 in every scale that carries a fifth of the weight."),
    "check.prediction.hint": _("The range must lie above zero."),
    "check.prediction_corrected.hint": _("Its lower bound must lie above zero."),
    "code.quantity.even": _("Fit at which the chance of the top fifth is that of anybody"),
    "figure.contributions": _("What each scale adds to the fit"),
    "figure.contributions.note": _(
        "A bar to the right raises the fit, one to the left lowers it; the shaded zone is where the middle half of "
        "top producers lie. The bars add up to the fit."
    ),
    "figure.fit.note": _(
        "A dot is a person, a line is the range the fit may lie in (95 of 100 times); zero is the average of those who "
        "do the job today."
    ),
    "figure.profile.note": _(
        "A dot is how far the top lies above the middle on a scale, in standard deviations; the line is its range."
    ),
}
