"""Words of people, roles and the audit trail."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "role.administrator": _("Administrator"),
    "role.hr": _("HR"),
    "role.analyst": _("Analyst"),
    "role.hiring_manager": _("Hiring manager"),
    "role.interviewer": _("Interviewer"),
    "role.line_manager": _("Line manager"),
    "role.employee": _("Employee"),
    "role.leader": _("Leader"),
    "role.enablement": _("Enablement"),
    "role.study_lead": _("Study lead"),
    "role.external_study": _("Study lead from outside"),
    "role.auditor": _("Auditor"),
    "people.address_taken": _("Somebody already signs in with %(email)s."),
    "people.person_unknown": _("Nobody here has the person id %(code)s."),
    "people.person_taken": _("Another account belongs to the person %(code)s."),
    "people.last_administrator": _("This is the last administrator; make somebody else one first."),
    "people.two_managers": _("In row %(first)s team “%(team)s” is managed by %(other)s. Give each team one manager."),
    "role.none": _("No role yet"),
}
