"""The items of a scale: in it, against it, or not, each with its weight."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice

from assess.instruments.forms.fields import Number
from assess.instruments.forms.parts import without_input
from assess.instruments.forms.stale import PartForm
from surveys.definition import Item, Keyed, Scale

SIGNS = [SelectChoice("0", _("not in it")), SelectChoice("1", _("for it")), SelectChoice("-1", _("against it"))]


def keys_form(scale: Scale, items: Sequence[Item], fresh: bool = False) -> PartForm:
    """A form with ``<code>__sign`` and ``<code>__weight`` for every one of the items."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    known = {keyed.item: keyed for keyed in scale.items}
    for item in items:
        fields[f"{item.code}__sign"] = RadioField(item.text, choices=SIGNS)
        fields[f"{item.code}__weight"] = Number(gettext("Weight of %(code)s", code=item.code))
        keyed = known.get(item.code)
        data |= {
            f"{item.code}__sign": str(keyed.sign) if keyed else "0",
            f"{item.code}__weight": keyed.weight if keyed else 1,
        }
    made: PartForm = type("KeysForm", (PartForm,), fields)(data=data, **without_input(fresh))
    return made


def keys(form: PartForm, scale: Scale, items: Sequence[Item]) -> Mapping[str, Keyed | None]:
    """What the form says of every one of the items; a weight left empty is 1."""
    known = {keyed.item: keyed for keyed in scale.items}
    said: dict[str, Keyed | None] = {}
    for item in items:
        sign, weight = int(form[f"{item.code}__sign"].data or 0), form[f"{item.code}__weight"].data
        made = Keyed(item.code, sign, 1.0 if weight is None else float(weight)) if sign else None
        said[item.code] = known[item.code] if made is not None and known.get(item.code) == made else made
    return said
