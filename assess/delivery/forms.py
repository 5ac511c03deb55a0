"""Input about assessments and invitations."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from assess.delivery.models import PURPOSES
from assess.forms import Form
from assess.phrases import WORDS

MOST_PARTS = 5
PARTS = tuple(f"part_{number}" for number in range(1, MOST_PARTS + 1))


class AssessmentForm(Form):
    """A new assessment; the choices of openings and instruments are the view's."""

    title = StringField(_("Title"), [DataRequired(), Length(max=200)])
    purpose = SelectField(_("Purpose"), choices=[SelectChoice(p, WORDS[f"purpose.{p}"]) for p in PURPOSES])
    opening = SelectField(_("Opening"), coerce=int)
    part_1 = SelectField(_("First instrument"), coerce=int)
    part_2 = SelectField(_("Second instrument"), coerce=int)
    part_3 = SelectField(_("Third instrument"), coerce=int)
    part_4 = SelectField(_("Fourth instrument"), coerce=int)
    part_5 = SelectField(_("Fifth instrument"), coerce=int)
    contact = StringField(_("Contact for questions and accommodations"), [DataRequired(), Length(max=255)])
    days_open = IntegerField(_("Days to answer"), [NumberRange(1, 90)], default=14)
    months_kept = IntegerField(_("Months the answers are kept"), [NumberRange(1, 60)], default=12)

    @property
    def version_ids(self) -> list[int]:
        """The instruments chosen, in order."""
        return [self[name].data for name in PARTS if self[name].data]


class InviteForm(Form):
    """Whom to invite."""

    who = SelectMultipleField(
        _("Whom to invite"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
