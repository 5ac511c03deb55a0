"""Input: which files are taken with which columns, and the small forms of the wizard."""

from types import MappingProxyType
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, Field, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from assess.forms import Form, TicksField
from assess.people.forms import PEOPLE_COLUMNS
from assess.performance.actions.beside import BESIDE
from assess.performance.models import AGGREGATIONS, KINDS_OF_KPI, TIMINGS, TYPES, VERDICTS
from assess.phrases import WORDS
from assess.uploads import Column
from assess.uploads.stated import amount
from scoring.money import CURRENCIES

KINDS = ("people", "metrics", "kpis", "kpis_wide", "territories", "assignments", "events", "rates")

_PERSON = Column(
    "person_id", required=True, longest=100, synonyms=("person", "employee id", "employee", "rep id", "id")
)
_TERRITORY = Column("territory_id", required=True, longest=100, synonyms=("territory", "patch"))
_METRIC = Column("metric_key", required=True, longest=100, synonyms=("metric", "kpi", "measure"))

#: Columns of each kind of file and those that together name a row (interfaces §6.4).
LAYOUTS = MappingProxyType({
    "people": (PEOPLE_COLUMNS, ("person_id",)),
    "metrics": (
        (
            _METRIC,
            Column("label", synonyms=("name",)),
            Column("direction", "choice", required=True, choices=("higher", "lower", "target")),
            Column("kind", "choice", choices=KINDS_OF_KPI),
            Column("controllable", "number", low=0, high=1),
            Column("weight", "number", low=0, high=1e6),
            Column("bucket", longest=100, synonyms=("group",)),
            Column("target", "number"),
            Column("unit", longest=50),
            Column("timing", "choice", choices=("leading", "lagging"), synonyms=("lead or lag",)),
            Column("denominator", longest=100, synonyms=("per", "divided by")),
            Column("aggregation", "choice", choices=AGGREGATIONS),
            Column("ratchet", "flag", synonyms=("quota follows last year",)),
            Column("roles", longest=1000, synonyms=("for roles",)),
        ),
        ("metric_key",),
    ),
    "kpis": (
        (
            _PERSON,
            _METRIC,
            Column("period_start", "date", required=True, synonyms=("start", "from")),
            Column("period_end", "date", required=True, synonyms=("end", "to")),
            Column("value", "number", required=True, synonyms=("result", "actual")),
            Column("target", "number", synonyms=("quota", "goal")),
            Column("unit", longest=50),
            Column("source", longest=100),
            Column("is_new_business", "flag", synonyms=("new business",)),
            Column("inherited_value", "number", synonyms=("inherited",)),
        ),
        ("person_id", "metric_key", "period_start"),
    ),
    "kpis_wide": (
        (_PERSON, Column("period", "period", required=True, synonyms=("quarter", "month", "year"))),
        ("person_id", "period"),
    ),
    "territories": (
        (
            _TERRITORY,
            Column("potential", "number"),
            Column("accounts", "number", low=0),
            Column("segment", longest=100),
            Column("region", longest=100),
            Column("prior_run_rate", "number", low=0, synonyms=("run rate",)),
            Column("measured", "date", synonyms=("measured on", "as of")),
        ),
        ("territory_id",),
    ),
    "assignments": (
        (
            _PERSON,
            _TERRITORY,
            Column("start", "date", required=True, synonyms=("from",)),
            Column("end", "date", synonyms=("to", "until")),
            Column("inherited_book_value", "number", low=0, synonyms=("inherited value", "book value")),
            Column("accounts_inherited", "number", low=0, synonyms=("inherited accounts",)),
            Column("reason", longest=50),
        ),
        ("person_id", "territory_id", "start"),
    ),
    "events": (
        (
            _PERSON,
            Column("type", "choice", required=True, choices=TYPES, synonyms=("event",)),
            Column("date", "date", required=True, synonyms=("on", "day", "from")),
            Column("end", "date", synonyms=("to", "until")),
            Column("size", "number", low=0, high=1, synonyms=("share moved",)),
            Column("accounts_before", "number", low=0, synonyms=("accounts before",)),
            Column("accounts_after", "number", low=0, synonyms=("accounts after",)),
            Column("revenue", "number", synonyms=("revenue moved",)),
            Column("unit", longest=50, synonyms=("currency",)),
            Column("from_whom", longest=200, synonyms=("from or to whom", "whom")),
            Column("reason", longest=1000),
        ),
        ("person_id", "type", "date"),
    ),
    "rates": (
        (
            Column("currency", required=True, known=CURRENCIES),
            Column("into", required=True, known=CURRENCIES, synonyms=("company currency",)),
            Column("period", "period", required=True, synonyms=("quarter", "month", "year")),
            Column("rate", "number", required=True, low=1e-9, high=1e9, synonyms=("exchange rate",)),
            Column("source", longest=100),
        ),
        ("currency", "into", "period"),
    ),
})  # fmt: skip


def _kinds() -> list[SelectChoice]:
    return [SelectChoice(kind, WORDS[f"upload.kind.{kind}"]) for kind in (*KINDS, *BESIDE)]


class UploadForm(Form):
    """A file, and what is in it."""

    kind = SelectField(_("What is in the file?"), choices=_kinds)
    file = FileField(_("File"), [FileRequired(_("Please choose a file."))])


