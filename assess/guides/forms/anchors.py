"""Input: anchors to put before judges, and where a judge puts them."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.validators import DataRequired

from assess.forms import Form
from assess.guides.models import Judge

#: What the page sends for "none of these fits".
NONE = "none"


class BeginForm(Form):
    """Whose anchors; the choices are the view's."""

    source = SelectField(_("Anchors of"), [DataRequired(_("Choose whose anchors."))])


def given(places: Sequence[int], sent: MultiDict[str, str]) -> dict[int, tuple[str, int | None]]:
    """Where a page puts these anchors; one without a level is left out unless no competency fits."""
    found: dict[int, tuple[str, int | None]] = {}
    for place in places:
        competency, points = sent.get(f"c{place}", ""), sent.get(f"p{place}", "")
        if competency == NONE:
            found[place] = ("", None)
        elif competency and points in {"1", "2", "3", "4", "5"}:
            found[place] = (competency, int(points))
    return found


def shown(judge: Judge) -> Mapping[int, tuple[str, int | None]]:
    """Where a judge put anchors before, under the names of the page."""
    return {one.place: (one.competency or NONE, one.points) for one in judge.placements}
