"""What the vault keeps, and what it asks."""

from assess.vault.models.questions import UNDISCLOSED, Answer, Question, Questionnaire, QuestionsRefused, questionnaire
from assess.vault.models.tables import KEPT_BYTES, key_mark, metadata, released_set, voluntary_answer

__all__ = [
    "KEPT_BYTES",
    "UNDISCLOSED",
    "Answer",
    "Question",
    "Questionnaire",
    "QuestionsRefused",
    "key_mark",
    "metadata",
    "questionnaire",
    "released_set",
    "voluntary_answer",
]
