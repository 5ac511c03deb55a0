"""Input: what the job analysis says of each scale."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length

from assess import forms


class ScaleForm(Form):
    """One scale."""

    key = HiddenField(validators=[DataRequired()])
    direction = SelectField(
        _("More of it is expected to be"),
        choices=[
            SelectChoice("0", _("not stated")),
            SelectChoice("1", _("better")),
            SelectChoice("-1", _("worse")),
        ],
    )
    job_related = BooleanField(_("Linked to the job"))
    #: What experts on the job call for; the view knows which.
    competency = SelectField(_("Measures something of"), choices=())
    reason = StringField(_("Which task or requirement"), [Length(max=500)])


class ScalesForm(forms.Form):
    """Every scale a profile could use."""

    scales = FieldList(FormField(ScaleForm))
