"""Words of comments, their themes and the standing question."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "comments.nothing": _("Nothing is written yet. Write something, then send; or just close this page."),
    "comments.too_long": _("This is longer than %(most)s characters. Please say it shorter; nothing is sent yet."),
    "comments.too_many": _(
        "More has come in this week than we can tell from a flood. Please come back next week; nothing is sent yet."
    ),
    "comments.confidential": _("Comments of their own are for anonymous surveys only."),
    "comments.verbatim": _(
        "This repeats %(words)s words in a row of what somebody wrote. Say it in your own words: how something is "
        "said can give its writer away."
    ),
    "comments.names": _(
        "This still names somebody, a customer, an address or an amount. Leave it out; nothing is kept yet."
    ),
    "comments.needs_leave": _(
        "“%(title)s” is what only one or two people said, and not all of them allowed that it is told by itself. "
        "Put it together with another theme, or drop it."
    ),
    "comments.empty_theme": _("Every theme needs at least one comment behind it. Put some into it, or drop it."),
    "comments.voices.few": _("fewer than five people"),
    "comments.voices.several": _("five to nine people"),
    "comments.voices.many": _("10 to 24 people"),
    "comments.voices.very_many": _("25 people or more"),
}
