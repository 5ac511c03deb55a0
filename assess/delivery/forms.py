"""Input about assessments and invitations."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FloatField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from assess.delivery.models import BASES, EXTRA_TIMES, FEEDBACK, OUTCOMES, PURPOSES, WISHES
from assess.forms import Form, TicksField
from assess.phrases import WORDS
from surveys.definition import Instrument, Item, Option

MOST_PARTS = 5
PARTS = tuple(f"part_{number}" for number in range(1, MOST_PARTS + 1))

#: Leaves a setting as it usually is for the purpose.
USUAL = SelectChoice("", _("As usual for the purpose"))


def _choices(group: str, keys: Sequence[str | float]) -> list[SelectChoice]:
    return [SelectChoice(str(key), WORDS[f"{group}.{key}"]) for key in keys]


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

    who = TicksField(_("Whom to invite"), coerce=int)


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


SIGNS = [SelectChoice("1", _("for it")), SelectChoice("-1", _("against it")), SelectChoice("0", _("left out"))]


class KeyForm(Form):
    """Another scoring key of a version, made for it by ``key_form``."""

    reason = TextAreaField(
        _("Why the key is corrected"),
        [DataRequired(_("Whoever asks later how the scores came about is owed a reason.")), Length(max=2000)],
    )


def key_form(published: Instrument, used: Instrument, reason: str = "") -> KeyForm:
    """A form with sign and weight of every item of a scale, and what each option is worth, as in ``used``.

    Items that the published key has and this one left out stand there to be taken in again.
    """
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"reason": reason}
    for before, scale in zip(published.scales, used.scales, strict=True):
        known = {one.item: one for one in scale.items}
        for item in dict.fromkeys(one.item for one in (*before.items, *scale.items)):
            name, keyed = f"{scale.code}__{item}", known.get(item)
            fields[f"{name}__sign"] = SelectField(choices=SIGNS)
            fields[f"{name}__weight"] = FloatField(validators=[InputRequired(), NumberRange(0.01, 100)])
            data |= {f"{name}__sign": str(keyed.sign if keyed else 0), f"{name}__weight": keyed.weight if keyed else 1}
    for one, option in worths(used):
        name = f"{one.code}__{option.value}__score"
        fields[name] = FloatField(validators=[InputRequired()])
        data[name] = option.score
    made: KeyForm = type("KeyForm", (KeyForm,), fields)(data=data)
    return made


def worths(instrument: Instrument) -> list[tuple[Item, Option]]:
    """Every option whose worth the key says."""
    return [(item, option) for item in instrument.items.values() for option in item.options if option.score is not None]


def wanted_key(form: KeyForm, published: Instrument) -> dict[str, Any]:
    """What the form changes of the published key, as ``surveys.keying`` reads it."""
    scales: dict[str, dict[str, float]] = {scale.code: {} for scale in published.scales}
    options: dict[str, dict[str, float]] = {}
    for code, key in scales.items():
        prefix = f"{code}__"
        for name in (field.name for field in form if field.name.startswith(prefix) and field.name.endswith("__sign")):
            item = name.removeprefix(prefix).removesuffix("__sign")
            sign = int(form[name].data)
            if item in published.items and sign:
                key[item] = sign * form[f"{prefix}{item}__weight"].data
    for one, option in worths(published):
        options.setdefault(one.code, {})[option.value] = form[f"{one.code}__{option.value}__score"].data
    spoken_for = {scale.code for scale in published.scales if scale.items}
    return {"scales": {code: key for code, key in scales.items() if code in spoken_for}, "options": options}
