"""The pieces of a draft as forms: the whole, a section, a scale; the pieces they make keep what they do not show."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from assess.instruments.forms.fields import Code, Language, Line, Lines, Number, Words
from assess.instruments.forms.stale import PartForm
from assess.phrases import WORDS
from surveys.definition import CONSTRUCTS, USES, Adaptive, Instrument, Scale, Section
from surveys.drafting import lines

NO_CONSTRUCT = SelectChoice("", _("none of these"))
NO_SCALE = SelectChoice("", _("every item is given"))


class PassportForm(PartForm):
    """What the whole says of itself."""

    title = Line(_("Title"), [DataRequired(_("Please give it a title.")), Length(max=300)])
    code = Code(_("Code"))
    language = Language(_("Language it is written in"))
    notice = Words(_("What is said before the first question"), [Length(max=5_000)])
    source = Words(_("Source"), [Length(max=5_000)])
    licence = Line(_("Licence"), [Length(max=300)])
    uses = SelectMultipleField(
        _("May be used for"),
        choices=[SelectChoice(use, WORDS[f"use.{use}"]) for use in USES],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    construct = SelectField(
        _("What it is about"),
        choices=[NO_CONSTRUCT, *(SelectChoice(one, WORDS[f"construct.{one}"]) for one in CONSTRUCTS)],
    )
    family = Line(_("Family of parallel forms"), [Length(max=80)])
    retest_days = Number(_("Days until somebody may take it again"), [Optional(), NumberRange(min=0, max=36_500)], True)
    status = Line(_("State of the evidence"), [Length(max=300)])

    @classmethod
    def of(cls, instrument: Instrument, fresh: bool = False) -> "PassportForm":
        """The form for this instrument, with what came in on top unless it shall be ``fresh``."""
        return cls(data={**kept(instrument, cls), "uses": list(instrument.uses)}, **without_input(fresh))

    def made(self, instrument: Instrument) -> Instrument:
        """The instrument as the form says."""
        days = 90 if self.retest_days.data is None else int(self.retest_days.data)
        said = {
            name: self[name].data for name in ("title", "code", "language", "notice", "source", "licence", "status")
        }
        said |= {"construct": self.construct.data, "family": self.family.data, "retest_days": days}
        uses = tuple(use for use in USES if use in (self.uses.data or ()))
        return replace(instrument, **{**said, "uses": instrument.uses if set(uses) == set(instrument.uses) else uses})


class SectionForm(PartForm):
    """One page of items: its words, its clock, who is asked."""

    title = Line(_("Title"), [DataRequired(_("Please give it a title.")), Length(max=300)])
    code = Code(_("Code"))
    text = Words(_("What is said above the items"), [Length(max=10_000)])
    seconds = Number(_("Time limit in seconds"), [Optional(), NumberRange(min=1, max=86_400)], True)
    practice = BooleanField(_("For practice: never scored"))
    shuffle = BooleanField(_("Everybody gets the items in an order of their own"))
    when = Lines(_("Only asked when"), lines.conditions, lines.condition_lines, rows=2)
    adaptive_scale = SelectField(_("Choose items one by one for the scale"))
    least = Number(_("Items at least"), [Optional(), NumberRange(min=1, max=1_000)], True)
    most = Number(_("Items at most"), [Optional(), NumberRange(min=1, max=1_000)], True)
    se = Number(_("Stop at a standard error of"), [Optional(), NumberRange(min=0.01, max=10)])

    @classmethod
    def of(cls, instrument: Instrument, section: Section | None, fresh: bool = False) -> "SectionForm":
        """The form for a section of this instrument, or for a new one."""
        shown: dict[str, Any] = kept(section, cls) if section else {}
        adaptive = (section.adaptive if section else None) or Adaptive("")
        shown |= {"adaptive_scale": adaptive.scale, "least": adaptive.least, "most": adaptive.most, "se": adaptive.se}
        form = cls(data=shown, **without_input(fresh))
        form.adaptive_scale.choices = [NO_SCALE, *(SelectChoice(one.code, one.label) for one in instrument.scales)]
        form.code.taken = {one.code for one in instrument.sections} - {section.code if section else ""}
        return form

    def made(self, section: Section) -> Section:
        """The section as the form says, its items untouched."""
        usual = Adaptive("")
        adaptive = Adaptive(
            self.adaptive_scale.data,
            int(self.least.data or usual.least),
            int(self.most.data or usual.most),
            self.se.data or usual.se,
        )
        made: Section = fitted(
            section,
            title=self.title.data,
            code=self.code.data,
            text=self.text.data,
            seconds=None if self.seconds.data is None else int(self.seconds.data),
            practice=self.practice.data,
            shuffle=self.shuffle.data,
            when=self.when.data or (),
            adaptive=adaptive if self.adaptive_scale.data else None,
        )
        return made


class ScaleForm(PartForm):
    """A scale: its words and its ends; the items are keyed on a page of their own."""

    label = Line(_("Name"), [DataRequired(_("Please give it a name.")), Length(max=300)])
    code = Code(_("Code"))
    direction = Words(_("What a high score means"), [Length(max=2_000)], rows=2)
    low = Number(_("Lowest score of an answer"))
    high = Number(_("Highest score of an answer"))
    sensitive = BooleanField(_("Sensitive: in a survey more people must stand behind its numbers"))

    @classmethod
    def of(cls, instrument: Instrument, scale: Scale | None, fresh: bool = False) -> "ScaleForm":
        """The form for a scale of this instrument, or for a new one."""
        form = cls(data=kept(scale, cls) if scale else {"low": 1, "high": 5}, **without_input(fresh))
        form.code.taken = {one.code for one in instrument.scales} - {scale.code if scale else ""}
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Both ends are there and in order."""
        sound = super().validate(extra_validators)
        for field in (self.low, self.high):
            if field.data is None and not field.errors:
                field.errors = [*field.errors, _("Please write a number.")]
                sound = False
        low, high = self.low.data, self.high.data
        if low is not None and high is not None and not low < high:
            self.high.errors = [*self.high.errors, _("The highest score must be above the lowest.")]
            sound = False
        return bool(sound)

    def made(self, scale: Scale) -> Scale:
        """The scale as the form says, its items untouched."""
        names = ("label", "code", "direction", "low", "high", "sensitive")
        made: Scale = fitted(scale, **{name: self[name].data for name in names})
        return made


def kept(part: Any, form: type[PartForm]) -> dict[str, Any]:
    """The entries of a piece that the form has fields for."""
    return {name: getattr(part, name) for name in vars(part) if hasattr(form, name)}


def without_input(fresh: bool) -> dict[str, None]:
    """What keeps a form from reading the request."""
    return {"formdata": None} if fresh else {}


def fitted(part: Any, **said: Any) -> Any:
    """The piece with what was said; what equals the entry before stays that very entry, so that hashes hold."""
    return replace(part, **{name: value for name, value in said.items() if value != getattr(part, name)})
