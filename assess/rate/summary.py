"""What one run says on the terminal: what was found, what was not shown and why, and what would be needed."""

from collections.abc import Iterator

from flask_babel import gettext as _

from assess.filters import number
from assess.labels import label, sentence
from assess.phrases import phrase
from assess.rate import look
from assess.rate.pipeline import Outcome
from scoring.results import Report, Sentence


def summary(found: Outcome, made: list[Report], notes: list[str]) -> Iterator[str]:
    """Line by line."""
    for report in made:
        yield f"{label('report', report.kind)}: {_said(report.sentence)}"
        if report.kind == "tiers":
            yield from (f"  - {sentence(caveat)}" for caveat in report.caveats)
        if report.kind == "cross_section":
            yield from look.said(report)
        if report.kind == "profile":
            yield from _unmet(report)
            yield from (f"  - {words}" for words in advice(found))
        if report.kind == "fit":
            yield from (f"  - {sentence(caveat)}" for caveat in report.caveats)
    for key, count in found.counts.items():
        if count and key in ("strangers", "elsewhere", "no_results", "held", "careless", "candidates_without_scores",
                             "others_with_scores"):  # fmt: skip
            yield f"  - {phrase(f'code.coverage.{key}')}: {count}"
    yield from (f"  - {note}" for note in notes)


def advice(found: Outcome) -> list[str]:
    """What the user can add to open a profile that lacks only knowledge of its scales."""
    if found.profile is None:
        return []
    scales = found.profile.scales
    unsaid = [scale.scale for scale in scales if not scale.direction]
    unknown = [scale.scale for scale in scales if scale.reliability.value is None]
    said = []
    if unsaid:
        said.append(
            _("No direction is stated for %(names)s. If more (or less) of a scale is expected to be better "
              "in this job, say so before looking at any result: --direction %(first)s=higher, or a scales file.",
              names=", ".join(unsaid), first=unsaid[0])
        )  # fmt: skip
    if unknown:
        said.append(
            _("No reliability is known for %(names)s. Give raw answers (--responses and --instrument), or the column "
              "reliability in a scales file.", names=", ".join(unknown))
        )  # fmt: skip
    return said


def _unmet(report: Report) -> Iterator[str]:
    gate = report.table("gate")
    for check, value, need, passed in zip(*(gate.column(key) for key in ("check", "value", "need", "passed")),
                                          strict=True):  # fmt: skip
        if passed == "unmet":
            yield _("  - not met: %(check)s (found %(value)s, needed %(need)s)", check=phrase(f"code.check.{check}"),
                    value=_short(value), need=_short(need))  # fmt: skip


def _short(value: object) -> str:
    if not isinstance(value, int | float):
        return str(_("nothing"))
    words: str = number(float(value), 0 if float(value).is_integer() else 2)
    return words


def _said(words: Sentence) -> str:
    return phrase(words.key, **words.values)
