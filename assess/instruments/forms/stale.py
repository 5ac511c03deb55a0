"""Did somebody else change what a form was drawn from, and what differs?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Field, HiddenField

from assess.forms import Form
from surveys.drafting.parts import mark


@dataclass(frozen=True, slots=True)
class Clash:
    """A field two people filled differently: as text, what is kept now and what came in."""

    label: str
    theirs: str
    mine: str


class PartForm(Form):
    """A form about one piece of a draft, which knows the piece as it was when the form was drawn."""

    seen = HiddenField()

    def show(self, part: Any) -> None:
        """Remember the piece the form is drawn from; what was sent in before no longer counts."""
        self.seen.data, self.seen.raw_data = mark(part), None

    def stale(self, part: Any) -> bool:
        """Whether the piece is another than the one this form was drawn from."""
        return bool(self.seen.data != mark(part))

    def clashes(self, theirs: "PartForm") -> tuple[Clash, ...]:
        """The fields that differ from a form drawn from the piece as it is kept now."""
        return tuple(
            Clash(str(field.label.text), *sides)
            for field in self.entries()
            if (sides := (_text(theirs[field.short_name]), _text(field)))[0] != sides[1]
        )

    def entries(self) -> Iterator[Field]:
        """The fields somebody fills."""
        return (field for field in self if field.short_name not in {"seen", "csrf_token"} and field.type != "FileField")


def _text(field: Field) -> str:
    if field.type == "BooleanField":
        return "✓" if field.data else "–"
    if field.type == "SelectMultipleField":
        return ", ".join(field.data or ())
    if field.type == "SelectField":
        return str(
            next((label for value, label, *_ in field.iter_choices() if value == str(field.data or "")), field.data)
        )
    value = field._value() if hasattr(field, "_value") else field.data
    return str(value or "").replace("\r\n", "\n").strip()
