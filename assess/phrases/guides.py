"""Words of guides, job analyses, judged anchors and the printed kit."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "guides.analysis_under_way": _("An analysis of %(job)s is open already. Close it before you begin another."),
    "guides.analysis_closed": _("This analysis is closed; what was said stands."),
    "guides.tasks_fixed": _("Somebody has rated these tasks already. They stay as they were rated."),
    "guides.bad_tasks": _("Write one to %(most)s tasks, one a line, none twice and none longer than 300 characters."),
    "guides.handed_in": _("Your answers are handed in and stay as they are."),
    "guides.nothing_said": _("Nobody has handed in yet, so there is nothing to compute."),
    "guides.too_few_competencies": _("Judges need at least %(least)s topics to choose between."),
    "guides.study_closed": _("This round is closed; what was handed in stands."),
    "guides.wrote_them": _("Whoever wrote the anchors cannot judge them: %(names)s."),
    "guides.not_all_placed": _("%(n)s sentences have no place yet."),
    "guides.nothing_chosen": _("Tick at least one topic."),
    "guides.no_question": _("Tick at least one question for each topic. None is ticked for: %(competencies)s."),
    "guides.not_job_related": _(
        "Nothing ties these topics to the job: %(competencies)s. Ask experts in a job analysis, or write which task "
        "each is needed for. Until then the guide can be used for development only."
    ),
    "guides.standing.does_it": _("do the job"),
    "guides.standing.leads_it": _("lead people who do it"),
    "guides.standing.trains_for_it": _("train or coach for it"),
    "guides.standing.works_with_it": _("work closely with those who do it"),
    "guides.use.selection": _("Selecting people"),
    "guides.use.development": _("Developing people only"),
    "guides.state.open": _("open"),
    "guides.state.closed": _("closed"),
    "guides.kind.behavioural": _("what was done"),
    "guides.kind.situational": _("what would be done"),
    "guides.kind.career": _("job by job"),
    "guides.basis.experts": _("linked by experts"),
    "guides.basis.written": _("linked in one person's words"),
    "guides.basis.none": _("not linked to the job"),
    "guides.held": _("anchors hold"),
    "guides.failed": _("some anchors do not hold"),
    "guides.unjudged": _("not yet retranslated"),
    "guides.frequency.0": _("never"),
    "guides.frequency.1": _("yearly"),
    "guides.frequency.2": _("quarterly"),
    "guides.frequency.3": _("monthly"),
    "guides.frequency.4": _("weekly"),
    "guides.frequency.5": _("daily"),
    "guides.importance.1": _("hardly"),
    "guides.importance.2": _("a little"),
    "guides.importance.3": _("important"),
    "guides.importance.4": _("very"),
    "guides.importance.5": _("decisive"),
    "guides.expert_mail_subject": _("What does the job %(what)s call for?"),
    "guides.expert_mail_body": _(
        "Hello %(name)s,\n\nyou know the job %(what)s well. Please say which of its tasks matter and what they call "
        "for; it takes about fifteen minutes:\n\n%(link)s\n\nYour answers are counted together with those of others "
        "and decide what applicants are asked about.\n"
    ),
    "guides.judge_mail_subject": _("Sentences to sort: %(what)s"),
    "guides.judge_mail_body": _(
        "Hello %(name)s,\n\nplease sort sentences from the interview guide %(what)s: what is each about, and how good "
        "is it? It takes about ten minutes, on a phone too:\n\n%(link)s\n\nWhere judges disagree, the sentence is "
        "changed, not the judge.\n"
    ),
    # Reports
    "report.job_analysis": _("What the job calls for"),
    "job_analysis.told": _(
        "%(experts)s experts have answered. %(linked)s of %(competencies)s topics are linked to the job."
    ),
    "job_analysis.too_few": _("%(experts)s experts have answered; three are needed before anything is told."),
    "table.job_analysis.competencies": _("Topics and the tasks they are needed for"),
    "table.job_analysis.tasks": _("Tasks of the job"),
    "table.job_analysis.links": _("Which topic is needed for which task"),
    "figure.job_importance": _("How much each topic matters in the job"),
    "figure.job_importance.note": _(
        "1 hardly, 3 important, 5 decisive: the mean of the experts, and where the mean of more experts like them "
        "plausibly lies."
    ),
    "report.retranslation": _("Do the anchors hold?"),
    "retranslation.told": _("%(holds)s of %(anchors)s anchors hold, by %(judges)s judges who did not write them."),
    "retranslation.too_few": _("%(judges)s judges have answered; five are needed before anything is told."),
    "table.retranslation.anchors": _("Where judges put each anchor"),
    "figure.retranslation": _("Who found the topic an anchor was written for"),
    "figure.retranslation.note": _(
        "Share of judges, and where it plausibly lies for more judges like them. An anchor holds from 0.70 on, when "
        "its level neither scatters nor reads as another."
    ),
    "column.competency": _("Topic"),
    "column.link": _("Link to the job"),
    "column.importance": _("Importance (1 to 5)"),
    "column.importance_sd": _("Spread of importance"),
    "column.serves": _("Needed for"),
    "column.item_code": _("Code"),
    "column.task": _("Task"),
    "column.part": _("Part of the job for"),
    "column.frequency": _("How often (1 to 5)"),
    "column.frequency_sd": _("Spread of how often"),
    "column.critical": _("Critical"),
    "column.tied": _("Experts who say so"),
    "column.anchor": _("Anchor"),
    "column.place": _("Written for"),
    "column.points": _("Points"),
    "column.share_found": _("Found its topic"),
    "column.level": _("Level given"),
    "column.scatter": _("Spread of level"),
    "column.anchors.most": _("Most put it to"),
    "column.anchor_verdict": _("Verdict"),
    "code.link.linked": _("linked"),
    "code.link.unlinked": _("not linked"),
    "code.link.untold": _("too few experts"),
    "code.critical.yes": _("yes"),
    "code.critical.no": _("no"),
    "code.critical.untold": _("too few experts"),
    "code.anchor_verdict.holds": _("holds"),
    "code.anchor_verdict.elsewhere": _("reads as another topic"),
    "code.anchor_verdict.scattered": _("level unclear"),
    "code.anchor_verdict.shifted": _("reads as another level"),
    "code.anchor_verdict.untold": _("too few judges"),
    "code.anchor_verdict.unjudged": _("not yet judged"),
    "NO_VARIANCE.ratings": _("All gave the same points; how far apart more people would be is not known."),
    "unit.judges": _("judges"),
    # The printed kit
    "guides.kit.purpose": _("What this is for"),
    "guides.kit.opening": _("To begin"),
    "guides.kit.closing": _("To end"),
    "guides.kit.do": _("Do"),
    "guides.kit.never": _("Never ask or note"),
    "guides.kit.ask": _("Ask"),
    "guides.kit.probes": _("Ask further"),
    "guides.kit.anchors": _("What it looks like"),
    "guides.kit.cues": _("Listen for"),
    "guides.kit.notes": _("What was said and done"),
    "guides.kit.rating": _("Rating"),
    "guides.kit.no_evidence": _("no evidence"),
    "guides.kit.interviewer": _("Interviewer"),
    "guides.kit.date": _("Date"),
    "guides.kit.number": _("Application number"),
    "guides.kit.topics": _("Topics"),
    "guides.kit.purpose_1": _("The topics come from what the job calls for; everybody is asked about the same ones."),
    "guides.kit.purpose_2": _("You note what was said and done, and compare it with described behaviour."),
    "guides.kit.purpose_3": _("Each interviewer rates alone, before any talk about the candidate."),
    "guides.kit.opening_1": _("Thank you for coming. My name is …, I work as …."),
    "guides.kit.opening_2": _("We have … minutes. I ask everybody for this job the same questions, in the same order."),
    "guides.kit.opening_3": _(
        "I ask for examples of what you did. Take your time to find one; one from any job or task will do."
    ),
    "guides.kit.opening_4": _(
        "I take notes, so that I remember what you said. At the end there is time for your questions."
    ),
    "guides.kit.closing_1": _("Is there something about these topics that you wanted to say and I did not ask?"),
    "guides.kit.closing_2": _("What would you like to know from me?"),
    "guides.kit.closing_3": _("You will hear from us by …. Thank you for your time."),
    "guides.kit.do_1": _("Ask the questions in these words and this order. Ask further with the probes only."),
    "guides.kit.do_2": _("Ask for one example: the situation, what they did themselves, what came of it."),
    "guides.kit.do_3": _("If something is needed to take part, such as more time or a quieter room, see to it."),
    "guides.kit.do_4": _("Rate each topic by itself, right after the interview. No evidence is not a low rating."),
    "guides.kit.do_5": _("Keep these notes with the scorecard; they may be read by the candidate or a court."),
    "guides.kit.never_1": _("Family: marriage, partner, children, pregnancy or plans for them, care for others."),
    "guides.kit.never_2": _("Health, disability, medicines, days of illness."),
    "guides.kit.never_3": _(
        "Age or year of birth, origin, nationality, mother tongue, religion, politics, union, orientation."
    ),
    "guides.kit.never_4": _("Money and home: debts, former pay, whom they live with, where they were born."),
    "guides.kit.never_5": _("If a candidate tells such things unasked, do not go on about them, do not note them."),
}
