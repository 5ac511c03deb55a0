"""Input about rounds and panels."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext as _
from wtforms import (
    DateTimeLocalField,
    EmailField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import (
    Form as PlainForm,
)
from wtforms.validators import DataRequired, Email, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from assess.forms import Form
from assess.interviews.models import CLOSED_REASONS, DEADLINE_HOURS, MINUTES, SCORE_RULES, SECOND_REASONS
from assess.phrases import WORDS
from surveys.definition import Instrument
from surveys.models import InstrumentVersion

#: Rows for seats when the page opens, and at most.
SEATS, MOST_SEATS = 3, 8
#: Nothing is chosen for anybody where it becomes part of the record.
CHOOSE = SelectChoice("", _("Choose …"))


def _zone() -> ZoneInfo:
    zone: ZoneInfo = current_app.config["EXEMPLAR"].zone
    return zone


def wall_clock(moment: datetime | None) -> datetime | None:
    """What clocks showed where the company is."""
    return moment.astimezone(_zone()).replace(tzinfo=None) if moment else None


class LocalTimeField(DateTimeLocalField):
    """A time as clocks show it where the company is; the hour that is left out in spring is refused."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        # the first is how the value is written for a browser, the others are what browsers have sent
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, validators, format=formats, **options)
        self.label.text = _("%(label)s (%(zone)s)", label=label, zone=_zone().key)

    @property
    def moment(self) -> datetime | None:
        """The moment in UTC; None where nothing was given."""
        return self.data.replace(tzinfo=_zone()).astimezone(UTC) if self.data else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Refuse a time no clock shows."""
        if not validation_stopped and wall_clock(self.moment) != self.data:
            raise ValidationError(str(_("Clocks are put forward then: this time does not exist.")))


class TopicsField(SelectMultipleField):
    """Topics as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeatForm(PlainForm):
    """One seat: a colleague or somebody from outside, and their topics."""

    account = SelectField(_("Colleague"), coerce=int)
    name = StringField(_("or somebody without an account: name"), [Length(max=200)])
    email = EmailField(_("and e-mail"), [Optional(), Email(), Length(max=255)])
    topics = TopicsField(_("Topics"))

    @property
    def taken(self) -> bool:
        """Whether somebody is named."""
        return bool(self.account.data or (self.name.data or "").strip() or self.email.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """An empty row is fine; a filled one names one person and has topics."""
        valid = bool(super().validate(extra_validators))
        if not self.taken:
            for field in self:
                field.errors = []
            return True
        outside = (self.name.data or "").strip() or self.email.data
        if self.account.data and outside:
            self.account.errors = [_("Choose a colleague or name somebody from outside, not both.")]
        elif outside and not ((self.name.data or "").strip() and self.email.data):
            self.email.errors = [*self.email.errors, _("Name and e-mail are both needed, to send the link.")]
        if not self.topics.data:
            self.topics.errors = [_("Tick at least one topic.")]
        return valid and not (self.account.errors or self.email.errors or self.topics.errors)


class PlanForm(Form):
    """A panel; the choices are the view's."""

    chair = SelectField(_("Chair"), coerce=int)
    scheduled_at = LocalTimeField(_("When"), [Optional()])
    seats = FieldList(FormField(SeatForm), min_entries=SEATS, max_entries=MOST_SEATS)


class WhenForm(Form):
    """Another time for a panel."""

    scheduled_at = LocalTimeField(_("When"), [DataRequired(_("Say when."))])


class CancelForm(Form):
    """A button."""


class RoundForm(Form):
    """A round; the guides are the view's."""

    name = StringField(_("Name"), [DataRequired(_("Give it a name.")), Length(max=200)])
    kind = SelectField(
        _("Kind"),
        choices=[SelectChoice(one, WORDS[f"interviews.kind.{one}"]) for one in ("interview", "simulation")],
    )
    guide = SelectField(_("Guide"), coerce=int)
    raters = IntegerField(_("People in the panel"), [NumberRange(2, MOST_SEATS)], default=SEATS)
    minutes = IntegerField(_("Minutes"), [NumberRange(5, 600)], default=MINUTES)
    deadline_hours = IntegerField(
        _("Scorecards due, hours after the end"), [NumberRange(1, 336)], default=DEADLINE_HOURS
    )


def offered(form: RoundForm, guides: Iterable[tuple[InstrumentVersion, Instrument]]) -> RoundForm:
    """The form with the guides there are."""
    form.guide.choices = [SelectChoice(version.id, instrument.title) for version, instrument in guides]
    return form


class RuleForm(Form):
    """Which average counts."""

    rule = RadioField(
        _("Which average counts"), choices=[SelectChoice(one, WORDS[f"interviews.rule.{one}"]) for one in SCORE_RULES]
    )


class DealtForm(PlainForm):
    """The topics of one seat."""

    topics = TopicsField(_("Topics"))


class DealForm(Form):
    """Who asks what."""

    seats = FieldList(FormField(DealtForm), max_entries=MOST_SEATS)


class CloseForm(Form):
    """Why a seat is closed."""

    reason = SelectField(
        _("Reason"),
        [DataRequired(_("Say why."))],
        choices=[CHOOSE, *(SelectChoice(one, WORDS[f"interviews.closed.{one}"]) for one in CLOSED_REASONS)],
    )


class SecondForm(Form):
    """A second rating of one topic."""

    topic = SelectField(_("Topic"), [DataRequired(_("Choose a topic."))])
    points = SelectField(_("Second rating"), [DataRequired(_("Choose the points."))])
    reason = SelectField(
        _("Reason"),
        [DataRequired(_("Say why."))],
        choices=[CHOOSE, *(SelectChoice(one, WORDS[f"interviews.second.{one}"]) for one in SECOND_REASONS)],
    )
