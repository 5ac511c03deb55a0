"""Words of the instrument library."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "use.selection": _("selection"),
    "use.development": _("development"),
    "use.research": _("research"),
    "use.survey": _("surveys"),
    "kind.likert": _("How far it fits"),
    "kind.choice": _("Choice"),
    "kind.number": _("Number"),
    "kind.text": _("Free words"),
    "kind.anchored": _("Anchored rating"),
}
