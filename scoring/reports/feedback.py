"""What may somebody be told of their own scores, and how sure is it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.errors import Code
from scoring.norms import Standing
from scoring.results import Caveat, Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "feedback"
#: Below this reliability a person is told nothing of a scale (methods §4, "Show (candidate)").
LEAST_RELIABILITY = 0.60
_COLUMNS = (
    Column("scale"), Column("high_means"), Column("t", "estimate"), Column("band_low", "count"),
    Column("band_high", "count"), Column("own_mean", "number"), Column("range_low", "count"),
    Column("range_high", "count"), Column("why_not", "code"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """One scale of one person, as it was scored.

    Attributes
    ----------
    label, high_means : str
        The scale's name, and what a high score means in words.
    value : float or None
        The score in the scale's own units from ``low`` to ``high``; None where fewer than 80 % were answered.
    standing : Standing or None
        Where it lies among people of a norm; None without one.
    reliability : float or None
        Of the scale among the people of the norm.
    careless : bool
        The answers may not reflect the person.
    calibrated : bool
        False for a scale measured by items chosen one by one from a bank that is not calibrated.
    """

    label: str
    high_means: str
    value: float | None
    low: float
    high: float
    standing: Standing | None = None
    reliability: float | None = None
    careless: bool = False
    calibrated: bool = True


def report(scales: Sequence[Own], provenance: Provenance | None = None) -> Report:
    """The Report of one person's own results: ``scales``, a row each, refused ones with their reason.

    Refused: fewer than 80 % answered, careless answers, a bank that is not calibrated, a reliability below .60 or
    unknown, no norm of 30 people or more. In the last two cases the mean of the answers is told, which claims nothing
    about others. Nothing is passed or failed and nobody is of a type.
    """
    rows = tuple(_row(own) for own in scales)
    told = sum(row[3] is not None for row in rows)
    key = "feedback.none" if not told else "feedback.some" if told < len(rows) else "feedback.all"
    return Report(
        kind=KIND,
        sentence=Sentence(key, {"told": told, "scales": len(rows)}),
        tables=(Table("scales", _COLUMNS, rows),),
        provenance=provenance,
    )


def told(own: Own) -> Estimate:
    """The T score with its band, or why it is not told; reasons speak to the person (``of="you"``)."""
    method = own.standing.t.method if own.standing else ""
    n = own.standing.t.n if own.standing else 0
    for barred, code in (
        (own.value is None, Code.MISSING_TOO_MUCH),
        (own.careless, Code.CARELESS_RESPONSE),
        (not own.calibrated, Code.N_TOO_SMALL),
        (own.reliability is not None and own.reliability < LEAST_RELIABILITY, Code.UNRELIABLE_MEASURE),
        (own.standing is None or own.standing.t.value is None, Code.NORM_TOO_SMALL),
        (own.reliability is None, Code.UNRELIABLE_MEASURE),
    ):
        if barred:
            return Estimate.refusal(Caveat(code, {"of": "you"}), method=method, n=n)
    return own.standing.t if own.standing else Estimate.refusal(Caveat(Code.NORM_TOO_SMALL), method=method)


def _row(own: Own) -> tuple[Cell, ...]:
    found = told(own)
    why = found.reasons[0].code if found.value is None else None
    unsure = own.reliability is None or own.reliability >= LEAST_RELIABILITY
    plain = why in {Code.NORM_TOO_SMALL, Code.UNRELIABLE_MEASURE} and unsure
    mean = (own.value, own.low, own.high) if plain else (None, None, None)
    return (own.label, own.high_means, found, found.low, found.high, *mean, why.value if why else "")
