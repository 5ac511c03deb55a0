"""Input about whole instruments: bank files, new drafts, withdrawals."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms.validators import DataRequired, Length

from assess.forms import Form
from assess.instruments.forms.fields import Code, Language, Line, Words


class BankForm(Form):
    """A bank file to check and publish, or to begin a draft with."""

    file = FileField(
        _("Bank file"),
        [FileRequired(_("Please choose a file.")), FileAllowed(["toml"], _("A bank is a file ending in .toml."))],
    )


class NewDraftForm(Form):
    """A draft from nothing."""

    title = Line(_("Title"), [DataRequired(_("Please give it a title.")), Length(max=300)])
    code = Code(_("Code"), taken=())
    language = Language(_("Language it is written in"), default="en")


class WithdrawForm(Form):
    """Why a version shall not be used for anything new."""

    reason = Words(_("Why"), [DataRequired(_("Please say why; others will ask.")), Length(max=1000)])
