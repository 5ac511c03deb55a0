"""Input: what is decided of a KPI, a target and its method, an answer, a sponsor's reason, an expected threshold."""

from flask_babel import lazy_gettext as _
from wtforms import DecimalField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from assess.benchmarks.models import SETTERS, VISIBILITIES
from assess.forms import Form, TicksField
from assess.phrases import WORDS

LONGEST = 2000


def _setters() -> list[SelectChoice]:
    return [SelectChoice(one, WORDS[f"benchmarks.setters.{one or 'kind'}"]) for one in SETTERS]


def _visibilities() -> list[SelectChoice]:
    return [SelectChoice(one, WORDS[f"benchmarks.visibility.{one}"]) for one in VISIBILITIES]


class RuleForm(Form):
    """Who sets the bar of a KPI, why, and what colleagues see of it."""

    setters = SelectField(_("Who sets the bar?"), choices=_setters)
    visibility = RadioField(
        _("What do colleagues see?"), [InputRequired(_("Please choose."))], choices=_visibilities, default="withheld"
    )
    why = TextAreaField(_("Why? Everybody it concerns may read this."), [Length(max=LONGEST)])


class ProposalForm(Form):
    """A target to ask the best about."""

    value = DecimalField(_("Target"), [InputRequired(_("Please give a number."))], places=None)
    cell = StringField(_("Segment"), [Length(max=100)])


class MethodForm(Form):
    """Why a target serves the strategy, and how anybody can reach it."""

    why = TextAreaField(_("How does it serve the strategy?"), [Length(max=LONGEST)])
    method = TextAreaField(_("Method by which others can reach it"), [Length(max=LONGEST)])


class AskForm(Form):
    """Whom to ask."""

    people = TicksField(_("Whom do you ask?"), [InputRequired(_("Choose at least one person."))], coerce=int)


class AnswerForm(Form):
    """What one of the best says of a target."""

    endorses = RadioField(
        _("Do you see this as the mark to work towards?"),
        [InputRequired(_("Please choose."))],
        choices=lambda: [
            SelectChoice("yes", _("Yes, I work towards it myself")),
            SelectChoice("no", _("No, it is not what gets results")),
        ],
    )
    reason = TextAreaField(_("Why?"), [InputRequired(_("Please say why in a sentence.")), Length(max=LONGEST)])


class ReasonForm(Form):
    """Why a sponsor answers for a target."""

    reason = TextAreaField(
        _("Why should it be published all the same?"), [InputRequired(_("Please say why.")), Length(max=LONGEST)]
    )


class ExpectForm(Form):
    """A threshold to be written down before the data are asked."""

    level = DecimalField(_("Level you expect"), [InputRequired(_("Please give a number."))], places=None)
    why = TextAreaField(_("Why do you expect it?"), [InputRequired(_("Please say why.")), Length(max=LONGEST)])


class RecognitionForm(Form):
    """Whether and where somebody wants to be named."""

    scope = RadioField(
        _("May colleagues see your name where you reach a target?"),
        choices=lambda: [
            SelectChoice("", _("No, nobody")),
            SelectChoice("team", _("Yes, my own team")),
            SelectChoice("company", _("Yes, everybody in the company")),
        ],
    )
