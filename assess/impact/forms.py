"""What is written down of an alternative, and what a plan of weights rests on."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DecimalField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from assess.forms import Form
from assess.labels import words_of
from scoring.decisions import COMPONENTS, LITERATURE
from scoring.frontier import MOST

LONGEST = 2000


class AlternativeForm(Form):
    """A procedure, what was found of it, and what was decided; no names of applicants belong here."""

    considered = TextAreaField(_("What was considered"), [DataRequired(), Length(max=LONGEST)])
    found = TextAreaField(_("What was found of its validity and of its impact"), [DataRequired(), Length(max=LONGEST)])
    decided = TextAreaField(_("What was decided, and why"), [DataRequired(), Length(max=LONGEST)])


#: Group differences to start from, in standard deviations: planning values of the size the literature reports for
#: cognitive tests, and a fifth or less for all else. They are no finding about anybody here, and the page says so.
DIFFERENCES = {"fit": 0.05, "cognitive": 0.70, "sjt": 0.10, "interview": 0.15, "simulation": 0.20, "references": 0.0}
#: The weighed kinds of evidence a plan begins with.
_CHOSEN = ("fit", "cognitive", "sjt", "interview")


def _number(words: Any, least: float, most: float, start: float) -> DecimalField:
    return DecimalField(words, [InputRequired(), NumberRange(least, most)], default=start, places=None)


class PlanForm(Form):
    """What is planned, before any applicant's group is known."""

    focal = _number(_("Expected share of the smaller group among applicants"), 0.01, 0.99, 0.3)
    selected = _number(_("Share of applicants to be selected"), 0.01, 0.99, 0.25)
    correlation = _number(_("Correlation between the kinds of evidence"), 0, 0.9, 0.2)
    validity_error = _number(_("How far off a validity may be (standard error)"), 0, 0.5, 0.05)
    difference_error = _number(_("How far off a group difference may be (standard error)"), 0, 1, 0.10)

    def chosen(self) -> list[str]:
        """The kinds of evidence that are weighed."""
        return [code for code in COMPONENTS if self[f"use_{code}"].data]

    def rows(self) -> list[tuple[str, Any, Any, Any]]:
        """Code, and the fields of each kind of evidence: whether it is used, validity, group difference."""
        return [(code, self[f"use_{code}"], self[f"v_{code}"], self[f"d_{code}"]) for code in COMPONENTS]

    def validate_focal(self, _field: Any) -> None:
        """Between one and five kinds of evidence."""
        if not 1 <= len(self.chosen()) <= MOST:
            raise ValidationError(_("Choose one to five kinds of evidence."))


def plan_form(local: Mapping[str, float]) -> type[PlanForm]:
    """The form with validities to start from: the company's own where there are any, else from the literature."""
    fields: dict[str, Any] = {}
    for code in COMPONENTS:
        words = words_of("component", code)
        fields[f"use_{code}"] = BooleanField(words, default=code in _CHOSEN)
        start = round(local.get(code, LITERATURE[code]), 2)
        fields[f"v_{code}"] = _number(_("Validity of %(evidence)s", evidence=words), -0.5, 0.95, start)
        fields[f"d_{code}"] = _number(_("Group difference of %(evidence)s", evidence=words), -2, 3, DIFFERENCES[code])
    return type("OwnPlanForm", (PlanForm,), fields)
