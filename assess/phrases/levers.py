"""Words of levers: what a hypothesis may be, how it is measured, and why something about it cannot be done."""

from flask_babel import lazy_gettext as _

WORDS = {
    "levers.family.rep": _("People who sell"),
    "levers.family.manager": _("People who lead them"),
}
