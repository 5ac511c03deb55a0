"""Input: a meeting, who spoke at it, a unit of evidence, and its code."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from assess.forms import Form
from assess.levers.forms.registry import LONGEST, choices
from assess.levers.models import KINDS, STAGES
from assess.levers.models.evidence import UNITS


class MeetingForm(Form):
    """A meeting that was held."""

    kind = SelectField(_("What was it?"), choices=choices("source", KINDS), default="focus_group")
    title = StringField(_("Title"), [InputRequired(_("Please give it a title.")), Length(max=200)])
    day = DateField(_("Day"), [InputRequired(_("Please give a day."))])
    purpose = TextAreaField(_("What was asked?"), [Length(max=LONGEST)])

    def validate_day(self, field: DateField) -> None:
        """What was said was said before today is over."""
        if field.data and field.data > date.today():
            raise ValidationError(_("This day is still to come."))


class SpeakersForm(Form):
    """Who spoke, by the company's person ids."""

    people = TextAreaField(
        _("Person ids, one a line"), [InputRequired(_("Please give at least one.")), Length(max=LONGEST)]
    )

    @property
    def codes(self) -> list[str]:
        """The ids given, in their order."""
        return (self.people.data or "").replace(",", " ").replace(";", " ").split()


class UnitForm(Form):
    """One thing somebody told or showed."""

    speaker = SelectField(_("Who said or showed it?"))
    kind = RadioField(_("Kept as"), choices=choices("unit", UNITS), default="summary")
    text = TextAreaField(_("What was said or seen"), [InputRequired(_("Please write it down.")), Length(max=LONGEST)])
    situation = TextAreaField(_("In which situation?"), [Length(max=LONGEST)])
    action = TextAreaField(_("What was done?"), [Length(max=LONGEST)])
    result = TextAreaField(_("What came of it?"), [Length(max=LONGEST)])
    trace = StringField(_("Artifact or record that shows it"), [Length(max=200)])
    stage = SelectField(_("Stage of selling"), choices=choices("stage", STAGES))


class CodeForm(Form):
    """Which hypothesis a unit is about."""

    lever = RadioField(_("Which hypothesis is this about?"), [InputRequired(_("Please choose, or say none."))])
