"""Words of the pages of calibration: files of ratings, raters, pools, and everybody's own feedback."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "calibration.batch_over": _("This file was imported, thrown away or undone."),
    "calibration.not_mapped": _(
        "Each of our columns can be chosen once, and the scale needs two ends: whole numbers, the lower one first, at "
        "most 20 points."
    ),
    "calibration.nothing_new": _("Every rating of this file is here already; nothing was imported."),
    "calibration.no_criterion": _("No column is chosen as a criterion. Choose those that hold ratings."),
    "calibration.contradicts": _(
        "The same interviewer gave %(kept)s for this in file %(batch)s. The first rating stands: correct the row, or "
        "undo that import first."
    ),
    "calibration.layout.long": _("A row for each rating"),
    "calibration.layout.wide": _("A row for each candidate and interviewer, a column for each criterion"),
    "calibration.layout.facets": _("FACETS: elements first, then ratings"),
    "calibration.layout.harvest": _("Scorecards of an applicant tracking system (Harvest)"),
    "calibration.state.open": _("Waits to be imported"),
    "calibration.state.imported": _("Imported"),
    "calibration.state.discarded": _("Thrown away"),
    "calibration.state.withdrawn": _("Undone"),
    "calibration.column.candidate_id": _("Candidate"),
    "calibration.column.rater_id": _("Interviewer"),
    "calibration.column.competency_key": _("Competency"),
    "calibration.column.score": _("Rating"),
    "calibration.column.question_key": _("Question"),
    "calibration.column.round": _("Round"),
    "calibration.column.submitted_at": _("Date of the rating"),
    "calibration.column.evidence": _("Note (only its length is kept)"),
    "calibration.column.criterion": _("Criterion: a column of ratings"),
    "access.calibration.feedback_viewed": _("Opened your feedback, as you let them"),
    "access.calibration.viewed": _("Opened the report across interviewers"),
    "access.calibration.exported": _("Took the report across interviewers out as a file"),
    "calibration.todo.kinder": _("Read the anchors for the lowest points together before the next round."),
    "calibration.todo.harder": _("Read the anchors for the highest points together before the next round."),
    "calibration.todo.halo": _("Rate topic by topic, each with its own note, before the overall impression sets."),
    "calibration.todo.equal_ratings": _(
        "Ask for a note on each topic; where there is none, “no evidence” is an answer."
    ),
    "calibration.todo.central_tendency": _("Practise on written interviews that show the ends of the scale."),
    "calibration.todo.inconsistency": _(
        "Notes before numbers; rate within the hour; take the written interviews again."
    ),
    "calibration.todo.predictability": _(
        "Rate topic by topic, each with its own note, before the overall impression sets."
    ),
    "calibration.todo.drift": _("Take the written interviews again: they show whether the scale has moved."),
}
