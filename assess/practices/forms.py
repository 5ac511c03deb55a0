"""Input: a practice, where it departs from a standard, what stands in its way, and a vote."""

from typing import ClassVar

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from assess.forms import Form
from assess.phrases import WORDS
from assess.practices.actions import Statement
from assess.practices.models import BARRIER_STATES, BENEFITS
from scoring.content_validity import ESSENTIAL

VOTES = (ESSENTIAL, "useful", "not_necessary")
_WORDS = [Length(max=2000)]
_NEEDED = [InputRequired(_("Please write a few words.")), Length(max=2000)]


class PracticeForm(Form):
    """One sentence in four parts, and what is said of it; parts may be filled in later."""

    title = StringField(_("Name"), [InputRequired(_("Please give it a name.")), Length(max=200)])
    situation = TextAreaField(_("When …"), _WORDS)
    action = TextAreaField(_("… they do …"), _WORDS)
    means = TextAreaField(_("… using …"), _WORDS)
    result = TextAreaField(_("… so that …"), _WORDS)
    benefit = SelectField(
        _("What it is good for"),
        choices=lambda: [SelectChoice(one, WORDS[f"practices.benefit.{one}"]) for one in BENEFITS],
    )
    artifact = TextAreaField(_("What somebody made for it (a dashboard, a list, a template)"), _WORDS)
    claim = TextAreaField(_("What they say it gives them"), _WORDS)

    @property
    def statement(self) -> Statement:
        """What was written, without blanks around it."""
        parts = ("title", "situation", "action", "means", "result", "benefit", "artifact", "claim")
        return Statement(**{part: (self[part].data or "").strip() for part in parts})


class StepForm(Form):
    """A step on the page of a practice; ``name`` is which one, a button alone is ``press``."""

    name: ClassVar[str] = "press"


class DeviationForm(StepForm):
    """Which standard, how, why."""

    name = "deviation"

    standard = StringField(_("Which standard"), [InputRequired(_("Please name it.")), Length(max=200)])
    how = TextAreaField(_("How the practice departs from it"), _NEEDED)
    why = TextAreaField(_("Why"), _NEEDED)


class BarrierForm(StepForm):
    """What stands in the way, who sees to it, until when."""

    name = "barrier"

    what = TextAreaField(_("What stands in the way"), _NEEDED)
    owner = StringField(_("Who sees to it"), [InputRequired(_("Please name somebody.")), Length(max=200)])
    fix = TextAreaField(_("How"), _WORDS)
    due = DateField(_("Until"), [Optional()])


class BarrierStateForm(StepForm):
    """How a barrier stands."""

    state = SelectField(
        _("State"), choices=lambda: [SelectChoice(one, WORDS[f"practices.barrier.{one}"]) for one in BARRIER_STATES]
    )


class WordsForm(StepForm):
    """A few words: the evidence read, or what was said of a dispute."""

    name = "words"

    words = TextAreaField(_("In a few words"), _NEEDED)


class ScreenForm(StepForm):
    """May everybody do it?"""

    name = "screen"

    fit = RadioField(
        _("May everybody do it: lawful, ethical, allowed?"),
        [InputRequired(_("Please choose one."))],
        choices=[SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))],
    )
    words = TextAreaField(_("Why"), _NEEDED)


class VoteForm(Form):
    """Is this essential for sustained, ethical, high performance?"""

    vote = RadioField(
        _("For sustained, ethical, high performance this is"),
        [InputRequired(_("Please choose one."))],
        choices=lambda: [SelectChoice(one, WORDS[f"practices.vote.{one}"]) for one in VOTES],
    )
