"""Input: a ranking of skills, a goal, a check-in."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FloatField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from assess.forms import Form
from assess.levers.models.registry import Lever
from assess.plans.actions import Wanted
from surveys.moments import now

#: How many skills a side ranks at most.
RANKED = 3
_NEEDED = [InputRequired(_("Please write a few words.")), Length(max=2000)]
_NUMBER = [InputRequired(_("Please enter a number."))]


class ChoiceForm(Form):
    """The skill that would pay most, and the next two; each once."""

    first = SelectField(_("Most"), coerce=int)
    second = SelectField(_("Second"), coerce=int)
    third = SelectField(_("Third"), coerce=int)

    def __init__(self, levers: list[Lever], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        named = [SelectChoice(one.id, one.name) for one in levers]
        # no skill is chosen beforehand: what stands there would be said by many who did not mean it
        self.first.choices = [SelectChoice(0, _("Please choose")), *named]
        self.second.choices = self.third.choices = [SelectChoice(0, _("nothing more")), *named]

    def validate_first(self, field: Field) -> None:
        """One at least."""
        if not field.data:
            raise ValidationError(gettext("Please choose one."))

    def validate_second(self, field: Field) -> None:
        """Each once."""
        if field.data and field.data == self.first.data:
            raise ValidationError(gettext("Please choose another one here."))

    def validate_third(self, field: Field) -> None:
        """Each once, and no third without a second."""
        if field.data and (field.data in {self.first.data, self.second.data} or not self.second.data):
            raise ValidationError(gettext("Please choose another one here."))

    @property
    def ranked(self) -> list[int]:
        """Ids of levers, best first."""
        return [one for one in (self.first.data, self.second.data, self.third.data) if one]


class GoalForm(Form):
    """One skill, in words both sign."""

    lever_id = SelectField(_("Skill"), coerce=int)
    behaviour = TextAreaField(_("What will be done differently"), _NEEDED)
    why = TextAreaField(_("Why this"), _NEEDED)
    measure = StringField(_("How it is measured"), _NEEDED)
    source = StringField(_("Where the measure comes from"), _NEEDED)
    baseline = FloatField(_("Now"), _NUMBER)
    target = FloatField(_("Success is"), _NUMBER)
    error = FloatField(_("Error of measurement, 0 for counts"), [*_NUMBER, NumberRange(min=0)], default=0.0)
    per = IntegerField(_("Of how many, for a share"), [Optional(), NumberRange(1, 10_000)])
    begins = DateField(_("From"), [InputRequired(_("Please enter a day."))])
    due = DateField(_("Until"), [InputRequired(_("Please enter a day."))])
    support = TextAreaField(_("What the manager does for it"), _NEEDED)
    schedule = TextAreaField(_("When it is practised"), _NEEDED)
    cadence = IntegerField(_("Days between check-ins"), [*_NUMBER, NumberRange(1, 60)], default=14)

    def __init__(self, levers: list[Lever], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lever_id.choices = [SelectChoice(one.id, one.name) for one in levers]

    def validate_per(self, field: Field) -> None:
        """Both ends lie within it."""
        ends = (self.baseline.data, self.target.data)
        if field.data and not all(end is None or 0 <= end <= field.data for end in ends):
            raise ValidationError(gettext("Now and success have to lie between none and all of them."))

    def validate_target(self, field: Field) -> None:
        """Somewhere else than now."""
        if field.data is not None and field.data == self.baseline.data:
            raise ValidationError(gettext("Success has to differ from now."))

    def validate_due(self, field: Field) -> None:
        """After the first day."""
        if field.data and self.begins.data and field.data <= self.begins.data:
            raise ValidationError(gettext("This day has to come after the first one."))

    @property
    def wanted(self) -> Wanted:
        """What was written."""
        given: dict[str, Any] = {name: self[name].data for name in Wanted.__dataclass_fields__}
        return Wanted(**given)


class LookForm(Form):
    """A check-in: fifteen minutes, three questions."""

    on = DateField(_("Day"), [InputRequired(_("Please enter a day."))])
    practised = BooleanField(_("It was practised since last time"))
    value = FloatField(_("Measured, if it was"), [Optional()])
    chances = IntegerField(_("Of how many"), [Optional(), NumberRange(1, 10_000)])
    note = TextAreaField(_("In a few words"), [Length(max=2000)])

    def __init__(self, per: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.per = per

    def validate_value(self, field: Field) -> None:
        """Of a share no more than there were chances."""
        most = (self.chances.data or self.per) if self.per else None
        if field.data is not None and most is not None and not 0 <= field.data <= most:
            raise ValidationError(gettext("This has to lie between 0 and %(most)s.", most=most))

    def validate_on(self, field: Field) -> None:
        """No day to come."""
        if field.data and field.data > now().date():
            raise ValidationError(gettext("This day has not come yet."))
