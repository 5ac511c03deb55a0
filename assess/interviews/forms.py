"""Input about panels."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateTimeLocalField,
    EmailField,
    FieldList,
    FormField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import (
    Form as PlainForm,
)
from wtforms.validators import DataRequired, Email, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from assess.forms import Form
from assess.interviews.models import CLOSED_REASONS, SECOND_REASONS
from assess.phrases import WORDS

#: Rows for seats when the page opens, and at most.
SEATS, MOST_SEATS = 3, 8
#: Nothing is chosen for anybody where it becomes part of the record.
CHOOSE = SelectChoice("", _("Choose …"))


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
    scheduled_at = DateTimeLocalField(_("When (UTC)"), [Optional()])
    seats = FieldList(FormField(SeatForm), min_entries=SEATS, max_entries=MOST_SEATS)


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
