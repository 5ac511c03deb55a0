"""Input: which files are taken with which columns, and the small forms of the wizard."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectChoice, SelectField

from assess.forms import Form
from assess.people.forms import PEOPLE_COLUMNS
from assess.performance.models import AGGREGATIONS, TYPES
from assess.phrases import WORDS
from assess.uploads import Column
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
            Column("kind", "choice", choices=("result", "efficiency", "activity", "quality", "ethics")),
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
    return [SelectChoice(kind, WORDS[f"upload.kind.{kind}"]) for kind in KINDS]


class UploadForm(Form):
    """A file, and what is in it."""

    kind = SelectField(_("What is in the file?"), choices=_kinds)
    file = FileField(_("File"), [FileRequired(_("Please choose a file."))])


class ImportForm(Form):
    """The last step; ``replace`` must be ticked where kept values would change."""

    replace = BooleanField()
