"""Input: a decision with its reasons."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, Length

from assess.decisions.models import DECISIONS, REASONS
from assess.forms import Form, TicksField
from assess.phrases import WORDS


def _decisions() -> list[SelectChoice]:
    return [SelectChoice(one, WORDS[f"decisions.decision.{one}"]) for one in DECISIONS]


def _reasons() -> list[SelectChoice]:
    return [SelectChoice(one, WORDS[f"decisions.reason.{one}"]) for one in REASONS]


class DecisionForm(Form):
    """What is decided, and on what it rests."""

    decision = RadioField(_("Decision"), [DataRequired(_("Please choose."))], choices=_decisions)
    reasons = TicksField(_("It rests on"), [DataRequired(_("Name at least one reason."))], choices=_reasons)
    note = TextAreaField(_("In your words, about the job only"), [Length(max=2000)])
