"""Words of assessments, invitations and answering."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "purpose.selection": _("Selection: candidates of an opening"),
    "purpose.development": _("Development: people who work here"),
    "purpose.research": _("Research: people who work here"),
    "invitation.waiting": _("Link not sent yet"),
    "invitation.sent": _("Invited"),
    "invitation.begun": _("Answering"),
    "invitation.submitted": _("Handed in"),
    "invitation.expired": _("Time ran out"),
    "invitation.withdrawn": _("Withdrawn"),
    "invitation.left": _("Left by themselves"),
    "delivery.already_invited": _("They are invited to this assessment already."),
    "delivery.not_among_them": _("This assessment is for other people."),
    "delivery.invitation_over": _("There is nothing left to answer here: it was handed in or withdrawn."),
    "delivery.nothing_to_ask": _("Choose at least one instrument, and each only once."),
    "delivery.bank_too_small": _("Calibrated on %(n)s people; an adaptive section needs a bank of %(least)s or more."),
    "delivery.use_forbidden": _("%(instrument)s may not be used for %(purpose)s."),
    "delivery.why.selection": _(
        "You applied for %(opening)s at %(company)s. Your answers help to see how you work and decide, with the same "
        "questions for everybody who applies."
    ),
    "delivery.why.development": _(
        "%(company)s asks you to describe how you work, to find out what would help you. It has no part in choosing "
        "whom to hire."
    ),
    "delivery.why.research": _(
        "%(company)s studies how people here work. Your answers are looked at together with those of others."
    ),
    "delivery.who.selection": _(
        "HR, the analysts who check the method, and the hiring manager of this opening. Each time somebody opens your "
        "results it is recorded."
    ),
    "delivery.who.development": _(
        "HR and the analysts who check the method. Each time somebody opens your results it is recorded."
    ),
    "delivery.who.research": _("The analysts who run the study, and HR. Each look at your results is recorded."),
    "delivery.decides.selection": _(
        "People decide, never the software alone. Your answers are one part of what they look at."
    ),
    "delivery.decides.development": _("Nothing is decided by the software."),
    "delivery.decides.research": _("Nothing is decided by the software."),
    "delivery.next.selection": _(
        "Your answers are scored the same way as everybody's. The people who decide look at them together with the "
        "interviews. You will hear from them; ask %(contact)s if you want to know more, or want a person to look again."
    ),
    "delivery.next.development": _("Your answers are scored. Ask %(contact)s when you want to talk about the results."),
    "delivery.next.research": _("Your answers are added to the study. Ask %(contact)s if you want to know more."),
    "delivery.mail_subject": _("%(company)s: %(title)s"),
    "delivery.mail_body": _(
        "Dear %(name)s,\n\n"
        "%(company)s invites you to “%(title)s”. Open this link on a phone or a computer:\n\n"
        "%(link)s\n\n"
        "The link is yours alone; please do not pass it on. You can stop and go on later, on any device, until "
        "%(until)s. Questions, or something that would make it easier for you to take part: %(contact)s\n\n"
        "%(company)s\n"
    ),
    "quality.longstring": _("eight or more identical answers in a row"),
    "quality.irv": _("answers that hardly differ"),
    "quality.speed": _("less than two seconds a question"),
    "quality.even_odd": _("answers that contradict each other within scales"),
    "quality.mahalanobis": _("a pattern of answers hardly anybody else gives"),
    "quality.infrequency": _("wrong answers to questions that only check attention"),
    "quality.person_fit": _("answers that fit no level of the trait"),
}
