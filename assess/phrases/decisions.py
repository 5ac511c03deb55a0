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
    "decisions.no_pair": _("One of the two has no fit, so this score says nothing about the pair."),
}
