"""Words of the Reports on outliers and patterns among performers."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.outliers": _("Outliers and replicable top"),
    "outliers.found": _(
        "Results of %(outlier)s people are not explained by the practices we measured; %(replicable)s others in the "
        "top are the ones to learn from."
    ),
    "outliers.none": _(
        "Nobody's results are beyond what the practices we measured explain; the %(replicable)s people of the "
        "reference group are the ones to learn from."
    ),
    "outliers.refused": _("%(people)s people have results, but these do not allow a split of the top."),
    "estimate.outlier_share": _("Share of people whose results are not explained"),
    "estimate.outlier_share.meaning": _(
        "Their practices are not trained on others before somebody shows that they transfer."
    ),
    "table.outliers.people": _("People and groups"),
    "table.outliers.signs": _("What was looked for"),
    "table.outliers.groups": _("How many people"),
    "code.group.outlier": _("results not explained by the practices we measured"),
    "code.group.extreme": _("extreme; nothing measured tells whether it can be learned"),
    "code.group.replicable": _("replicable top"),
    "code.group.held": _("on hold: an ethics measure must be looked at"),
    "code.group.other": _("neither"),
    "column.extreme": _("Extreme"),
    "column.at_bats": _("Attempts, in standard deviations from peers"),
    "column.per_at_bat": _("Outcome per attempt: place among peers"),
    "column.efficient": _("Few attempts, much from each"),
    "column.residual": _("Beyond what practice predicts, in standard deviations"),
    "column.unexplained": _("Not explained by practice"),
    "code.extreme.yes": _("yes"),
    "code.extreme.no": _("no"),
    "code.efficient.yes": _("yes"),
    "code.efficient.no": _("no"),
    "code.unexplained.yes": _("yes"),
    "code.unexplained.no": _("no"),
    "column.sign": _("Sign"),
    "column.looked": _("Looked for"),
    "code.looked.looked": _("yes"),
    "code.looked.not_measured": _("not in the data"),
    "code.sign.beyond_fence": _("Score beyond the upper fence of an adjusted boxplot"),
    "code.sign.chance_top4": _("Chance of the top 4 in 100 of one half or more"),
    "code.sign.efficient": _("No more attempts than the middle person, more from each than 90 of 100"),
    "code.sign.unexplained": _("Score more than 1.5 standard deviations above what practices and attempts predict"),
    "report.patterns": _("Concentration, stability and positive deviants"),
    "patterns.is_pareto": _(
        "The top fifth brings %(share)s of 100 parts of “%(measure)s” (%(low)s to %(high)s): about what 80/20 says. "
        "%(deviants)s people do far better than others with like circumstances."
    ),
    "patterns.less": _(
        "It is not 80/20 here: the top fifth brings %(share)s of 100 parts of “%(measure)s” (%(low)s to %(high)s). "
        "%(deviants)s people do far better than others with like circumstances."
    ),
    "patterns.more": _(
        "It is more than 80/20 here: the top fifth brings %(share)s of 100 parts of “%(measure)s” (%(low)s to "
        "%(high)s). %(deviants)s people do far better than others with like circumstances."
    ),
    "patterns.unknown": _("No measure here tells how much of the whole the top fifth brings."),
    "estimate.gini": _("Gini coefficient"),
    "estimate.gini.meaning": _("0 when everybody brings the same, near 1 when one person brings everything."),
    "estimate.top_fifth_share": _("Part of the whole that the top fifth brings"),
    "estimate.top_few_share": _("Part of the whole that the top 4 in 100 bring"),
    "estimate.lasting_share": _("Part that the top fifth of every other period brings in the periods between"),
    "estimate.lasting_share.meaning": _("Luck that put people on top does not count here."),
    "estimate.stayed": _("Of the top fifth in the first half, share still there in the second"),
    "estimate.halves": _("How alike the ranks of the two halves are"),
    "table.patterns.concentration": _("How much the top brings"),
    "table.patterns.lorenz": _("The whole, added up from the lowest person"),
    "table.patterns.stability": _("How long results hold"),
    "table.patterns.breaks": _("Before and after a change of territory"),
    "table.patterns.deviants": _("Positive deviants: far better than others with like circumstances"),
    "table.patterns.together": _("What goes together at the top – a look, not a test"),
    "figure.lorenz": _("Who brings how much"),
    "figure.lorenz.note": _(
        "The further the curve sags below the straight line, the more of the whole comes from few people."
    ),
    "series.equal": _("everybody the same"),
    "axis.share_of_people": _("People, lowest first, in 100 parts"),
    "column.basis": _("What is shared"),
    "code.basis.amounts": _("amounts that add up"),
    "code.basis.averages": _("averages: parts of them are not parts of money"),
    "column.gini": _("Gini"),
    "column.top_fifth_share": _("Part of the top fifth"),
    "column.top_few_share": _("Part of the top 4 in 100"),
    "column.lasting_share": _("The same without luck"),
    "column.line": _("Line"),
    "column.share_of_people": _("People, in 100 parts"),
    "column.share_of_result": _("Brought, in 100 parts"),
    "column.since": _("From"),
    "column.held": _("Held"),
    "column.by_chance": _("By chance"),
    "column.by_reliability": _("As reliable as the score is"),
    "code.compared.stayed": _("top fifth of the first half in the second"),
    "code.compared.halves": _("ranks of the two halves"),
    "code.compared.neighbours": _("ranks of a period and the one before"),
    "column.before": _("Before"),
    "column.after": _("After"),
    "column.change": _("Change"),
    "column.deviant": _("Positive deviant"),
    "code.deviant.sure": _("confident"),
    "code.deviant.likely": _("likely"),
    "column.circumstance_band": _("Band of circumstances (1 is the poorest)"),
    "column.bands": _("Bands"),
    "column.raw_fifth": _("Fifth by raw results (1 is the top)"),
    "column.chance_band": _("Chance of the top fifth of the own band"),
    "column.predicted": _("What circumstances predict"),
    "column.surplus": _("Beyond that"),
    "column.measures": _("Above the middle of peers in"),
    "column.top_share": _("Top"),
    "column.middle_share": _("Middle"),
    "column.if_unrelated": _("Top, if they were unrelated"),
    "column.top_minus_middle": _("Top minus middle"),
    "column.in_score": _("Part of the score"),
    "code.in_score.yes": _("yes: the top has more of it by construction"),
    "code.in_score.no": _("no"),
    "report.managers": _("Managers"),
    "managers.found": _(
        "The reps of %(top)s of %(managers)s managers grow more under them than chance would have it; growth counts "
        "first, since a level rewards whoever was given good reps."
    ),
    "managers.unranked": _(
        "How the reps of %(managers)s managers grow under them cannot be told from chance, so nobody is ranked; the "
        "level of their reps stands beside."
    ),
    "managers.few": _("Only %(managers)s managers have reps enough; %(need)s are needed before any are ranked."),
    "managers.none": _("No manager has five reps with two quarters under them."),
    "unit.managers": _("managers"),
    "table.managers.people": _("Managers"),
    "table.managers.steps": _("Each manager's growth, step by step"),
    "table.managers.reps": _("Each rep under each manager"),
    "table.managers.few": _("Managers with too few reps to be counted"),
    "table.managers.basis": _("What the data says, and what it does not"),
    "figure.managers": _("Growth of reps under each manager"),
    "figure.managers.note": _("A dot is a manager, a line the range the true growth may lie in (95 of 100 times)."),
    "estimate.level_reliability": _("Reliability of the level of a manager's reps"),
    "column.growth": _("Growth of reps under the manager"),
    "column.team_level": _("Level of the reps"),
    "column.level_chance_top": _("Chance of the top fifth by level"),
    "column.reps": _("Reps who count"),
    "column.hires": _("Hires"),
    "column.ramp_months": _("Months until a hire reached the middle"),
    "column.left": _("Reps who left"),
    "column.manager": _("Manager"),
    "column.earlier": _("Compared with"),
    "code.earlier.before": _("the time before this manager"),
    "code.earlier.first_half": _("the first half of the time under this manager"),
    "column.rep_growth": _("Growth"),
    "column.rep_level": _("Level"),
    "code.basis.teams": _("Who led whom when"),
    "code.basis.regretted": _("Whether a leaver was regretted"),
    "code.basis.upward_feedback": _("What reps say of their manager"),
    "column.known": _("Known"),
    "code.known.by_history": _("from dated records"),
    "code.known.today_only": _("only today's teams; they stand for the whole window"),
    "code.known.not_in_the_data": _("not in the data"),
}
