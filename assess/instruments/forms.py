"""Input of the library."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileAllowed, FileField, FileRequired

from assess.forms import Form


class BankForm(Form):
    """A bank file to check and publish."""

    file = FileField(
        _("Bank file"),
        [FileRequired(_("Please choose a file.")), FileAllowed(["toml"], _("A bank is a file ending in .toml."))],
    )
