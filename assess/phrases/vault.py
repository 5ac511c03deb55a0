"""Words of the voluntary questions, their answers, and what cannot be counted."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "vault.undisclosed": _("I prefer not to say"),
    "vault.sex": _("What is your sex or gender?"),
    "vault.sex.female": _("Female"),
    "vault.sex.male": _("Male"),
    "vault.sex.another": _("Another, or non-binary"),
    "vault.race": _("Which race or ethnicity do you count yourself among?"),
    "vault.race.hispanic": _("Hispanic or Latino"),
    "vault.race.white": _("White"),
    "vault.race.black": _("Black or African American"),
    "vault.race.pacific": _("Native Hawaiian or Pacific Islander"),
    "vault.race.asian": _("Asian"),
    "vault.race.native": _("American Indian or Alaska Native"),
    "vault.race.several": _("Two or more of these"),
    "vault.age": _("How old are you?"),
    "vault.age.under_30": _("Under 30"),
    "vault.age.from_30_to_39": _("30 to 39"),
    "vault.age.from_40_to_49": _("40 to 49"),
    "vault.age.from_50_to_59": _("50 to 59"),
    "vault.age.from_60": _("60 or older"),
    "vault.disability": _("Do you have a disability?"),
    "vault.disability.yes": _("Yes"),
    "vault.disability.no": _("No"),
    "vault.too_few": _(
        "Counting these people would single out fewer than %(least)s of them, by itself or beside earlier counts."
    ),
    "vault.closed": _("This opening is closed: what you said can be taken back, and no longer be changed."),
}
