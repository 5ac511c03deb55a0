"""Input of campaigns, and a whole instrument as one form."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from assess.campaigns.models import KINDS, PROMISES
from assess.campaigns.queries import CUTS
from assess.forms import Form as BaseForm
from assess.phrases import WORDS
from surveys.definition import Instrument, Section
from surveys.forms import form_class
from surveys.moments import now
from surveys.standing import Standing

LEAST = ("5", "7", "10")
#: A single standing question is made on a page of its own.
OFFERED = tuple(kind for kind in KINDS if kind != "question")


def _choices(prefix: str, codes: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(code, WORDS[f"{prefix}.{code}"]) for code in codes]


def _cuts() -> list[SelectChoice]:
    return [SelectChoice("", _("Not by groups")), *(SelectChoice(cut, WORDS[f"campaigns.cut.{cut}"]) for cut in CUTS)]


class CampaignForm(BaseForm):
    """A new campaign; ``instruments`` and ``jobs`` fill the lists."""

    title = StringField(_("Title, as people will read it"), [DataRequired(), Length(max=200)])
    instrument = SelectField(_("Questions"), [DataRequired()])
    kind = SelectField(_("Kind of survey"), choices=lambda: _choices("campaigns.kind", OFFERED))
    promise = SelectField(_("Promise"), choices=lambda: _choices("campaigns.promised", PROMISES))
    job = SelectField(_("Who is asked"))
    first = SelectField(_("Show results by"), choices=_cuts)
    second = SelectField(_("and within these by"), choices=_cuts)
    least = SelectField(_("Fewest answers behind a number"), choices=[SelectChoice(n, n) for n in LEAST], default="5")
    closes_on = DateField(_("Last day"), [DataRequired()])
    every_weeks = IntegerField(_("Ask again every … weeks"), [Optional(), NumberRange(1, 52)])
    waves = IntegerField(_("Waves in all"), [Optional(), NumberRange(2, 52)])

    def __init__(self, instruments: list[Instrument], jobs: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.instrument.choices = [SelectChoice(one.content_hash, one.title) for one in instruments]
        self.job.choices = [SelectChoice("", _("Everybody")), *(SelectChoice(job, job) for job in jobs)]

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

    def validate_every_weeks(self, field: IntegerField) -> None:
        """Weeks and waves go together, and a wave is over before the next one opens."""
        if bool(field.data) != bool(self.waves.data):
            raise ValidationError(_("Say both how often and how many waves, or neither."))
        if field.data and self.closes_on.data and self.closes_on.data >= now().date() + timedelta(weeks=field.data):
            raise ValidationError(_("Each wave must be over before the next one opens: choose an earlier last day."))

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


def together(standing: Standing) -> Section:
    """All items somebody is asked, in their language and order, as if they stood in one section."""
    return Section(
        "all", standing.instrument.title, tuple(item for page in standing.pages for item in page.shown.items)
    )


def answer_form(instrument: Instrument) -> Form:
    """Every question on one page, with protection against forged requests."""
    made: Form = form_class(whole(instrument), BaseForm)()
    return made


class CommentForm(BaseForm):
    """Words of one's own, and whether they may be told by themselves in other words."""

    said = TextAreaField(_("In your own words"))
    quotable = BooleanField(_("If few others say so, it may still be told, in other words than mine"))
    proof = HiddenField()


class ThemeForm(BaseForm):
    """A theme in the reviewer's words."""

    title = StringField(_("Theme"), [DataRequired(), Length(max=120)])
    paraphrase = TextAreaField(_("What people say, in your words"), [DataRequired(), Length(max=1000)])


class CustomersForm(BaseForm):
    """Names that are taken out of free text, one a line."""

    names = TextAreaField(_("One a line"), [Length(max=200_000)])
