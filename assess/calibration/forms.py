"""Input: which columns ratings come in, and the small forms of the import."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired

from assess.forms import Form
from assess.uploads import Column

#: What a column of a wide file becomes whose name is that of a criterion.
CRITERION = "criterion"
#: Rounds whose ratings were given after the talk; only first ratings count (methods §6.4).
AFTER_DISCUSSION = frozenset({
    "second", "post", "after", "revised", "post discussion", "after discussion", "post-discussion", "consensus",
})  # fmt: skip
#: Ends of a scale of ratings, and how many points it may have.
LEAST_POINT, MOST_POINT, MOST_POINTS = -10, 100, 20

CANDIDATE = Column(
    "candidate_id", required=True,
    synonyms=("candidate", "ratee", "examinee", "applicant", "person", "student", "idstud", "essay", "subject",
              "application_id", "candidates", "examinees", "ratees", "students", "essays", "applicants"),
)  # fmt: skip
RATER = Column(
    "rater_id", required=True,
    synonyms=("rater", "interviewer", "judge", "observer", "reader", "assessor", "interviewer_id", "raters", "judges",
              "interviewers", "observers", "readers", "assessors", "reviewer", "reviewers"),
)  # fmt: skip
COMPETENCY = Column(
    "competency_key", required=True,
    synonyms=("competency", "criterion", "item", "trait", "attribute", "topic", "dimension", "question_group",
              "criteria", "items", "traits", "attributes", "competencies", "aspect", "aspects", "skill"),
)  # fmt: skip
QUESTION = Column("question_key", synonyms=("question", "question_id"))
ROUND = Column("round", synonyms=("stage", "interview_step", "interview step", "step"))
DAY = Column("submitted_at", "day", synonyms=("submitted", "date", "rated_at", "rated on", "interviewed_at", "time"))
EVIDENCE = Column("evidence", synonyms=("note", "notes", "comment", "comments"), longest=5_000)


def score(low: int, high: int, name: str = "score") -> Column:
    """The column of a rating between the ends of its scale; empty is "no evidence"."""
    synonyms = ("rating", "points", "value", "observation", "grade")
    return Column(name, "number", blank=True, synonyms=synonyms, low=low, high=high, whole=True)


def long_columns(low: int, high: int) -> tuple[Column, ...]:
    """What a file with a row a rating may bring (interfaces §6.4)."""
    return (CANDIDATE, RATER, COMPETENCY, score(low, high), QUESTION, ROUND, DAY, EVIDENCE)


#: What together names a rating.
LONG_KEY = ("candidate_id", "rater_id", "competency_key", "question_key", "round")
#: What a file with a row a ratee and rater may bring beside its criteria.
WIDE_COLUMNS = (CANDIDATE, RATER, ROUND, DAY)
WIDE_KEY = ("candidate_id", "rater_id", "round")


class RatingsForm(Form):
    """A file of ratings."""

    file = FileField(_("File"), [FileRequired(_("Please choose a file."))])
