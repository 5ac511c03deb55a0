"""Input about openings and candidates."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length

from assess.forms import Form
from assess.hiring.models import STAGES, STATES
from assess.phrases import WORDS


class OpeningForm(Form):
    """A new opening; the choices of hiring managers are the view's."""

    title = StringField(_("Title"), [DataRequired(), Length(max=200)])
    job = StringField(_("Role family"), [DataRequired(), Length(max=100)])
    place = StringField(_("Place"), [Length(max=200)])
    code = StringField(_("Requisition id"), [Length(max=100)])
    hiring_manager = SelectField(_("Hiring manager"), coerce=int)


class StateForm(Form):
    """Whether an opening is open."""

    state = SelectField(_("State"), choices=[SelectChoice(s, WORDS[f"opening.{s}"]) for s in STATES])


class CandidateForm(Form):
    """A candidate for an opening."""

    name = StringField(_("Name"), [DataRequired(), Length(max=200)])
    email = EmailField(_("E-mail"), [DataRequired(), Email(), Length(max=255)])
    code = StringField(_("Candidate id"), [Length(max=100)])


class ImportForm(Form):
    """A file of candidates."""

    file = FileField(_("CSV or Excel file"), [FileRequired(_("Please choose a file."))])


class StageForm(Form):
    """The stage an application is in."""

    stage = SelectField(_("Stage"), choices=[SelectChoice(s, WORDS[f"stage.{s}"]) for s in STAGES])
