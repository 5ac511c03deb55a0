"""Input: a decision with its reasons, a dissent, and the rule that combines the evidence."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from wtforms import DecimalField, FormField, HiddenField, IntegerField, RadioField, SelectChoice, TextAreaField
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from assess.decisions.models import DECISIONS, REASONS
from assess.forms import Form, TicksField
from assess.phrases import WORDS
from scoring.decisions import COMPONENTS, MODELS


def _decisions() -> list[SelectChoice]:
    return [SelectChoice(one, WORDS[f"decisions.decision.{one}"]) for one in DECISIONS]


def _reasons() -> list[SelectChoice]:
    return [SelectChoice(one, WORDS[f"decisions.reason.{one}"]) for one in REASONS]


class DecisionForm(Form):
    """What is decided, and on what it rests; ``last`` and ``rule`` say what the page showed."""

    decision = RadioField(_("Decision"), [DataRequired(_("Please choose."))], choices=_decisions)
    reasons = TicksField(_("It rests on"), [DataRequired(_("Name at least one reason."))], choices=_reasons)
    note = TextAreaField(_("In your words, about the job only"), [Length(max=2000)])
    why = TextAreaField(_("Why you decide otherwise than the composite"), [Length(max=2000)])
    last = IntegerField(default=0, widget=HiddenInput())
    rule = IntegerField(default=0, widget=HiddenInput())


class DissentForm(Form):
    """What somebody would have decided instead."""

    would = RadioField(_("I would have decided"), [DataRequired(_("Please choose."))], choices=_decisions)
    text = TextAreaField(_("In your words, about the job only"), [Length(max=2000)])


class _Components(Part):
    """A number for each kind of evidence; left empty where there is none."""


for _component in COMPONENTS:
    setattr(
        _Components,
        _component,
        DecimalField(WORDS[f"component.{_component}"], [Optional(), NumberRange(-10_000, 10_000)], places=None),
    )


class RuleForm(Form):
    """How the evidence is combined; ``last`` is the version the page showed."""

    weights = FormField(_Components)
    model = RadioField(
        _("How they are combined"),
        [DataRequired(_("Please choose."))],
        choices=lambda: [SelectChoice(one, WORDS[f"decisions.model.{one}"]) for one in MODELS],
    )
    hurdles = FormField(_Components)
    least = DecimalField(_("Least rating on critical topics"), [Optional(), NumberRange(1, 10)], places=None)
    critical = TicksField(_("Critical topics"))
    cut_source = TextAreaField(_("How the cuts were set"), [Length(max=2000)])
    reason = TextAreaField(_("Why this rule"), [DataRequired(_("Please say why.")), Length(max=2000)])
    origin = HiddenField(default="own")
    last = IntegerField(default=0, widget=HiddenInput())

    @property
    def given_weights(self) -> Mapping[str, float]:
        """Weights that were filled in."""
        return {name: float(value) for name, value in self.weights.data.items() if value}

    @property
    def given_hurdles(self) -> Mapping[str, float]:
        """Cuts that were filled in."""
        return {name: float(value) for name, value in self.hurdles.data.items() if value is not None}

    @property
    def minimum(self) -> Mapping[str, float]:
        """The least rating by critical topic."""
        least = self.least.data
        return {} if least is None else {topic: float(least) for topic in self.critical.data or ()}
