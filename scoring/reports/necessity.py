"""What does a reader need to see of practices that nobody on top goes without?"""

from scoring.necessity import Necessity
from scoring.results import Column, Provenance, Report, Sentence, Table

KIND = "necessity"
_ROWS = (
    Column("lever"), Column("label"), Column("people", "count"), Column("empty_share", "estimate"),
    Column("p", "chance"), Column("q", "chance"), Column("least_on_top", "number"), Column("necessary", "code"),
)  # fmt: skip


def report(found: Necessity, provenance: Provenance | None = None) -> Report:
    """The Report of one job: ``necessity``, a row a practice; ``least_on_top`` only where it is told."""
    rows = tuple(
        (one.code, one.label, one.effect.n, one.effect, one.p, one.q, one.least if one.necessary else None,
         "yes" if one.necessary else "no")
        for one in found.levers
    )  # fmt: skip
    many = sum(one.necessary for one in found.levers)
    return Report(
        kind=KIND,
        sentence=Sentence("necessity.found" if many else "necessity.none", {"found": many, "levers": len(rows)}),
        tables=(Table("necessity", _ROWS, rows),),
        caveats=found.caveats,
        provenance=provenance,
    )
