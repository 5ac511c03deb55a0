"""A section as a WTForms class: one field or more an item, each read by its kind."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form
from wtforms.validators import StopValidation

from surveys.definition import Item, Section
from surveys.errors import NotAnAnswer
from surveys.items import KINDS, Answer, Given


class SectionForm(Form):
    """Base of every section's form; the web mixes its own protection in by passing another base."""


class Readable:
    """Validator: the item's kind can read what came in, and it is there when it must be.

    The error is the refusal itself, with its code and values, so that its words can be translated.
    """

    field_flags: Mapping[str, Any] = {}

    def __init__(self, item: Item) -> None:
        self.item = item

    def __call__(self, form: Form, field: Any) -> None:
        try:
            answer = KINDS[self.item.kind].read(self.item, given_for(form, self.item))
        except NotAnAnswer as refusal:
            field.errors = []  # what the field itself says is less plain
            raise StopValidation(refusal) from None
        reason = KINDS[self.item.kind].lacks(self.item, answer)
        if self.item.required and not answer.answered:
            reason = "REQUIRED"
        if reason is not None:
            raise StopValidation(NotAnAnswer(self.item.code, reason))


def form_class(section: Section, base: type[Form] = SectionForm) -> type[Form]:
    """A form class for the section; field names are item codes, and ``<code>__evidence``, ``<code>__cues``."""
    fields: dict[str, Any] = {}
    for item in section.items:
        own = KINDS[item.kind].fields(item)
        field = own[item.code]
        field.kwargs["validators"] = [Readable(item)]
        fields |= own
    return type("SectionForm", (base,), fields)


def given_for(form: Form, item: Item) -> Given:
    """What the form holds for an item, unread."""
    return Given(
        value=_first(form, item.code),
        evidence=_first(form, f"{item.code}__evidence"),
        cues=tuple(_all(form, f"{item.code}__cues")),
    )


def given(form: Form, section: Section) -> dict[str, Given]:
    """What the form holds for every item, ready for ``sessions.save``."""
    return {item.code: given_for(form, item) for item in section.items}


def filled(section: Section, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Data to show stored answers again: ``form_class(section)(data=filled(section, answers))``."""
    data: dict[str, Any] = {}
    for item in section.items:
        answer = answers.get(item.code)
        if answer is not None:
            data[item.code] = f"{answer.value:g}" if answer.value is not None else answer.text
            data[f"{item.code}__evidence"] = answer.evidence
            data[f"{item.code}__cues"] = list(answer.cues)
    return data


def _all(form: Form, name: str) -> list[str]:
    if name not in form:
        return []
    data = form[name].data
    return [str(one) for one in data] if isinstance(data, list) else [] if data is None else [str(data)]


def _first(form: Form, name: str) -> str:
    return next(iter(_all(form, name)), "")
