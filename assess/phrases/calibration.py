"""Words of the calibration Report and of what an interviewer is told in private."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.calibration": _("Calibration across interviewers"),
    "calibration.enough": _(
        "%(flagged)s of %(raters)s interviewers rate in a way worth talking about. Panels of %(enough)s are enough; "
        "one more interviewer adds %(hundredths)s hundredths to how sure a panel is."
    ),
    "calibration.enough_fair": _(
        "%(flagged)s of %(raters)s interviewers rate in a way worth talking about. Panels of %(enough)s are enough, of "
        "%(fair)s once strictness is taken out; one more interviewer adds %(hundredths)s hundredths to how sure a "
        "panel is."
    ),
    "calibration.enough_many": _(
        "%(flagged)s of %(raters)s interviewers rate in a way worth talking about. It takes panels of %(enough)s to "
        "rely on one panel alone."
    ),
    "calibration.told": _(
        "%(flagged)s of %(raters)s interviewers rate in a way worth talking about, judged on %(ratees)s people."
    ),
    "calibration.unknown": _("%(raters)s interviewers rated %(ratees)s people: too few yet to tell how anybody rates."),
    "calibration.refused": _("Nothing can be told of these ratings yet."),
    "table.calibration.raters": _("Interviewers"),
    "table.calibration.flags": _("Worth talking about"),
    "table.calibration.checks": _("What was looked for"),
    "table.calibration.shares": _("Who uses which part of the scale"),
    "table.calibration.courses": _("Month by month"),
    "table.calibration.criteria": _("Topics"),
    "table.calibration.categories": _("Points of the scale"),
    "table.calibration.panels": _("How many interviewers are enough"),
    "table.calibration.components": _("Where differences between ratings come from"),
    "table.calibration.subsets": _("Who can be compared with whom"),
    "table.calibration.talks": _("What talking changed"),
    "table.interviewer_feedback.talks": _("What talking changed"),
    "figure.severity": _("How much kinder or harder, on the same people"),
    "figure.severity.note": _(
        "Rating points against the average of colleagues who met the same people; right of zero is kinder. The line "
        "shows how far chance alone could move it."
    ),
    "figure.shares": _("Who uses which part of the scale"),
    "figure.shares.note": _(
        "Each bar is everything one interviewer gave, from the lowest points to the highest; numbers are per cent."
    ),
    "figure.courses": _("Month by month"),
    "figure.courses.note": _(
        "Points above or below what was expected of each interviewer. A line that climbs or falls is a change over "
        "time. At most six are drawn: those whose change stands out most from chance, of all who rated enough to tell."
    ),
    # columns of this Report
    "column.rater": _("Interviewer"),
    "column.unknown": _("Too few ratings to tell"),
    "column.kindness": _("Kinder (+) or harder (−) than colleagues, points"),
    "column.raw_average": _("Mean rating"),
    "column.fair_average": _("Fair average"),
    "column.severity": _("Severity (logits)"),
    "column.se": _("Standard error"),
    "column.infit": _("Infit"),
    "column.outfit": _("Outfit"),
    "column.subset": _("Group"),
    "column.statistic": _("How strong"),
    "column.told_from": _("Told from"),
    "column.pattern": _("Habit"),
    "column.flagged": _("Worth talking about"),
    "column.clear": _("Not seen"),
    "column.too_few": _("Too few to tell"),
    "column.given": _("%(name)s points, %% of ratings"),
    "column.month": _("Month"),
    "column.courses.residual": _("Points above or below expectation"),
    "column.own_course.residual": _("Points above or below expectation"),
    "column.criterion_difficulty": _("Difficulty (logits)"),
    "column.alpha_ordinal": _("Agreement: Krippendorff’s alpha"),
    "column.rating": _("Points"),
    "column.uses": _("Times given"),
    "column.average_distance": _("Person above topic and interviewer, on average (logits)"),
    "column.categories.step": _("Step to it (logits)"),
    "column.health": _("Looks"),
    "column.panel_size": _("Interviewers"),
    "column.phi": _("Sureness, each panel its own people (index of dependability)"),
    "column.rank": _("Sureness once strictness is taken out (generalizability coefficient)"),
    "column.gain": _("Gained by the last one"),
    "column.source": _("Source"),
    "column.variance": _("Variance"),
    "column.variance_share": _("Share of all differences, %%"),
    "column.members": _("Interviewers in it"),
    "column.bridge": _("Held together by"),
    "column.subsets.link": _("Would be linked by"),
    # codes
    "code.pattern.severity": _("Kinder or harder than colleagues, in points"),
    "code.pattern.halo": _("One impression for every topic: spread within people against expectation"),
    "code.pattern.equal_ratings": _("The same points on every topic, times as often as expected"),
    "code.pattern.central_tendency": _("Staying in the middle: how far ratings follow differences"),
    "code.pattern.inconsistency": _("Ratings that jump: scatter against expectation"),
    "code.pattern.predictability": _("Ratings that repeat: scatter against expectation"),
    "code.pattern.drift": _("Change over time, in points a month; told from 2.5 standard errors"),
    "code.flags.kinder": _("kinder than colleagues"),
    "code.flags.harder": _("harder than colleagues"),
    "code.flags.halo": _("one impression for every topic"),
    "code.flags.equal_ratings": _("same points on every topic"),
    "code.flags.central_tendency": _("stays in the middle"),
    "code.flags.inconsistency": _("ratings jump"),
    "code.flags.predictability": _("ratings repeat"),
    "code.flags.drift": _("changes over time"),
    "code.unknown.severity": _("strictness"),
    "code.unknown.halo": _("one impression"),
    "code.unknown.equal_ratings": _("same points"),
    "code.unknown.central_tendency": _("middle"),
    "code.unknown.inconsistency": _("jumps"),
    "code.unknown.predictability": _("repeats"),
    "code.unknown.drift": _("change over time"),
    "code.health.healthy": _("in use, in order"),
    "code.health.rare": _("hardly ever given"),
    "code.health.not_rising": _("not given to stronger people than the points below"),
    "code.health.not_told_apart": _("not told apart from the points below"),
    "code.source.ratee": _("The person rated"),
    "code.source.rater": _("Who rated: strictness"),
    "code.source.criterion": _("How hard the topic is"),
    "code.source.ratee_rater": _("Who rated whom"),
    "code.source.rater_in_ratee": _("Who rated"),
    "code.source.ratee_criterion": _("Who is good at what"),
    "code.source.rater_criterion": _("Strictness on single topics"),
    "code.source.residual": _("Everything else, chance included"),
    # single numbers
    "estimate.icc_single": _("Agreement, one interviewer: ICC(1,1)"),
    "estimate.icc_single.meaning": _("How far one interviewer’s mean over topics tells what another would have given."),
    "estimate.icc_panel": _("Agreement, whole panel: ICC(1,k)"),
    "estimate.icc_panel.meaning": _(
        "How far the mean of a panel of usual size tells what another panel would have given."
    ),
    "estimate.alpha_ordinal": _("Agreement on single ratings: Krippendorff’s alpha"),
    "estimate.alpha_ordinal.meaning": _("Agreement beyond chance on every person and topic; 1 is full agreement."),
    "estimate.rater_reliability": _("How surely interviewers differ in strictness"),
    "estimate.rater_reliability.meaning": _("Near 1, differences in strictness are real; near 0, they may be chance."),
    "estimate.rater_separation": _("Differences in strictness against their error"),
    "estimate.rater_separation.meaning": _(
        "How many times larger true differences in strictness are than their error."
    ),
    "estimate.ratee_reliability": _("Reliability of fair averages"),
    "estimate.ratee_reliability.meaning": _("Of the differences between fair averages, this share is lasting."),
    # feedback to one interviewer
    "report.interviewer_feedback": _("How you rate"),
    "interviewer_feedback.unknown": _(
        "Too few people were rated by you and by colleagues to say how you compare. This says nothing bad or good."
    ),
    "interviewer_feedback.same": _(
        "You are about as strict as colleagues on the same people, as far as %(people)s people can tell."
    ),
    "interviewer_feedback.kinder_third": _(
        "You are about a third of a point kinder than colleagues on the same people."
    ),
    "interviewer_feedback.kinder_half": _("You are about half a point kinder than colleagues on the same people."),
    "interviewer_feedback.kinder_two_thirds": _(
        "You are about two thirds of a point kinder than colleagues on the same people."
    ),
    "interviewer_feedback.kinder_one": _("You are about one point kinder than colleagues on the same people."),
    "interviewer_feedback.kinder_more": _("You are more than a point kinder than colleagues on the same people."),
    "interviewer_feedback.harder_third": _(
        "You are about a third of a point harder than colleagues on the same people."
    ),
    "interviewer_feedback.harder_half": _("You are about half a point harder than colleagues on the same people."),
    "interviewer_feedback.harder_two_thirds": _(
        "You are about two thirds of a point harder than colleagues on the same people."
    ),
    "interviewer_feedback.harder_one": _("You are about one point harder than colleagues on the same people."),
    "interviewer_feedback.harder_more": _("You are more than a point harder than colleagues on the same people."),
    "table.interviewer_feedback.suggestions": _("Two things to try"),
    "table.interviewer_feedback.habits": _("What was looked at"),
    "table.interviewer_feedback.own_shares": _("Which points you give"),
    "table.interviewer_feedback.own_course": _("Month by month"),
    "table.interviewer_feedback.vignettes": _("Your ratings of written interviews"),
    "table.interviewer_feedback.notes": _("Your notes"),
    "figure.own_shares": _("Which points you give"),
    "figure.own_shares.note": _(
        "Everything you gave, from the lowest points to the highest, and what colleagues gave."
    ),
    "figure.own_course": _("Month by month"),
    "figure.own_course.note": _(
        "Points above or below what was expected of you. Single months jump; only a line that keeps climbing or "
        "falling means something."
    ),
    "column.talks": _("People talked about"),
    "column.moved": _("Ratings changed, %%"),
    "column.own_shift": _("Moved by, points"),
    "column.others_shift": _("Others moved by, points"),
    "column.dominance": _("Others’ moves to own"),
    "column.whose": _("Whose"),
    "column.short_notes": _("With a short note"),
    "column.suggestion": _("To try"),
    "code.whose.you": _("You"),
    "code.whose.colleagues": _("Colleagues"),
    "code.verdict.flagged": _("worth a thought"),
    "code.verdict.clear": _("nothing unusual seen"),
    "code.verdict.unknown": _("too few people to tell"),
    "code.criterion.stereotype": _("Which topics you rate high"),
    "code.criterion.differential": _("Who is good at what"),
    "code.suggestion.notes_before_numbers": _(
        "Write down what the person did before you choose points, and choose the anchor that says the same."
    ),
    "code.suggestion.topic_by_topic": _(
        "Rate each topic by itself: look for a passage of its own for every number, also where you liked the person."
    ),
    "code.suggestion.use_the_ends": _(
        "Give the lowest and the highest points where their anchors fit; that is what they are for."
    ),
    "code.suggestion.read_the_top_anchor": _(
        "Before you give high points, read the top anchor once more: is each part of it there?"
    ),
    "code.suggestion.read_the_low_anchor": _(
        "Before you give low points, read the anchor above: what of it did the person show after all?"
    ),
    "code.suggestion.rate_a_vignette_again": _(
        "Rate a written interview you rated months ago, and compare: has your yardstick moved?"
    ),
    "code.suggestion.longer_notes": _("Write one more sentence a note: what was said or done, not how it felt."),
    "code.suggestion.practise_with_vignettes": _(
        "Practise with the written interviews and read the feedback before the next test."
    ),
    "code.suggestion.share_people_with_others": _(
        "Sit in panels with colleagues, or rate the written interviews: then you can be compared fairly."
    ),
    "code.suggestion.say_what_you_saw": _("In the talk, say first what you saw and heard, then your number."),
    "code.suggestion.compare_with_a_colleague": _(
        "After the next interview, compare one topic with a colleague: which passage led each of you to the number?"
    ),
    "estimate.own_severity": _("Kinder (+) or harder (−) than colleagues"),
    "estimate.own_severity.meaning": _("Rating points on the same people. Less than .30 makes no difference."),
    "estimate.own_halo": _("Telling topics apart"),
    "estimate.own_halo.meaning": _(
        "How much your points differ between topics: 1 is as expected, below .60 is little."
    ),
    "estimate.own_central_tendency": _("Using the scale"),
    "estimate.own_central_tendency.meaning": _(
        "How far your points follow differences between people: 1 is as expected, below .75 is close to the middle."
    ),
    "estimate.own_inconsistency": _("Scatter"),
    "estimate.own_inconsistency.meaning": _(
        "How far your points jump around what the panel saw: 1 is as expected, above 1.4 is much, below .6 is "
        "repetition."
    ),
    "estimate.own_drift": _("Change over time"),
    "estimate.own_drift.meaning": _("Points a month by which you become kinder (+) or harder (−)."),
    "estimate.own_elevation": _("Written interviews: too kind (+) or too hard (−)"),
    "estimate.own_elevation.meaning": _("Your mean less that of the experts, in points."),
}
