"""Input about references and background checks."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    EmailField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, Email, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from assess.forms import Form
from assess.phrases import WORDS
from assess.references.models import FEWEST, LAST, LENGTHS, MOST, RELATIONS, STATUSES, STEPS

#: Nothing is chosen for anybody where it becomes part of the record.
CHOOSE = SelectChoice("", _("Choose …"))


def _choices(group: str, keys: tuple[str, ...]) -> list[SelectChoice]:
    return [SelectChoice(key, WORDS[f"{group}.{key}"]) for key in keys]


class RulesForm(Form):
    """Which references an opening asks for."""

    wanted = IntegerField(_("References asked for"), [NumberRange(FEWEST, MOST)], default=4)
    required = SelectMultipleField(
        _("Among them at least one"), choices=_choices("code.relation", RELATIONS), default=["manager"],
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip
    days_open = IntegerField(_("Days to name referees, and again to answer"), [NumberRange(3, 60)], default=10)
    months_kept = IntegerField(_("Months the answers are kept"), [NumberRange(1, 60)], default=12)
    contact = StringField(_("Contact for questions"), [DataRequired(), Length(max=255)])


class RefereeForm(PlainForm):
    """One referee, as the candidate names them."""

    name = StringField(_("Name"), [DataRequired(_("Who is it?")), Length(max=200)])
    email = EmailField(
        _("E-mail at work, if they have one"), [DataRequired(_("The questions go there.")), Email(), Length(max=255)]
    )
    relation = SelectField(
        _("They were or are"), [DataRequired(_("Please choose."))], choices=[CHOOSE, *_choices("relation", RELATIONS)]
    )
    length = SelectField(
        _("Worked together for"), [DataRequired(_("Please choose."))], choices=[CHOOSE, *_choices("length", LENGTHS)]
    )
    last = SelectField(
        _("Worked together last"), [DataRequired(_("Please choose."))], choices=[CHOOSE, *_choices("last", LAST)]
    )


class NamesForm(Form):
    """The referees a candidate names, as many as are asked for."""

    referees = FieldList(FormField(RefereeForm))


def names_form(places: int, formdata: Any) -> NamesForm:
    """A form with so many places, filled with what was sent."""
    form: NamesForm = type("NamesForm", (NamesForm,), {
        "referees": FieldList(FormField(RefereeForm), min_entries=places, max_entries=places)
    })(formdata=formdata)  # fmt: skip
    return form


class AgreeForm(Form):
    """How the referee says they worked together."""

    relation = RadioField(
        _("What were you to them?"), [DataRequired(_("Please choose."))], choices=_choices("relation.you", RELATIONS)
    )
    length = RadioField(
        _("How long did you work together?"), [DataRequired(_("Please choose."))], choices=_choices("length", LENGTHS)
    )


class BackgroundForm(Form):
    """A status or a step of a background check."""

    what = SelectField(_("What happened"), [DataRequired(_("Please choose."))], choices=[
        CHOOSE, *_choices("background", (*STEPS, *STATUSES[1:]))
    ])  # fmt: skip
    done_on = DateField(_("On"), [DataRequired(_("Which day?"))])
