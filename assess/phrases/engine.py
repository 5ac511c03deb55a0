"""What is said when the engine refuses an answer."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "engine.ALREADY_SUBMITTED": _("This was handed in already; the answers stand as they were."),
    "engine.SECTION_OVER": _(
        "This page takes no answers now: its time is over, or it was not begun. What you answered in time is kept."
    ),
    "engine.NOT_PRESENTED": _("This question is not before you now; what you answered before is kept."),
    "engine.ADMINISTRATION_CLOSED": _("This is closed; what you answered before is kept."),
    "engine.UNKNOWN_ADMINISTRATION": _("There is nothing here, or it is not for you to see."),
    "engine.UNKNOWN_ITEM": _("There is no such question here. Please reload the page."),
    "engine.INCOMPLETE": _("Some questions that need an answer are still open."),
    "engine.OFF_LABEL_USE": _("This instrument is not meant for that use."),
    "engine.FILE_REFUSED": _("This file is not taken: it is damaged, too large or of another kind."),
    "engine.VERSION_FROZEN": _("Somebody has begun to answer this version; make a new version instead."),
    "engine.NOT_AN_ANSWER": _("This cannot be read as an answer to the question."),
    "engine.TOO_FEW_PENDING": _("Too few answers are waiting to be filed without showing whose they are."),
    "engine.ANONYMITY_DIFFERENCING": _("Showing this would let someone work out a small group's answers."),
    "engine.AUDIT_TOO_LARGE": _("These groups overlap in too many ways to be checked; ask for fewer."),
    "engine.TOO_MANY_DIMENSIONS": _("Results can be shown by two groupings at most."),
    "engine.BANK_REFUSED": _("This bank file cannot be used."),
    "answer.NOT_AN_OPTION": _("Please choose one of the options."),
    "answer.NOT_A_NUMBER": _("Please write a number."),
    "answer.NOT_A_WHOLE_NUMBER": _("Please write a whole number."),
    "answer.TOO_SMALL": _("This is lower than can be."),
    "answer.TOO_LARGE": _("This is higher than can be."),
    "answer.TOO_LONG": _("This is too long."),
    "answer.NOT_A_CUE": _("Please tap one of the cues shown."),
    "answer.REQUIRED": _("Please answer this question."),
    "answer.NEEDS_EVIDENCE": _("Add a few words or tap what you heard, so that the rating can be explained."),
    "answer.UNREADABLE_TEXT": _("This text cannot be read."),
    "answer.TOO_MANY": _("These are more than asked for. Please take one away."),
    "answer.TOO_FEW": _("Please choose more; above the answers it says how many."),
    "answer.SAME_OPTION": _("Please choose two different answers: one cannot be both."),
    "answer.HALF_A_PAIR": _("One of the two choices is still open."),
    "answer.NOT_AN_ORDER": _("Please give every answer a place of its own."),
    "answer.ORDER_UNFINISHED": _("Some answers have no place yet."),
    "answer.NOT_A_STEP": _("Please choose one of the places on the line."),
    "answer.NO_FILE": _("The file is not here. Please choose it again."),
    "answer.FILE_TOO_LARGE": _("The file is too large; below it says how large it may be."),
    "answer.FILE_EMPTY": _("The file is empty."),
    "answer.FILE_NAME": _("Please give the file a plain name that ends as its kind does, such as letter.pdf."),
    "answer.FILE_KIND": _("This kind of file is not taken here; below it says which are."),
    "answer.FILE_DAMAGED": _("The file is damaged, or something else is hidden in it. Please save it anew."),
    "answer.FILE_ACTIVE": _(
        "The file is locked by a password, or holds programs or other files. Please print it into a new PDF."
    ),
}
