"""An item as a form: which fields there are depends on its kind."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileAllowed, FileField
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from assess.forms import Form
from assess.instruments.forms.fields import Code, Line, Lines, Number, Words
from assess.instruments.forms.parts import fitted, kept, without_input
from assess.instruments.forms.stale import PartForm
from assess.phrases import WORDS
from surveys.definition import Image, Instrument, Item
from surveys.drafting import lines
from surveys.items import GENERATORS, KINDS

ALWAYS = ("text", "code", "kind", "required")
_CHOSEN = ("options", "shuffle")
#: The entries each kind uses beside those of every item.
USED: Mapping[str, tuple[str, ...]] = {
    "likert": ("options",),
    "choice": _CHOSEN,
    "multiple": (*_CHOSEN, "minimum", "maximum"),
    "bestworst": _CHOSEN,
    "ranking": _CHOSEN,
    "forced": _CHOSEN,
    "slider": ("minimum", "maximum", "step", "ends"),
    "number": ("minimum", "maximum", "whole", "unit"),
    "line": ("definition", "longest"),
    "text": ("definition", "longest"),
    "upload": ("definition", "accepts", "longest"),
    "anchored": ("definition", "questions", "probes", "anchors", "cues", "minimum", "maximum", "longest"),
}
GENERATED = ("level",)
ANY_KIND = ("definition", "options", "shuffle", "minimum", "maximum", "step", "ends", "level", "longest", "accepts")
PICTURED = ("image_sha256", "image_file", "image_alt")


def used(kind: str, practice: bool = False) -> tuple[str, ...]:
    """The entries of an item of that kind that a form shows, the words first."""
    own = USED.get(kind, GENERATED if kind in GENERATORS else ANY_KIND)
    return (*ALWAYS, *own, *PICTURED, *(("explanation",) if practice else ()))


def kinds() -> list[SelectChoice]:
    """Every kind of item, by its words."""
    return [SelectChoice(kind, WORDS.get(f"kind.{kind}", kind)) for kind in KINDS]


class ItemForm(PartForm):
    """One item; fields its kind does not use are taken out."""

    text = Words(_("What is asked"), [DataRequired(_("Please write what is asked.")), Length(max=10_000)], rows=2)
    code = Code(_("Code"))
    kind = HiddenField()
    definition = Words(_("What is meant by it"), [Length(max=10_000)], rows=2)
    options = Lines(_("Answers"), lines.options, lines.option_lines, rows=6)
    shuffle = BooleanField(_("Everybody gets the answers in an order of their own"))
    same = BooleanField(_("Change them too for the other items here that have these answers"))
    minimum = Number(_("At least"))
    maximum = Number(_("At most"))
    step = Number(_("From one place to the next"))
    ends = Lines(_("Words at the two ends"), lines.texts, lines.text_lines, rows=2)
    whole = BooleanField(_("Whole numbers only"))
    unit = Line(_("Unit"), [Length(max=60)])
    level = Number(_("How hard, from 1"), [Optional(), NumberRange(min=0, max=100)], True)
    longest = Number(_("At most so many letters, or bytes of a file"), [Optional(), NumberRange(min=0)], True)
    accepts = Lines(_("Kinds of file"), lines.texts, lines.text_lines, rows=3)
    questions = Lines(_("Questions to ask"), lines.texts, lines.text_lines, rows=3)
    probes = Lines(_("What may be asked further"), lines.texts, lines.text_lines, rows=3)
    anchors = Lines(_("Described points"), lines.anchors, lines.anchor_lines, rows=6)
    cues = Lines(_("What can be heard or seen"), lines.texts, lines.text_lines, rows=4)
    required = BooleanField(_("Must be answered"))
    image_sha256 = Line(_("The hash of a kept picture"), [Length(max=64)])
    image_file = FileField(
        _("A new picture"),
        [FileAllowed(["png", "jpg", "jpeg", "webp"], _("A picture is a file ending in .png, .jpg or .webp."))],
    )
    image_alt = Line(_("The picture in words, for those who cannot see it"), [Length(max=1_000)])
    explanation = Words(_("What is said after answering it for practice"), [Length(max=5_000)])

    @classmethod
    def of(
        cls, instrument: Instrument, item: Item, kind: str, practice: bool = False, fresh: bool = False
    ) -> "ItemForm":
        """The form for an item, as one of that kind."""
        shown = {**kept(item, cls), "kind": kind}
        if item.image is not None:
            shown |= {"image_sha256": item.image.sha256, "image_alt": item.image.alt}
        form = cls(data=shown, **without_input(fresh))
        keep = {*used(kind, practice), "seen", "csrf_token", *(("same",) if "options" in used(kind) else ())}
        for name in [field.short_name for field in form if field.short_name not in keep]:
            del form[name]
        form.kind.data = kind
        form.code.taken = instrument.items.keys() - {item.code}
        return form

    def validate_longest(self, field: Number) -> None:
        """Only a rating can do without words: 0 says that no note is asked for."""
        if field.data == 0 and self.kind.data != "anchored":
            raise ValidationError(field.gettext("Number must be at least %(min)s.") % {"min": 1})

    def validate_image_alt(self, field: Line) -> None:
        """A picture has words, and words have a picture."""
        if (self.image_sha256.data or self.image_file.data) and not field.data:
            raise ValidationError(_("Please say in words what the picture shows."))

    def validate_image_sha256(self, field: Line) -> None:
        """The picture is named by the hash of its bytes."""
        if field.data and (len(field.data) != 64 or set(field.data) - set("0123456789abcdef")):
            raise ValidationError(_("A picture is named by the 64 digits it got when it was kept."))

    def made(self, item: Item) -> Item:
        """The item as the form says; entries the form does not show stay as they were."""
        said: dict[str, Any] = {}
        for field in self.entries():
            name = field.short_name
            if name in {"same", *PICTURED}:
                continue
            said[name] = field.data if field.data is not None or name in _MAY_BE_EMPTY else getattr(item, name)
        sha = self.image_sha256.data
        said["image"] = Image(sha, self.image_alt.data) if sha else None
        made: Item = fitted(item, **said)
        return made


_MAY_BE_EMPTY = frozenset({"minimum", "maximum", "step"})


class ManyForm(Form):
    """Items by the line, all of one kind and with the same answers."""

    kind = SelectField(_("Kind"))
    items = Words(
        _("Items, one a line"), [DataRequired(_("Please write an item a line.")), Length(max=400_000)], rows=10
    )
    options = Lines(_("Answers they share"), lines.options, lines.option_lines, rows=6)

    @classmethod
    def ready(cls, start: Item | None) -> "ManyForm":
        """The form, beginning with the kind and the answers of the item before."""
        form = cls(data={"kind": start.kind, "options": start.options} if start else {"kind": "likert"})
        form.kind.choices = kinds()
        return form
