"""The voluntary questions as a form, in the language of whoever reads it."""

from collections.abc import Mapping

from flask_babel import get_locale
from wtforms import RadioField, SelectChoice
from wtforms.validators import Optional

from assess.forms import Form
from assess.phrases import phrase
from assess.vault.models import UNDISCLOSED, Answer, Question, Questionnaire

#: Before each question's code, so that none is mistaken for a part of the form itself.
_PREFIX = "q_"


class VoluntaryForm(Form):
    """Radio buttons for each question, none of them chosen beforehand and none needed."""

    @property
    def said(self) -> dict[str, str]:
        """What was answered, by question; blanks are left out."""
        return {field.name.removeprefix(_PREFIX): field.data for field in self.questions if field.data}

    @property
    def questions(self) -> list[RadioField]:
        """The fields in order."""
        return [field for field in self if field.name.startswith(_PREFIX)]


def voluntary_form(asked: Questionnaire) -> type[VoluntaryForm]:
    """The form of these questions."""
    fields = {f"{_PREFIX}{question.code}": _field(question) for question in asked.questions}
    return type("VoluntaryForm", (VoluntaryForm,), fields)


def words_of(asked: Questionnaire) -> dict[tuple[str, ...], str]:
    """The words of questions by ``(question,)`` and of answers by ``(question, answer)``, as the reader speaks."""
    found: dict[tuple[str, ...], str] = {}
    for question in asked.questions:
        found[(question.code,)] = _words(question.words, f"vault.{question.code}")
        for answer in question.answers:
            found[question.code, answer.code] = _answer(question, answer)
    return found


def _field(question: Question) -> RadioField:
    choices = [SelectChoice(answer.code, _answer(question, answer)) for answer in question.answers]
    label = _words(question.words, f"vault.{question.code}")
    # a blank sent by a browser without a choice is no choice, not a wrong one
    return RadioField(label, [Optional()], choices=choices)


def _answer(question: Question, answer: Answer) -> str:
    if answer.code == UNDISCLOSED:
        return phrase("vault.undisclosed")
    return _words(answer.words, f"vault.{question.code}.{answer.code}")


def _words(own: Mapping[str, str], key: str) -> str:
    if not own:
        return phrase(key)
    language = getattr(get_locale(), "language", "")
    return own.get(language) or own.get("") or next(iter(own.values()))
