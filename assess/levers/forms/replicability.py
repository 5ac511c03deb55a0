"""Input: whether others can do it, five answers from 1 to 5."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from assess.forms import Form

_POINTS = [SelectChoice(1, _("1, no")), *(SelectChoice(n, str(n)) for n in (2, 3, 4)), SelectChoice(5, _("5, yes"))]
_ASKED = [InputRequired(_("Please choose one."))]


class ReplicabilityForm(Form):
    """Methods §11.5, questions 1 to 5; whether it is lawful and ethical is asked of each practice."""

    taught = RadioField(_("Can it be taught within ninety days?"), _ASKED, choices=_POINTS, coerce=int)
    talent = RadioField(_("Does it need no unusual talent?"), _ASKED, choices=_POINTS, coerce=int)
    access = RadioField(
        _("Does it need no special access, territory or relationship?"), _ASKED, choices=_POINTS, coerce=int
    )
    segments = RadioField(_("Does it work in more than one segment?"), _ASKED, choices=_POINTS, coerce=int)
    time = RadioField(_("Is the time it takes acceptable?"), _ASKED, choices=_POINTS, coerce=int)
