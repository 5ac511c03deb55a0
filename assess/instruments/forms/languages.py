"""Translations: a language more, a page of texts with their words, a translator's file."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import Length

from assess.forms import Form
from assess.instruments.forms.fields import Language, Words
from surveys.drafting.catalogues import Word
from surveys.drafting.parts import mark


class LanguageForm(Form):
    """A language more."""

    language = Language(_("Language"))


class CatalogueForm(Form):
    """A translator's file."""

    file = FileField(
        _("File from the translator"),
        [
            FileRequired(_("Please choose a file.")),
            FileAllowed(["csv", "po"], _("A translation comes as a file ending in .csv or .po.")),
        ],
    )


def words_form(words: Sequence[Word]) -> Form:
    """A form with a field for each text, and the mark of the words it showed."""
    fields: dict[str, Any] = {}
    data: dict[str, str] = {}
    for word in words:
        key = mark(word.text)
        fields[f"t_{key}"] = Words(word.text, [Length(max=20_000)], rows=1 + len(word.text) // 60)
        fields[f"was_{key}"] = HiddenField()
        data |= {f"t_{key}": word.translation, f"was_{key}": mark(word.translation)}
    made: Form = type("WordsForm", (Form,), fields)(data=data)
    return made


def said(form: Form, words: Sequence[Word]) -> tuple[Mapping[str, str], int]:
    """What changed since the page was drawn, and how many fields somebody else changed as well.

    Those stay out, show both sides, and are taken the next time they are sent.
    """
    new, clashes = {}, 0
    for word in words:
        key = mark(word.text)
        field, was = form[f"t_{key}"], form[f"was_{key}"]
        if field.data == word.translation or mark(field.data) == was.data:
            continue
        if was.data == mark(word.translation):
            new[word.text] = field.data
            continue
        clashes += 1
        field.errors = [gettext("Somebody wrote meanwhile: %(words)s", words=word.translation or "–")]
        was.data, was.raw_data = mark(word.translation), None
    return new, clashes
