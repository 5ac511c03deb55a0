"""Words of notices, accommodations, leaving, reviews, retakes, reminders and one's own data."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "notice.free.selection": _(
        "People decide, never the software alone. You may ask for more time or another way at any point, and leave "
        "whenever you want."
    ),
    "notice.free.development": _(
        "Nothing is decided by the software. You may ask for more time or another way at any point, and leave whenever "
        "you want."
    ),
    "notice.free.research": _(
        "Nothing is decided about you. You may ask for more time or another way at any point, and leave whenever you "
        "want."
    ),
    "notice.logic": _(
        "Answers that belong together are counted together by the same rule for everybody, and the result is compared "
        "with people who were asked for the same reason. No camera, no microphone, nothing from elsewhere."
    ),
    "notice.sources": _(
        "What you answer here and when, and the name and address you were invited with. Nothing is collected elsewhere."
    ),
    "notice.use.selection": _("choosing among applicants"),
    "notice.use.development": _("finding out what helps you in your work"),
    "notice.use.research": _("studying how people work here"),
    "notice.use.method": _("checking that the questions measure well and are fair"),
    "notice.basis.steps_before_contract": _(
        "For %(use)s: the law allows it where you asked to be considered for a contract (GDPR Art. 6(1)(b))."
    ),
    "notice.basis.legitimate_interest": _(
        "For %(use)s: the law allows it as a legitimate interest; you may object (GDPR Art. 6(1)(f) and 21)."
    ),
    "notice.basis.legal_obligation": _("For %(use)s: the law obliges us to (GDPR Art. 6(1)(c))."),
    "notice.consent": _("Anything voluntary is asked separately and only kept if you say so yourself."),
    "notice.timed": _(
        "Some pages have a time limit, said before each begins. From then the clock runs here, not on your device, and "
        "goes on if you close the page. Finish such a page in one go."
    ),
    "notice.pause": _("Pause between pages as long as you like: only an open page with a time limit runs."),
    "notice.untimed": _("Nothing is timed. Pause as often and as long as you like; what you answered is saved."),
    "notice.alternative": _(
        "More time, pauses, a larger print, a reader, another format, another place: ask below or write to "
        "%(contact)s, before you begin or at any point. No diagnosis is needed. Whoever looks at your results does not "
        "learn that you asked."
    ),
    "notice.retake": _(
        "You can be invited to take it again after %(days)s days. Both results are kept, and the later one counts."
    ),
    "notice.parallel": _("Where a second version of the questions exists, you get that one."),
    "notice.rights": _(
        "You can see everything kept on you, take a copy, have it corrected, and learn who opened your results: on the "
        "page “Your data”, linked below, or from %(contact)s."
    ),
    "notice.leave": _("You may leave at any point and have what you answered so far deleted at once."),
    "notice.review": _(
        "You may say how you see it and have another person look again, until %(days)s days after the decision."
    ),
    "notice.feedback.at_once": _("You get your own results, in plain words, as soon as they are scored."),
    "notice.feedback.once_decided": _("You get your own results, in plain words, when it is decided."),
    "notice.feedback.never": _("Results are not reported person by person; what is kept on you, you can always see."),
    "notice.age": _("This is for people aged %(years)s or older. By beginning you say that you are."),
    "wish.time": _("More time"),
    "wish.pauses": _("Pauses in between"),
    "wish.format": _("Another format, such as larger print, paper, or with somebody reading aloud"),
    "wish.other": _("Something else"),
    "extra_time.1.0": _("No more time"),
    "extra_time.1.25": _("A quarter more"),
    "extra_time.1.5": _("Half as much again"),
    "extra_time.2.0": _("Twice the time"),
    "extra_time.0.0": _("No limit at all"),
    "accommodation.granted": _("Granted"),
    "accommodation.declined": _("Not possible"),
    "accommodation.open": _("Waiting for an answer"),
    "feedback.at_once": _("As soon as they are scored"),
    "feedback.once_decided": _("When it is decided about them"),
    "feedback.never": _("Not"),
    "basis.steps_before_contract": _("Steps before a contract they asked for, Art. 6(1)(b)"),
    "basis.legitimate_interest": _("Legitimate interest, Art. 6(1)(f)"),
    "basis.legal_obligation": _("Legal obligation, Art. 6(1)(c)"),
    "review.stands": _("The decision stands"),
    "review.changed": _("The decision is changed"),
    "delivery.too_early": _("This can be begun from %(day)s on; until then you have time to read the notice."),
    "delivery.already_answered": _("Somebody answered this request in the meantime."),
    "delivery.enough_asked": _("Several requests of yours wait for an answer already; please wait for it."),
    "delivery.review_not_open": _(
        "A review cannot be asked for now: nothing was handed in, one is under way, or the days to ask are over."
    ),
    "delivery.took_part": _("Whoever had a part in the decision does not review it. Choose somebody else."),
    "delivery.not_the_reviewer": _("Another person was asked to review this."),
    "delivery.not_offered": _("Taking it again is not offered here."),
    "delivery.too_soon_again": _("These questions can be taken again from %(day)s on."),
    "delivery.left": _("You left this assessment. What is kept on you, you see on the page “Your data”."),
    "delivery.time_over": _(
        "The time to answer is over; what you saved is kept as the notice says. Ask the person who invited you if you "
        "want to go on."
    ),
    "quality.tier.none": _("No sign of careless answering."),
    "quality.tier.look": _("One sign of careless answering (%(signs)s); honest people show one now and then."),
    "quality.tier.strong": _(
        "Several signs of careless answering (%(signs)s): the scores may not reflect the person and are shown in grey. "
        "Of several attempts the newest without such signs counts."
    ),
    "quality.no_grounds": _("Not grounds for rejection. Offer to take it again."),
    "mail.foot": _("Questions: %(contact)s\n\n%(company)s\n"),
    "mail.reminder_subject": _("%(company)s: “%(title)s” is open until %(until)s"),
    "mail.reminder": _(
        "Dear %(name)s,\n\nyou can still take part in “%(title)s”, until %(until)s. Nothing is lost if you began: "
        "go on where you left off, on any device, with this link:\n\n%(link)s\n\nIf you would rather not take part, "
        "you need not do anything; the link also lets you say so. This is the only reminder before the last day.\n\n"
    ),
    "mail.last_reminder": _(
        "Dear %(name)s,\n\n“%(title)s” closes on %(until)s. If you want to take part, here is the way:\n\n%(link)s\n\n"
        "If the time is too short for you, write to us; more time can be given. There will be no further reminder.\n\n"
    ),
    "mail.accommodation_subject": _("%(company)s: an answer to your request"),
    "mail.accommodation": _(
        "Dear %(name)s,\n\nyou asked us for something about “%(title)s”. The answer is on this page:\n\n%(link)s\n\n"
    ),
    "mail.review_subject": _("%(company)s: your request was reviewed"),
    "mail.review": _(
        "Dear %(name)s,\n\na person looked again at your case, as you asked. What they found and why is on this page:"
        "\n\n%(link)s\n\n"
    ),
    "mail.retake_subject": _("%(company)s: you may take “%(title)s” again"),
    "mail.retake": _(
        "Dear %(name)s,\n\nsometimes a phone call comes in between, or the day is not a good one. You may take "
        "“%(title)s” again if you like; this link leads there:\n\n%(link)s\n\nIt is an offer: nothing is held against "
        "you if you leave it. Both results are kept, and the later one counts.\n\n"
    ),
    "access.somebody": _("Somebody whose account is closed"),
    "access.delivery.scores_viewed": _("Opened your results"),
    "access.delivery.file_opened": _("Opened a file you gave"),
    "access.decisions.viewed": _("Opened the page with the decision about you"),
    "access.profiles.fit_viewed": _("Opened how close your results are to those of top producers"),
    "access.decisions.compared": _("Compared everybody who applied for the opening"),
    "access.decisions.exported": _("Took the comparison of everybody who applied as a file"),
    "feedback.all": _("What your answers say about %(told)s sides of how you work."),
    "feedback.some": _(
        "What your answers say about %(told)s of %(scales)s sides of how you work; the others cannot be told, each "
        "with its reason."
    ),
    "feedback.none": _("None of the %(scales)s results can be told yet; each has its reason."),
    "report.feedback": _("Your results"),
    "table.feedback.scales": _("Your scores, each as the range it could reasonably lie in"),
    "column.high_means": _("What it is about"),
    "column.t": _("T score"),
    "column.band_low": _("Could be as low as"),
    "column.band_high": _("Could be as high as"),
    "column.own_mean": _("Your answers on average"),
    "column.range_low": _("Answers from"),
    "column.range_high": _("Answers to"),
    "column.why_not": _("Why not told"),
    "MISSING_TOO_MUCH.you": _("You left more than a fifth of these questions open, so no score was made."),
    "CARELESS_RESPONSE.you": _(
        "These answers may not reflect you: perhaps you were in a hurry or interrupted. They say nothing against you; "
        "ask to take it again."
    ),
    "N_TOO_SMALL.you": _("These questions are still being tried out; a score would be a guess."),
    "UNRELIABLE_MEASURE.you": _(
        "These questions do not measure precisely enough, or it is not known how precisely, to compare you with others."
    ),
    "NORM_TOO_SMALL.you": _("Too few others have answered to say where that stands among them."),
    "report.personal_data": _("Everything kept on you"),
    "personal_data.about": _("Everything kept on %(name)s for “%(title)s”."),
    "table.personal_data.invitations": _("Invitations"),
    "table.personal_data.answers": _("Answers: %(name)s"),
    "table.personal_data.told": _("Results told to you"),
    "table.personal_data.accommodations": _("What you asked for"),
    "table.personal_data.reviews": _("Reviews you asked for"),
    "table.personal_data.accesses": _("Who looked at your results"),
    "table.personal_data.notices": _("Notices you saw"),
    "table.personal_data.interviews": _("Interviews"),
    "table.personal_data.references": _("People you named as references"),
    "table.personal_data.reference_results": _("What your references say together"),
    "table.personal_data.background": _("Background check"),
    "column.average": _("Average"),
    "column.average_low": _("Could be as low as"),
    "column.average_high": _("Could be as high as"),
    "column.fair_average": _("Fair average"),
    "column.most": _("Out of"),
    "column.known_as": _("Name"),
    "column.relation_said": _("Relation"),
    "column.standing": _("State"),
    "interview.open": _("not complete: sealed until everybody has rated"),
    "interview.complete": _("complete"),
    "interview.cancelled": _("called off"),
    "interview.nobody": _("complete, rated by nobody"),
    "interview.outside": _("somebody from outside"),
    "reference.answered": _("answered"),
    "reference.unavailable": _("cannot take part"),
    "reference.waiting": _("waiting"),
    "column.invited_at": _("Invited"),
    "column.begun_at": _("Begun"),
    "column.submitted_at": _("Handed in"),
    "column.withdrawn_at": _("Left"),
    "column.receipt": _("Receipt"),
    "column.question": _("Question"),
    "column.answered_at": _("When"),
    "column.asked_at": _("Asked"),
    "column.words": _("Your words"),
    "column.outcome": _("Outcome"),
    "code.outcome.granted": _("Granted"),
    "code.outcome.declined": _("Not possible"),
    "code.outcome.stands": _("The decision stands"),
    "code.outcome.changed": _("The decision is changed"),
    "column.reason": _("Reason"),
    "column.at": _("When"),
    "column.role": _("Who"),
    "column.what": _("What"),
    "column.seen_at": _("Seen"),
    "column.accepted_at": _("Begun with"),
    "column.text": _("Words"),
}
