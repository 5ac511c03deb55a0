"""Words of training on vignettes, of certificates and of the gold."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "vignettes.not_yet": _("The interviews come one after the other; this one is not open yet."),
    "vignettes.on_the_way": _("Somebody who has begun goes on with that first."),
    "vignettes.too_soon": _("The test can be taken from %(until)s on."),
    "vignettes.rates_blind": _("You are asked as an expert: rate the interviews blind first, train afterwards."),
    "vignettes.not_blind": _("%(name)s has had feedback in training, knows the gold and can no longer rate blind."),
    "vignettes.expert_twice": _("This expert is named already."),
    "vignettes.trains": _("Whoever may train does not see the gold: the test would be worth nothing."),
    "vignettes.every_topic": _("Each of these interviews has evidence on every topic; choose the points it comes to."),
    # where somebody is
    "vignettes.state.none": _("Not trained"),
    "vignettes.state.training": _("In training"),
    "vignettes.state.scoring": _("Being measured"),
    "vignettes.state.certified": _("Certified"),
    "vignettes.state.expiring": _("Certified, ends soon"),
    "vignettes.state.retest": _("Certified, test wanted again"),
    "vignettes.state.expired": _("Certificate ended"),
    "vignettes.state.missed": _("Not certified"),
    "vignettes.state.undecided": _("No verdict"),
    # what the page says of it
    "vignettes.lede.none": _(
        "Read two interviews with feedback, then six without. Together about 40 minutes, in pieces."
    ),
    "vignettes.lede.training": _("You have begun. Go on where you stopped, whenever you have five minutes."),
    "vignettes.lede.scoring": _("Your test is being measured. Reload this page in a moment."),
    "vignettes.lede.certified": _("You rate like the gold. Your certificate is in force."),
    "vignettes.lede.expiring": _("Your certificate ends soon. The test alone, without practice, renews it."),
    "vignettes.lede.retest": _("Your certificate holds, and the test is wanted once more."),
    "vignettes.lede.expired": _("Your certificate has ended. The test alone, without practice, renews it."),
    "vignettes.lede.missed": _(
        "Your last test was not near enough to the gold. Read anchors and practice again first."
    ),
    "vignettes.lede.undecided": _("Your experts agree on too little of the test to measure anybody by."),
    "vignettes.lede.expert": _("You are asked as an expert: your ratings, with those of others, become the gold."),
    "vignettes.source.design": _("the author’s design, an example to be validated locally"),
    "vignettes.source.experts": _("the mean of your company’s own experts"),
    "vignettes.part.practice": _("Practice"),
    "vignettes.part.test": _("Test"),
    "vignettes.part.gold": _("Blind rating"),
    # the plain names of Cronbach's components (methods §6.3), and what each says
    "estimate.elevation": _("Overall too kind or too hard"),
    "estimate.elevation.meaning": _("Your mean less that of the gold, in points. Above zero is too kind."),
    "estimate.exact": _("Share at the gold"),
    "estimate.exact.meaning": _("Share of your ratings at most half a point from the gold."),
    "estimate.adjacent": _("Share at the gold or one point beside it"),
    "estimate.adjacent.meaning": _("Share of your ratings at most a point and a half from the gold."),
    "estimate.rms": _("Typical distance from the gold"),
    "estimate.rms.meaning": _("Root of the mean squared difference over all your ratings, in points."),
    "estimate.differential_elevation": _("Telling people apart"),
    "estimate.differential_elevation.meaning": _(
        "How far your order of the people as a whole is from that of the gold, in points. Near zero is good."
    ),
    "estimate.stereotype": _("Which topics you rate high"),
    "estimate.stereotype.meaning": _(
        "How far you favour some topics over others, whoever speaks, in points. Near zero is good."
    ),
    "estimate.differential": _("Who is good at what"),
    "estimate.differential.meaning": _(
        "How far you miss which person is strong in which topic, in points. One impression of everything shows here."
    ),
    "report.vignettes": _("Test on vignettes"),
    "table.vignettes.criteria": _("The certificate, line by line"),
    "table.vignettes.topics": _("Topic by topic"),
    "figure.topic_misses": _("Your mean less the gold, topic by topic"),
    "figure.topic_misses.note": _(
        "Above zero is kinder than the gold. The line shows how far chance alone could move it."
    ),
    "column.reached": _("Reached"),
    "column.limit": _("Limit"),
    "column.bound": _("May be"),
    "column.topic": _("Topic"),
    "column.miss": _("Mean less gold"),
    "column.verdict": _("Verdict"),
    "code.criterion.rms": _("Typical distance from the gold"),
    "code.criterion.elevation": _("Overall too kind or too hard"),
    "code.criterion.adjacent": _("At the gold or one point beside it"),
    "code.criterion.exact": _("At the gold"),
    "code.criterion.differential_elevation": _("Telling people apart"),
    "code.bound.most": _("at most"),
    "code.bound.least": _("at least"),
    "code.verdict.met": _("met"),
    "code.verdict.not_met": _("not met"),
    "vignettes.passed": _("Every line of the certificate is met, on %(vignettes)s interviews and %(cells)s ratings."),
    "vignettes.missed": _(
        "Not every line of the certificate is met, on %(vignettes)s interviews and %(cells)s ratings."
    ),
    "vignettes.undecided": _(
        "No verdict: the gold leaves %(vignettes)s interviews and %(cells)s ratings to measure by."
    ),
    # what may help
    "vignettes.hint.elevation_high": _(
        "Read the anchor above your points once more before you choose it: is each part of it there?"
    ),
    "vignettes.hint.elevation_low": _(
        "Rate what was done, not how modestly it is told; the anchors ask for behaviour, not for polish."
    ),
    "vignettes.hint.differential_elevation": _(
        "Use the ends of the scale: a 1 and a 5 are described so that they can be given."
    ),
    "vignettes.hint.stereotype": _("Look at the topic furthest from zero below and read its anchors again."),
    "vignettes.hint.differential": _(
        "Rate topic by topic with a passage for each. One good answer says nothing of the next."
    ),
    "vignettes.hint.exact": _("Between two anchors, name the part that is missing; that decides between 3 and 4."),
    # mails
    "vignettes.mail_expiring_subject": _("Your interviewer certificate ends soon"),
    "vignettes.mail_expiring": _(
        "Hello %(name)s,\n\nyour certificate as an interviewer ends on %(until)s. Reading and rating six written "
        "interviews renews it, about 30 minutes in pieces:\n\n%(link)s\n"
    ),
    "vignettes.mail_retest_subject": _("Please take the interviewer test again"),
    "vignettes.mail_retest": _(
        "Hello %(name)s,\n\nplease rate the written interviews once more, about 30 minutes in pieces. Your "
        "certificate, valid until %(until)s, stays in force until then:\n\n%(link)s\n"
    ),
    "vignettes.mail_expert_subject": _("Your ratings of written interviews are asked for"),
    "vignettes.mail_expert": _(
        "Hello %(name)s,\n\nyou were named as an expert. Please read and rate eight written interviews, alone and "
        "without talking about them; the mean of five or more becomes what others are measured by:\n\n%(link)s\n"
    ),
}
