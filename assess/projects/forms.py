"""Input: where a project starts, what is out of alignment, what is shared with whom, what was decided."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from assess.forms import Form, TicksField
from assess.phrases import WORDS
from assess.projects.models import BUY_IN, DECIDED, ELEMENTS, STATES, STATUSES, TIERS

LONGEST = 2000


def choices(prefix: str, keys: Iterable[object]) -> list[SelectChoice]:
    """Keys as choices with their words."""
    return [SelectChoice(key, WORDS[f"{prefix}.{key}"]) for key in keys]


def _number(text: object) -> int | None:
    """The id chosen; None for nobody."""
    return int(str(text)) if text not in (None, "", "None") else None


class StartForm(Form):
    """What a project is about, what whoever starts it answers for, and how far the sponsor is behind it."""

    class Meta:
        """Its answers stand in the address, so that the advice can be read without a script: nothing is changed."""

        csrf = False

    job = SelectField(_("Which job is it about?"), [InputRequired(_("Please choose."))])
    scope = RadioField(
        _("What do you answer for?"),
        [InputRequired(_("Please choose."))],
        choices=lambda: choices("projects.scope", TIERS),
    )
    buy_in = RadioField(
        _("How far is your sponsor behind it?"),
        [InputRequired(_("Please choose."))],
        choices=lambda: choices("projects.buy_in", BUY_IN),
        coerce=_number,
    )


class EntryForm(Form):
    """Where to start, under which title, and why elsewhere than recommended."""

    title = StringField(_("Title of the project"), [InputRequired(_("Please give it a title.")), Length(max=200)])
    entry = RadioField(_("Where do you start?"), [InputRequired(_("Please choose."))])
    why = TextAreaField(_("Why elsewhere than recommended?"), [Length(max=LONGEST)])


class StateForm(Form):
    """How far a step is that no record tells."""

    state = RadioField(
        _("How far is it?"),
        [InputRequired(_("Please choose."))],
        choices=lambda: choices("projects.state", STATES),
    )
    note = StringField(_("In a sentence"), [Length(max=500)])


class FindingForm(Form):
    """A row of the scorecard."""

    tier = SelectField(_("At which tier?"), choices=lambda: choices("projects.tier", TIERS))
    element = SelectField(_("Which element?"), choices=lambda: choices("projects.element", ELEMENTS))
    finding = TextAreaField(
        _("What did you find?"), [InputRequired(_("Please say what you found.")), Length(max=LONGEST)]
    )
    evidence = TextAreaField(_("What does it rest on?"), [Length(max=LONGEST)])
    number = SelectField(_("A released number behind it"))
    status = SelectField(_("How does it stand?"), choices=lambda: choices("projects.status", STATUSES))
    owner = SelectField(_("Who sees to it?"), coerce=_number)
    due = DateField(_("Until when?"), [Optional()])


class StatusForm(Form):
    """How a row stands from now on."""

    status = SelectField(_("How does it stand now?"), choices=lambda: choices("projects.status", STATUSES))


class HandOverForm(Form):
    """Who sees to a row, and until when."""

    owner = SelectField(_("Who sees to it?"), coerce=_number)
    due = DateField(_("Until when?"), [Optional()])


class PackForm(Form):
    """What is shared with whom."""

    title = StringField(_("Title"), [InputRequired(_("Please give it a title.")), Length(max=200)])
    message = TextAreaField(_("What should they discuss?"), [Length(max=LONGEST)])
    reports = TicksField(_("Results"), coerce=int)
    rows = TicksField(_("Rows of the scorecard"), coerce=int)
    readers = TicksField(_("For whom?"), coerce=int)


class DecisionForm(Form):
    """What was decided, by whom, when, and on which evidence."""

    kind = SelectField(_("What kind of decision?"), choices=lambda: choices("projects.decided", DECIDED))
    what = TextAreaField(
        _("What was decided?"), [InputRequired(_("Please say what was decided.")), Length(max=LONGEST)]
    )
    why = TextAreaField(_("Why?"), [Length(max=LONGEST)])
    by = SelectField(_("Who decided?"), coerce=int)
    on = DateField(_("When?"), [InputRequired(_("Please give the day."))])
    reports = TicksField(_("Results it rests on"), coerce=int)
    rows = TicksField(_("Rows of the scorecard it rests on"), coerce=int)
    corrects = IntegerField(_("Corrects entry"), [Optional(), NumberRange(min=1)])
