"""Input: how often somebody did a thing, of how many occasions."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from assess.forms import Form

MOST = 1000


class TallyForm(Form):
    """One count of one person."""

    speaker = SelectField(_("Whom did you watch?"), coerce=int)
    key = SelectField(_("What did you count?"))
    occasions = IntegerField(
        _("Occasions to do it"),
        [InputRequired(_("Please give a number.")), NumberRange(1, MOST, _("From 1 to %(max)s."))],
    )
    done = IntegerField(
        _("Times it was done"),
        [InputRequired(_("Please give a number.")), NumberRange(0, MOST, _("From 0 to %(max)s."))],
    )

    def validate_done(self, field: IntegerField) -> None:
        """Nobody does a thing more often than there are occasions."""
        if field.data is not None and self.occasions.data is not None and field.data > self.occasions.data:
            raise ValidationError(_("More often than there were occasions."))
