"""Input: a roll-out of one lever, with its teams."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, Field, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from assess.forms import Form
from assess.phrases import WORDS
from scoring.change.results import Design

#: What a team may be in a roll-out.
PARTS = ("", "treated", "comparison")


class RollOutForm(Form):
    """What was or will be done, from when, and how teams were chosen; ``team-<id>`` and ``start-<id>`` say the rest."""

    name = StringField(_("Name"), [InputRequired(_("Please give it a name.")), Length(max=200)])
    what = TextAreaField(_("What the teams do"), [InputRequired(_("Please say what is done.")), Length(max=4000)])
    design = RadioField(
        _("How were the teams chosen?"),
        [InputRequired(_("Please say how."))],
        choices=lambda: [SelectChoice(one.value, WORDS[f"code.design.{one.value}"]) for one in Design],
    )
    start = DateField(_("First day of the first period with it"), [InputRequired(_("Please say when it begins."))])
    picked_low = BooleanField(_("Teams were picked for low results"))

    def validate_start(self, field: Field) -> None:
        """A period begins on its first day; periods are months at the least."""
        if field.data and field.data.day != 1:
            raise ValidationError(gettext("A period begins on the first day of a month."))


def teams_in(form: Any, ids: list[int]) -> tuple[dict[int, bool], dict[int, date]]:
    """By id of the team whether it is treated, and its own start where one is written; ValueError for no date."""
    parts = {id: form.get(f"team-{id}", "") for id in ids}
    starts = {id: date.fromisoformat(said) for id in ids if (said := form.get(f"start-{id}", "").strip())}
    return {id: part == "treated" for id, part in parts.items() if part in PARTS[1:]}, starts
