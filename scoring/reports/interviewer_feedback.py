"""What is an interviewer told of their own ratings, in private?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.accuracy import Accuracy, Certificate
from scoring.calibration import Calibration, Flag, Influence
from scoring.errors import Scalar
from scoring.reports.calibration import category_columns, number, talked
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "interviewer_feedback"
#: Size of kindness in points, from here on, in the nearest words; below the last nothing is said of it.
SIZES = ((1.25, "more"), (0.83, "one"), (0.58, "two_thirds"), (0.42, "half"), (0.30, "third"))
#: What helps with each pattern, most pressing first; two are given.
ADVICE = {
    "inconsistency": "notes_before_numbers",
    "halo": "topic_by_topic",
    "equal_ratings": "topic_by_topic",
    "predictability": "topic_by_topic",
    "central_tendency": "use_the_ends",
    "kinder": "read_the_top_anchor",
    "harder": "read_the_low_anchor",
    "drift": "rate_a_vignette_again",
}
#: Given when fewer than two others apply.
ALWAYS = ("say_what_you_saw", "compare_with_a_colleague")
#: From this share of short notes on, longer ones are suggested.
MANY_SHORT = 0.25


@dataclass(frozen=True, slots=True)
class Notes:
    """How many ratings had a note, and how many of them were short; counted, never blocked."""

    ratings: int
    short: int


@dataclass(frozen=True, slots=True)
class Extras:
    """What is known of an interviewer beside the ratings.

    Attributes
    ----------
    notes : Notes or None
    accuracy : Accuracy or None
        On vignettes, with its ``certificate``.
    talks : Influence or None
        Of the whole pool; only the person's own row is told.
    """

    notes: Notes | None = None
    accuracy: Accuracy | None = None
    certificate: Certificate = field(default_factory=Certificate)
    talks: Influence | None = None


def report(
    found: Calibration, rater: Scalar, extras: Extras | None = None, provenance: Provenance | None = None
) -> Report:
    """The Report of one interviewer, for that person alone.

    Tables: ``habits`` (each pattern with its verdict), ``own_shares`` (rows ``you`` and ``colleagues``, columns
    ``given:1`` …), ``own_course`` (month, residual, ratees), ``vignettes``, ``notes``, ``talks``,
    ``suggestions`` (two).
    Figures: ``own_shares`` of kind ``shares`` and ``own_course`` of kind ``courses``, roles as in
    ``reports.calibration``; the course has one line, whose ``label`` column holds the code ``you``.

    Raises
    ------
    KeyError
        When the rater gave no rating.
    """
    known = found.of(rater)
    if not known and found.status != "refused":
        raise KeyError(rater)
    extras = extras or Extras()
    tables = (
        _habits(known), _shares(found, rater), _course(found, rater), _vignettes(extras), _notes(extras),
        _talks(extras, rater), _suggestions(known, extras),
    )  # fmt: skip
    shown = tuple(table for table in tables if table.rows)
    keys = {table.key for table in shown}
    figures = (
        Figure("own_shares", "shares", "own_shares", {"label": "whose", "parts": "given"}),
        Figure(
            "own_course", "courses", "own_course", {"label": "whose", "x": "month", "value": "residual", "n": "ratees"}
        ),
    )
    return Report(
        KIND, _sentence(known.get("severity")), _estimates(known, extras), shown,
        tuple(one for one in figures if one.table in keys), _caveats(found), provenance,
    )  # fmt: skip


def _sentence(severity: Flag | None) -> Sentence:
    if severity is None or severity.estimate.value is None:
        return Sentence("interviewer_feedback.unknown")
    values: Mapping[str, Scalar] = {"people": severity.estimate.n}
    if severity.verdict != "flagged":
        return Sentence("interviewer_feedback.same", values)
    size = abs(severity.estimate.value)
    word = next(word for least, word in SIZES if size >= least)
    return Sentence(f"interviewer_feedback.{severity.code}_{word}", values)


def _estimates(known: Mapping[str, Flag], extras: Extras) -> dict[str, Estimate]:
    shown = {f"own_{key}": one.estimate for key, one in known.items() if key not in ("predictability", "equal_ratings")}
    if extras.accuracy is not None:
        shown["own_elevation"] = extras.accuracy.elevation
    return shown


def _caveats(found: Calibration) -> tuple[Caveat, ...]:
    return found.reasons if found.status == "refused" else ()


def _habits(known: Mapping[str, Flag]) -> Table:
    columns = (Column("pattern", "code"), Column("verdict", "code"), Column("statistic", "estimate"),
               Column("told_from", "number"))  # fmt: skip
    rows = tuple((key, one.verdict, one.estimate, one.pattern.told_from) for key, one in known.items())
    return Table("habits", columns, rows)


def _shares(found: Calibration, rater: Scalar) -> Table:
    columns = (Column("whose", "code"), *category_columns(found.shares))
    if rater not in found.shares.index or len(found.shares) < 2:
        return Table("own_shares", columns, ())
    own, others = found.shares.loc[rater], found.shares.drop(index=rater).mean()
    rows = (("you", *own.to_numpy(float).tolist()), ("colleagues", *others.to_numpy(float).tolist()))
    return Table("own_shares", columns, rows)


def _course(found: Calibration, rater: Scalar) -> Table:
    columns = (
        Column("whose", "code"),
        Column("month", "count"),
        Column("residual", "number"),
        Column("ratees", "count"),
    )
    own = found.courses[found.courses["rater"] == rater] if len(found.courses) else found.courses
    rows = tuple(("you", int(month), float(points), int(n)) for _rater, month, points, n in own.itertuples(index=False))
    return Table("own_course", columns, rows if len(rows) > 1 else ())


def _vignettes(extras: Extras) -> Table:
    """Cronbach's components in plain names, and the line of the certificate where there is one."""
    columns = (
        Column("criterion", "code"),
        Column("reached", "number"),
        Column("limit", "number"),
        Column("verdict", "code"),
    )
    found = extras.accuracy
    if found is None or found.status == "refused":
        return Table("vignettes", columns, ())
    lines = {line.criterion.of: line for line in extras.certificate.lines}
    values: dict[str, float | None] = {
        "elevation": found.elevation.value, "differential_elevation": found.differential_elevation,
        "stereotype": found.stereotype, "differential": found.differential, "rms": found.rms,
        "exact": found.exact.value, "adjacent": found.adjacent.value,
    }  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for key, value in values.items():
        line = lines.get(key)
        met = "" if line is None else "met" if line.passed else "not_met"
        rows.append((key, number(value), line.criterion.limit if line else None, met))
    return Table("vignettes", columns, tuple(rows))


