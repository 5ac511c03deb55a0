"""Answering an advice with a reason."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SubmitField
from wtforms.validators import Length, ValidationError

from assess.forms import Form
from assess.instruments.forms.fields import Line

#: Standard errors of measurement to choose from, in standard deviations, with the reliability each stands for.
PRECISIONS = ((0.55, 0.70), (0.45, 0.80), (0.39, 0.85), (0.32, 0.90))


class AnswerForm(Form):
    """Why an advice is not followed; the button ``back`` takes an answer back."""

    rule = HiddenField()
    place = HiddenField()
    mark = HiddenField()
    reason = Line(_("Why it stays as it is"), [Length(max=500)])
    back = SubmitField(_("Take back"))

    def validate_reason(self, field: Line) -> None:
        """A reason, unless one is taken back."""
        if not field.data and not self.back.data:
            raise ValidationError(_("Please say why."))
