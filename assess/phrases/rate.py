"""Words of the analysis of a user's own files."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "report.rate": _("What was read"),
    "rate.read": _("%(results)s people with results, %(scored)s with scale scores, %(candidates)s of them candidates."),
    "table.rate.coverage": _("Who is in which file"),
    "table.rate.notes": _("What was left out or taken for granted"),
    "table.rate.files": _("The files, by their bytes"),
    "column.coverage": _("Group"),
    "column.people": _("People"),
    "column.note": _("Note"),
    "column.file": _("File"),
    "column.sha256": _("SHA-256"),
    "column.who": _("Is a"),
    "column.scores": _("Scale scores"),
    "code.coverage.results": _("With results in the role looked at"),
    "code.coverage.rated": _("With results that count"),
    "code.coverage.held": _("High performers on hold until people have looked at an ethics measure"),
    "code.coverage.no_results": _("In the people file, without results: not rated"),
    "code.coverage.strangers": _("With results, but not in the people file: left out"),
    "code.coverage.elsewhere": _("With results in another role: left out"),
    "code.coverage.scored": _("With scale scores"),
    "code.coverage.results_and_scores": _("With results that count and scale scores"),
    "code.coverage.profile": _("Of these the profile is built on, the others answered too little or without reading"),
    "code.coverage.careless": _("Answers that may not reflect the person: not used, no fit"),
    "code.coverage.candidates": _("Candidates with scale scores"),
    "code.coverage.candidates_without_scores": _("Candidates without scale scores"),
    "code.coverage.others_with_scores": _("With scale scores, neither candidates nor with results: no rank"),
    "code.who.candidate": _("candidate"),
    "code.who.incumbent": _("incumbent"),
    "code.who.other": _("other"),
    "code.scores.exploratory": _("exploratory"),
    "code.scores.ok": _("ok"),
    "code.scores.caveat": _("with caution"),
    "code.direction.not_stated": _("not stated"),
}
