"""Words of the instrument library."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "use.selection": _("selection"),
    "use.development": _("development"),
    "use.research": _("research"),
    "use.survey": _("surveys"),
    "standing.validated": _("validated here"),
    "standing.unproved": _("not validated here"),
    "standing.development": _("for development only"),
    "picture.FILE_EMPTY": _("The file is empty."),
    "picture.FILE_KIND": _("Only PNG, JPEG and WebP with a single picture are taken."),
    "picture.FILE_DAMAGED": _("The file is damaged, or something else is hidden in it. Please save it anew."),
    "picture.FILE_TOO_LARGE": _("The picture is too large: at most 2 MB and 4096 pixels a side are taken."),
    "kind.likert": _("How far it fits"),
    "kind.choice": _("Choice"),
    "kind.multiple": _("Several choices"),
    "kind.bestworst": _("Best and worst"),
    "kind.ranking": _("Order"),
    "kind.forced": _("Most and least like me"),
    "kind.slider": _("Slider"),
    "kind.number": _("Number"),
    "kind.line": _("A few words"),
    "kind.text": _("Free words"),
    "kind.upload": _("File"),
    "kind.anchored": _("Anchored rating"),
    "kind.series": _("Number series"),
    "kind.matrix": _("Figural matrix"),
}
