"""What is said when something cannot be done."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "refusal.generic": _("This cannot be done."),
    "refusal.not_found": _("There is nothing here, or it is not for you to see."),
    "refusal.not_allowed": _("Your role does not allow this."),
    "refusal.link_unknown": _(
        "This link opens nothing. Perhaps it was cut off: copy the whole address, or ask for a new one."
    ),
    "refusal.link_over": _(
        "This link is no longer valid. Ask the person who sent it for a new one; nothing you saved is lost."
    ),
    "refusal.conflict": _("Somebody changed this in the meantime. Reload the page and try again."),
    "http.400": _("The request could not be understood. If you kept this page open for long, reload it and try again."),
    "http.401": _("Please open your link again, or sign in."),
    "http.403": _("Your role does not allow this."),
    "http.404": _("There is nothing here, or it is not for you to see."),
    "http.405": _("This address does not take that kind of request."),
    "http.413": _("The file is too large."),
    "http.415": _("This kind of file cannot be read here."),
    "http.429": _("Too many tries. Please wait a minute."),
    "http.500": _("Something went wrong on our side. It has been noted; nothing you saved is lost."),
}
