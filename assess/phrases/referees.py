"""Words that candidates and their referees read: mails, the notice, refusals."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "relation.manager": _("my manager"),
    "relation.colleague": _("a colleague"),
    "relation.report": _("somebody I led"),
    "relation.customer": _("a customer or partner"),
    "relation.other": _("something else"),
    "relation.you.manager": _("Their manager"),
    "relation.you.colleague": _("A colleague"),
    "relation.you.report": _("They led me"),
    "relation.you.customer": _("A customer or partner"),
    "relation.you.other": _("Something else"),
    "length.under_1": _("less than a year"),
    "length.1_to_3": _("one to three years"),
    "length.over_3": _("more than three years"),
    "last.now": _("at present"),
    "last.under_2": _("less than two years ago"),
    "last.2_to_5": _("two to five years ago"),
    "last.over_5": _("more than five years ago"),
    "references.too_few_named": _("Please name %(lacking)s; %(wanted)s are asked for in all."),
    "references.too_many_named": _("Please name no more than %(lacking)s; %(wanted)s are asked for in all."),
    "references.relation_missing": _("One more thing is asked for: at least one of them as “%(relation)s”."),
    "references.named_twice": _("Two of them share the address %(email)s; please name different people."),
    "references.named_themselves": _("One of the addresses is your own; please name other people."),
    "references.not_begun": _("Please read what it is about first, then begin."),
    "references.already_answered": _("This is done already; it stands as it is."),
    "references.over": _(
        "The references are closed, so there is nothing left to do for you. Thank you for wanting to help. "
        "That a reference is missing counts against nobody."
    ),
    "referee.why": _(
        "%(candidate)s applies at %(company)s for “%(opening)s” and has named you as somebody who has worked with them."
    ),
    "referee.time": _("Seven questions to tap, about %(minutes)s minutes. You can stop and go on until %(until)s."),
    "referee.together": _(
        "Nobody sees your answers: not the candidate, not %(company)s. From three references on, their mean is shown."
    ),
    "referee.free": _(
        "You are free to take part. If you would rather not, say so below, without a reason: it counts against nobody."
    ),
    "referee.seen": _(
        "%(company)s and the candidate see your name, how you worked together, and whether you took part. Answers are "
        "joined once, when all references are closed, and only from three references on. If all of you chose the "
        "highest answer, the mean says so. People decide about the candidate, not this questionnaire."
    ),
    "referee.words": _(
        "You may add one sentence of your own. It is shown, without your name and in no order, only if five or more of "
        "you write one; the way you write may still be recognised."
    ),
    "referee.network": _(
        "Invented references exist. So that they can be noticed, a coded form of the network you answer from is kept "
        "until the references are closed, never the address itself, and whether this browser opened another link of "
        "the same candidate. Such signs only lead to a question, never to a rejection."
    ),
    "referee.kept": _("Your name and answers are deleted %(months)s months after the references are closed."),
    "referee.rights": _(
        "The company's legitimate interest in choosing fairly is the lawful basis. For access, correction, deletion or "
        "an objection: %(contact)s."
    ),
    "referee.names_subject": _("Your references for “%(opening)s”"),
    "referee.names_mail": _(
        "Hello %(candidate)s,\n\nfor “%(opening)s” at %(company)s we would like to hear from %(wanted)s people who "
        "have worked with you. Please name them here by %(until)s:\n\n%(link)s\n\nBest ask them beforehand. Each of "
        "them gets a mail with a few questions, about %(minutes)s minutes. What they answer is seen by nobody one by "
        "one, only as a mean.\n\nQuestions: %(contact)s\n"
    ),
    "referee.another_subject": _("One of your references cannot take part"),
    "referee.another_mail": _(
        "Hello %(candidate)s,\n\n%(referee)s cannot take part as a reference for “%(opening)s” at %(company)s. That "
        "happens and counts against nobody. Please name somebody else by %(until)s:\n\n%(link)s\n\nQuestions: "
        "%(contact)s\n"
    ),
    "referee.mail_subject": _("%(candidate)s asks you for a reference"),
    "referee.mail": _(
        "Hello %(referee)s,\n\n%(candidate)s applies for “%(opening)s” at %(company)s and has named you as somebody "
        "who has worked with them. Would you answer a few questions, about %(minutes)s minutes, by %(until)s?\n\n"
        "%(link)s\n\nNobody sees your answers: not the candidate, not the company. Only the mean of three or more "
        "references is shown. You can also say no there, without a reason.\n\nPlease do not pass this mail on: the "
        "link is yours alone.\nQuestions: %(contact)s\n"
    ),
    "referee.reminder_subject": _("Your reference for %(candidate)s, until %(until)s"),
    "referee.reminder": _(
        "Hello %(referee)s,\n\nyour reference for %(candidate)s (“%(opening)s”, %(company)s) is open until %(until)s. "
        "It takes about %(minutes)s minutes:\n\n%(link)s\n\nThis link replaces none: the earlier one works too. If you "
        "would rather not take part, say so there; then no further mail comes.\n\nQuestions: %(contact)s\n"
    ),
}
