"""Input: a hypothesis, how it is measured, and the tick before the data are opened."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DecimalField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from assess.forms import Form
from assess.levers.actions.registering import SAID
from assess.levers.models import FAMILIES, MEASURES, SOURCES, STAGES, TIERS, TYPES
from assess.phrases import WORDS

LONGEST = 2000


def choices(kind: str, codes: tuple[str, ...]) -> Callable[[], list[SelectChoice]]:
    """The words for codes of one kind, when a page is drawn."""
    return lambda: [SelectChoice(code, WORDS[f"levers.{kind}.{code or 'any'}"]) for code in codes]


class HypothesisForm(Form):
    """Everything a hypothesis says; the field names are the columns."""

    name = StringField(_("Short name"), [InputRequired(_("Please give it a name.")), Length(max=200)])
    statement = TextAreaField(
        _("Statement: who does or has what, and what is expected of their results?"),
        [InputRequired(_("Please say what you expect.")), Length(max=LONGEST)],
    )
    family = SelectField(_("Whose results?"), choices=choices("family", FAMILIES))
    tier = SelectField(_("Where does it lie?"), choices=choices("tier", TIERS), default="position")
    parent = StringField(_("Task it belongs to"), [Length(max=200)])
    type = SelectField(_("What is it?"), choices=choices("type", TYPES), default="behaviour")
    stage = SelectField(_("Stage of selling"), choices=choices("stage", STAGES))
    direction = RadioField(
        _("What do you expect?"), coerce=int, default=1,
        choices=lambda: [
            SelectChoice(1, _("More of it goes with better results")),
            SelectChoice(-1, _("Less of it goes with better results")),
        ],
    )  # fmt: skip
    source = SelectField(_("Where does it come from?"), choices=choices("source", SOURCES), default="discussion")
    source_note = TextAreaField(_("Source in words"), [Length(max=LONGEST)])
    conflict = TextAreaField(_("Who gains if it is believed?"), [Length(max=LONGEST)])
    reverse_cause = BooleanField(_("Good results may bring it, instead of the other way round"))
    reverse_why = TextAreaField(_("How could results bring it?"), [Length(max=LONGEST)])
    circumstances = TextAreaField(_("Circumstances that may produce both"), [Length(max=LONGEST)])
    ethical_risk = TextAreaField(_("What harm could come of asking for it?"), [Length(max=LONGEST)])

    def validate_parent(self, field: StringField) -> None:
        """A task lies within a position."""
        if self.tier.data == "task" and not (field.data or "").strip():
            raise ValidationError(_("A lever of a task names the task."))

    def validate_conflict(self, field: TextAreaField) -> None:
        """A vendor's claim says who earns from it."""
        if self.source.data == "vendor" and not (field.data or "").strip():
            raise ValidationError(_("A vendor's claim names who earns from it."))

    def validate_reverse_why(self, field: TextAreaField) -> None:
        """A way back is said in words."""
        if self.reverse_cause.data and not (field.data or "").strip():
            raise ValidationError(_("Please say how results could bring it."))

    @property
    def said(self) -> dict[str, Any]:
        """What was written, by column."""
        given = {key: self[key].data for key in SAID}
        return {key: value.strip() if isinstance(value, str) else value for key, value in given.items()}


class NewHypothesisForm(HypothesisForm):
    """A hypothesis with the code its values will be uploaded under."""

    code = StringField(
        _("Code"),
        [
            InputRequired(_("Please give it a code.")),
            Regexp(r"\A[a-z][a-z0-9_]{1,39}\Z", message=_("Small letters, digits and _, from 2 to 40 of them.")),
        ],
    )


class MeasureForm(Form):
    """How a hypothesis is measured."""

    kind = SelectField(_("Measured by"), choices=choices("measure", MEASURES), default="upload")
    reference = StringField(_("Which?"), [InputRequired(_("Please say which.")), Length(max=200)])
    reliability = DecimalField(
        _("Reliability, 0 to 1, if known"),
        [Optional(), NumberRange(0.01, 1, message=_("A number above 0, at most 1."))], places=None,
    )  # fmt: skip
    standard = DecimalField(_("From how much on it counts as done, if agreed"), [Optional()], places=None)
    rater_saw_results = BooleanField(_("Whoever rated it knew the results"))
    anonymous = BooleanField(_("It was promised to be anonymous"))


class OpenForm(Form):
    """The tick before the data of a job are opened."""

    sure = BooleanField(
        _("I know that no hypothesis can be changed after this."), [InputRequired(_("Please confirm this first."))]
    )
