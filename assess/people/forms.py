"""Input about accounts."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Email, Length
from wtforms.widgets import CheckboxInput, ListWidget

from assess.access import Role
from assess.forms import Form
from assess.phrases import WORDS


class RolesField(SelectMultipleField):
    """Roles as a list of check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _choices() -> list[SelectChoice]:
    return [SelectChoice(role.value, WORDS[f"role.{role.value}"]) for role in Role]


class RolesForm(Form):
    """Which roles an account holds."""

    roles = RolesField(_("Roles"), choices=_choices)


class AccountForm(RolesForm):
    """A new account."""

    name = StringField(_("Name"), [DataRequired(), Length(max=200)])
    email = EmailField(_("Work e-mail"), [DataRequired(), Email(), Length(max=255)])