def _notes(extras: Extras) -> Table:
    columns = (Column("ratings", "count"), Column("short_notes", "count"))
    notes = extras.notes
    return Table("notes", columns, ((notes.ratings, notes.short),) if notes is not None and notes.ratings else ())


def _talks(extras: Extras, rater: Scalar) -> Table:
    """The row without the name of whoever reads it."""
    found = talked(extras.talks, rater)
    return Table(found.key, found.columns[1:], tuple(row[1:] for row in found.rows))


def _suggestions(known: Mapping[str, Flag], extras: Extras) -> Table:
    chosen = list(dict.fromkeys(_advice(known, extras)))[:2]
    return Table("suggestions", (Column("suggestion", "code"),), tuple((code,) for code in chosen))


def _advice(known: Mapping[str, Flag], extras: Extras) -> Iterator[str]:
    flagged = {one.code for one in known.values() if one.verdict == "flagged"}
    yield from (advice for code, advice in ADVICE.items() if code in flagged)
    notes, certificate = extras.notes, extras.certificate
    if notes is not None and notes.short > MANY_SHORT * notes.ratings:
        yield "longer_notes"
    if certificate.passed is False:
        yield "practise_with_vignettes"
    if known and known["severity"].verdict == "unknown":
        yield "share_people_with_others"
    yield from ALWAYS
