"""Input: the competencies and questions of a guide."""

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length

from assess.forms import Form
from assess.guides.actions.building import USES, Wish
from assess.guides.queries.building import Proposal
from assess.phrases import WORDS


class GuideForm(Form):
    """What the guide is called and used for."""

    title = StringField(_("Title"), [DataRequired(_("Give the guide a title.")), Length(max=300)])
    use = SelectField(_("Used for"), choices=[SelectChoice(use, WORDS[f"guides.use.{use}"]) for use in USES])


def wishes(proposed: list[Proposal], sent: MultiDict[str, str]) -> list[Wish]:
    """The competencies ticked, in the order of their numbers, each with its questions and the words of its link."""
    ticked = [one.competency for one in proposed if sent.get(f"use-{one.competency.code}")]
    order = {one.code: (_number(sent.get(f"order-{one.code}", "")), at) for at, one in enumerate(ticked)}
    return [
        Wish(
            one.code,
            tuple(at for at in range(len(one.questions)) if sent.get(f"q-{one.code}-{at}")),
            sent.get(f"why-{one.code}", "").strip()[:500],
        )
        for one in sorted(ticked, key=lambda one: order[one.code])
    ]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 999
