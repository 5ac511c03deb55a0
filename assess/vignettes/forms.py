"""Input about experts."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired

from assess.forms import Form
from assess.people.models import Account


class ExpertForm(Form):
    """A colleague to rate blind."""

    account = SelectField(_("Colleague"), [InputRequired(_("Choose somebody."))])

    def offer(self, accounts: Iterable[Account]) -> None:
        """Let these be chosen; nobody is chosen beforehand."""
        self.account.choices = [
            SelectChoice("", str(_("Choose …"))),
            *(SelectChoice(str(one.id), one.name) for one in accounts),
        ]
