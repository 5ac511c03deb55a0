"""Input about accounts."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectChoice, StringField
from wtforms.validators import DataRequired, Email, Length

from assess.access import Role
from assess.forms import Form, TicksField
from assess.phrases import WORDS
from assess.uploads import Column

#: Columns of the people file (interfaces §6.4).
PEOPLE_COLUMNS = (
    Column("person_id", required=True, longest=100, synonyms=("person", "employee id", "employee", "rep id", "id")),
    Column("display_name", required=True, synonyms=("name", "full name")),
    Column("email", longest=255, synonyms=("e-mail", "mail", "work email")),
    Column("role", longest=100, synonyms=("job", "job title", "position")),
    Column("team", synonyms=("department", "group")),
    Column("manager_id", longest=100, synonyms=("manager", "reports to")),
    Column("hire_date", "date", synonyms=("hired", "start date")),
    Column("role_start_date", "date", synonyms=("in role since",)),
    Column("location", synonyms=("region", "site", "office")),
    Column("employment_status", longest=50, synonyms=("status",)),
    Column("segment", longest=100),
)


def _choices() -> list[SelectChoice]:
    return [SelectChoice(role.value, WORDS[f"role.{role.value}"]) for role in Role]


class RolesForm(Form):
    """Which roles an account holds, and whose it is."""

    roles = TicksField(_("Roles"), choices=_choices)
    person = StringField(_("Person id"), [Length(max=100)])


class AccountForm(RolesForm):
    """A new account."""

    name = StringField(_("Name"), [DataRequired(), Length(max=200)])
    email = EmailField(_("Work e-mail"), [DataRequired(), Email(), Length(max=255)])
