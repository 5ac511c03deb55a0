"""Input of campaigns, and a whole instrument as one form."""

from datetime import UTC, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, Form, HiddenField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from assess.campaigns.queries import CUTS
from assess.forms import Form as BaseForm
from assess.phrases import WORDS, phrase
from surveys.definition import Instrument, Section
from surveys.forms import form_class
from surveys.moments import now

LEAST = ("5", "7", "10")


def _cuts() -> list[SelectChoice]:
    return [SelectChoice("", _("Not by groups")), *(SelectChoice(cut, WORDS[f"campaigns.cut.{cut}"]) for cut in CUTS)]


class CampaignForm(BaseForm):
    """A new campaign; ``instruments`` and ``jobs`` fill the lists."""

    title = StringField(_("Title, as people will read it"), [DataRequired(), Length(max=200)])
    instrument = SelectField(_("Questions"), [DataRequired()])
    promise = HiddenField(default="anonymous")
    job = SelectField(_("Who is asked"))
    first = SelectField(_("Show results by"), choices=_cuts)
    second = SelectField(_("and within these by"), choices=_cuts)
    least = SelectField(_("Fewest answers behind a number"), choices=[SelectChoice(n, n) for n in LEAST], default="5")
    closes_on = DateField(_("Last day"), [DataRequired()])

    def __init__(self, instruments: list[Instrument], jobs: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.instrument.choices = [SelectChoice(one.content_hash, one.title) for one in instruments]
        self.job.choices = [SelectChoice("", _("Everybody")), *(SelectChoice(job, job) for job in jobs)]

    def validate_promise(self, field: HiddenField) -> None:
        """Only what can be kept is promised."""
        if field.data != "anonymous":
            raise ValidationError(phrase("campaigns.confidential"))

    def validate_second(self, field: SelectField) -> None:
        """Two different cuts, and no second without a first."""
        if field.data and field.data in {"", self.first.data}:
            raise ValidationError(_("Please choose another grouping here, or none."))
        if field.data and not self.first.data:
            raise ValidationError(_("Choose the coarser grouping first."))

    def validate_closes_on(self, field: DateField) -> None:
        """A day to come."""
        if field.data and field.data <= now().date():
            raise ValidationError(_("Please choose a day to come."))

    @property
    def cuts(self) -> list[str]:
        """The groupings asked for, coarse before fine."""
        return [cut for cut in (self.first.data, self.second.data) if cut]

    @property
    def closes_at(self) -> datetime:
        """The end of the last day, UTC."""
        return datetime.combine(self.closes_on.data, time.max, UTC)


def whole(instrument: Instrument) -> Section:
    """All items of an instrument as if they stood in one section."""
    return Section("all", instrument.title, tuple(instrument.items.values()))


def answer_form(instrument: Instrument) -> Form:
    """Every question on one page, with protection against forged requests."""
    made: Form = form_class(whole(instrument), BaseForm)()
    return made
