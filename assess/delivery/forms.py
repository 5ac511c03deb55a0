"""Input about assessments and invitations."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from assess.delivery.models import BASES, EXTRA_TIMES, FEEDBACK, OUTCOMES, PURPOSES, WISHES
from assess.forms import Form
from assess.phrases import WORDS

MOST_PARTS = 5
PARTS = tuple(f"part_{number}" for number in range(1, MOST_PARTS + 1))

#: Leaves a setting as it usually is for the purpose.
USUAL = SelectChoice("", _("As usual for the purpose"))


def _choices(group: str, keys: Sequence[str | float]) -> list[SelectChoice]:
    return [SelectChoice(str(key), WORDS[f"{group}.{key}"]) for key in keys]


class TicksField(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AssessmentForm(Form):
    """A new assessment; the choices of openings and instruments are the view's."""

    title = StringField(_("Title"), [DataRequired(), Length(max=200)])
    purpose = SelectField(_("Purpose"), choices=[SelectChoice(p, WORDS[f"purpose.{p}"]) for p in PURPOSES])
    opening = SelectField(_("Opening"), coerce=int)
    part_1 = SelectField(_("First instrument"), coerce=int)
    part_2 = SelectField(_("Second instrument"), coerce=int)
    part_3 = SelectField(_("Third instrument"), coerce=int)
    part_4 = SelectField(_("Fourth instrument"), coerce=int)
    part_5 = SelectField(_("Fifth instrument"), coerce=int)
    break_minutes = IntegerField(_("Minutes to rest between two instruments"), [NumberRange(0, 120)], default=0)
    contact = StringField(_("Contact for questions and accommodations"), [DataRequired(), Length(max=255)])
    days_open = IntegerField(_("Days to answer"), [NumberRange(1, 90)], default=14)
    months_kept = IntegerField(_("Months the answers are kept"), [NumberRange(1, 60)], default=12)
    feedback = SelectField(
        _("They see their own results"), choices=[USUAL, *_choices("feedback", FEEDBACK)], default=""
    )
    basis = SelectField(_("Lawful basis of the answers"), choices=[USUAL, *_choices("basis", BASES)], default="")
    method_basis = SelectField(
        _("Lawful basis of checking the method"), choices=[USUAL, *_choices("basis", BASES)], default=""
    )
    notice_days = IntegerField(
        _("Working days of notice before the first day to begin"), [NumberRange(0, 60)], default=0
    )
    minimum_age = IntegerField(_("Least age"), [Optional(), NumberRange(0, 21)])
    review_days = IntegerField(_("Days after the decision to ask for a review"), [NumberRange(1, 365)], default=30)

    @property
    def terms(self) -> dict[str, Any]:
        """What was set of the terms; what was left as usual is not among them."""
        names = ("feedback", "basis", "method_basis", "notice_days", "minimum_age", "review_days")
        return {name: self[name].data for name in names if self[name].data not in ("", None)}

    @property
    def version_ids(self) -> list[int]:
        """The instruments chosen, in order."""
        return [self[name].data for name in PARTS if self[name].data]


class InviteForm(Form):
    """Whom to invite."""

    who = SelectMultipleField(
        _("Whom to invite"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class WishForm(Form):
    """What would make taking part easier, without a reason why."""

    wishes = TicksField(_("What would help you?"), choices=_choices("wish", WISHES))
    words = TextAreaField(_("In your own words, if you like"), [Length(max=2000)])


class ArrangementForm(Form):
    """What HR makes of such a request."""

    outcome = RadioField(
        _("Answer"), [DataRequired(_("Please choose."))],
        choices=[SelectChoice(one, WORDS[f"accommodation.{one}"]) for one in ("granted", "declined")],
    )  # fmt: skip
    extra_time = SelectField(_("Time on pages with a limit"), choices=_choices("extra_time", EXTRA_TIMES))
    pauses = BooleanField(_("Breaks as long as they like between all pages"))
    alternative = TextAreaField(_("Another way to take part, if any"), [Length(max=2000)])
    answer = TextAreaField(_("What you tell them"), [DataRequired(_("Write a sentence.")), Length(max=2000)])


class LeaveForm(Form):
    """Leaving, and what becomes of what was answered."""

    erase = RadioField(
        _("What should happen with what you answered so far?"), [InputRequired(_("Please choose."))], default="yes",
        choices=[
            SelectChoice("yes", _("Delete it now")),
            SelectChoice("no", _("Keep it unscored until its time is over, in case I have questions")),
        ],
    )  # fmt: skip


class ReviewForm(Form):
    """Why a person should look again."""

    words = TextAreaField(
        _("How do you see it yourself?"),
        [DataRequired(_("Write a sentence, so that the person knows what to look at.")), Length(max=4000)],
    )


class ReviewerForm(Form):
    """Who looks again; the choices are the view's."""

    reviewer = SelectField(_("Who looks again"), coerce=int)


class OutcomeForm(Form):
    """What came of looking again."""

    outcome = RadioField(
        _("What came of it"), [DataRequired(_("Please choose."))], choices=_choices("review", OUTCOMES)
    )
    reason = TextAreaField(
        _("Why, as the candidate will read it"),
        [DataRequired(_("The candidate is owed a reason.")), Length(max=4000)],
    )