class ImportForm(Form):
    """The last step; ``replace`` must be ticked where kept values would change."""

    replace = BooleanField()


class AmountField(StringField):
    """A number as people write it: 44, about 45, 7.5 million; ``currency`` is the one said with it, "" for none."""

    currency = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it; ValueError where there is no number, or two."""
        text = str(valuelist[0]).strip() if valuelist else ""
        found = amount(text) if text else None
        self.data: Any = found.value if found else None
        self.currency = found.currency if found else ""
        if text and (found is None or found.value < 0):
            raise ValueError(gettext("Write one number, such as 44 or 7.5 million."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:.10g}" if self.data is not None else ""


class EventForm(Form):
    """What happened to somebody's accounts."""

    type = SelectField(_("What happened"), choices=lambda: [SelectChoice(t, WORDS[f"event.type.{t}"]) for t in TYPES])
    day = DateField(_("On which day"), [InputRequired(_("Please say on which day."))])
    end = DateField(_("Until, where it ended"), [Optional()])
    accounts_before = AmountField(_("Accounts before"))
    accounts_after = AmountField(_("Accounts after"))
    revenue = AmountField(_("Revenue that moved or is now answered for"))
    unit = StringField(_("Currency"), [Length(max=3)])
    share = AmountField(_("Share of accounts or revenue that moved, in %"))
    whom = StringField(_("From whom, or to whom"), [Length(max=200)])
    reason = TextAreaField(_("Reason"), [Length(max=1000)])

    def validate_end(self, field: Field) -> None:
        """It cannot end before it starts."""
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(gettext("This ends before it starts."))

    def validate_share(self, field: Field) -> None:
        """In per cent."""
        if field.data is not None and field.data > 100:
            raise ValidationError(gettext("Write a share of 0 to 100 %."))

    @property
    def given(self) -> dict[str, Any]:
        """As the columns of an event."""
        names = ("type", "day", "end", "accounts_before", "accounts_after", "revenue", "whom", "reason")
        share = self.share.data
        unit = (self.unit.data or self.revenue.currency).strip().upper()
        return {name: self[name].data for name in names} | {
            "unit": unit,
            "size": None if share is None else share / 100,
        }


class WithdrawForm(Form):
    """Why an event is taken back."""

    why = StringField(_("Why it did not happen"), [InputRequired(_("Please say why.")), Length(max=1000)])


class PortfolioForm(Form):
    """A portfolio as somebody states it, in their own words."""

    accounts_stated = StringField(_("How many accounts do you manage?"), [Length(max=200)])
    revenue_stated = StringField(_("Roughly how much revenue do they total, in a year?"), [Length(max=200)])
    structure = TextAreaField(_("How are they structured?"), [Length(max=1000)])
    vertical = StringField(_("Which industry do they belong to?"), [Length(max=200)])
    segment = StringField(_("Which segment?"), [Length(max=200)])

    def validate_accounts_stated(self, field: Field) -> None:
        """Something must be stated."""
        named = (field, self.revenue_stated, self.structure, self.vertical, self.segment)
        if not any((one.data or "").strip() for one in named):
            raise ValidationError(gettext("Nothing was stated: fill in one field at least."))


class ReconcileForm(Form):
    """What holds: the statement, the record, or neither."""

    verdict = RadioField(
        _("What holds?"),
        [InputRequired(_("Please say what holds."))],
        choices=lambda: [SelectChoice(v, WORDS[f"portfolio.verdict.{v}"]) for v in VERDICTS],
    )
    accounts = AmountField(_("Accounts, if neither holds"))
    revenue = AmountField(_("Revenue in a year, if neither holds"))
    note = StringField(_("Why"), [Length(max=1000)])


class KpiForm(Form):
    """What a KPI is; the choices of denominators and roles are the view's."""

    label = StringField(_("Name"), [Length(max=200)])
    kind = SelectField(_("Kind"), choices=lambda: [SelectChoice(k, WORDS[f"kpi.kind.{k}"]) for k in KINDS_OF_KPI])
    timing = SelectField(
        _("Leading or lagging"), choices=lambda: [SelectChoice(t, WORDS[f"kpi.timing.{t}"]) for t in TIMINGS]
    )
    denominator = SelectField(_("Divided by"))
    aggregation = SelectField(
        _("Months make a quarter by"),
        choices=lambda: [SelectChoice(a, WORDS[f"kpi.aggregation.{a}"]) for a in AGGREGATIONS],
    )
    unit = StringField(_("Unit"), [Length(max=50)])
    bucket = StringField(_("Bucket"), [Length(max=100)])
    target = AmountField(_("Target value"))
    ratchet = BooleanField(_("The quota follows last year's result"))
    roles = TicksField(_("For these roles only"))


class RateForm(Form):
    """What one unit of another currency was worth."""

    currency = StringField(_("Currency"), [InputRequired(_("Please name the currency.")), Length(max=3)])
    into = StringField(_("Worth in"), [InputRequired(_("Please name the currency.")), Length(max=3)])
    period = StringField(_("In the period"), [InputRequired(_("Please say when.")), Length(max=30)])
    rate = AmountField(_("Rate"), [InputRequired(_("Please write the rate."))])
    source = StringField(_("Source"), [Length(max=100)])
