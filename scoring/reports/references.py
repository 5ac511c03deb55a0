"""What does somebody who decides about a candidate need to see of the references?"""

from collections.abc import Mapping, Sequence

from scoring.references import Leniency, Standing
from scoring.results import Caveat, Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "references"


def report(
    found: Standing,
    names: Mapping[str, str],
    referees: int,
    asked: int,
    pool: Leniency | None = None,
    sentences: Sequence[str] = (),
    barred: Sequence[Caveat] = (),
    provenance: Provenance | None = None,
) -> Report:
    """The Report of one candidate: ``criteria`` with a mean each, ``relations`` with their leniency, ``sentences``.

    Parameters
    ----------
    names : mapping of str to str
        The words of each criterion, by its code.
    referees, asked : int
        How many references are in, and how many were asked for; one that is missing is missing, never low.
    sentences : sequence of str
        What may be shown of free words, in an order that says nothing.
    barred : sequence of Caveat
        Why nothing may be shown although there are enough; every number is then refused.
    """

    def let(estimate: Estimate) -> Estimate:
        return estimate.refused(*barred) if barred else estimate

    shown = let(found.overall).value is not None
    heads = (Column("criterion"), Column("rating", "estimate"), Column("references", "count"))
    criteria = tuple((names[code], let(one), one.n) for code, one in found.criteria.items())
    tables = [Table("criteria", heads, criteria)]
    if shown and pool is not None and pool.status != "refused":
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (str(relation), float(effect), float(se), int(n))
            for relation, effect, se, n in pool.relations[["effect", "se", "n"]].itertuples()
        )
        columns = (Column("relation", "code"), Column("leniency", "number"), Column("leniency_se", "number"),
                   Column("references", "count"))  # fmt: skip
        tables.append(Table("relations", columns, rows))
    if shown and sentences:
        tables.append(Table("sentences", (Column("said"),), tuple((one,) for one in sentences)))
    return Report(
        kind=KIND,
        sentence=Sentence("references.found" if shown else "references.refused", {"n": referees, "asked": asked}),
        estimates={
            "references_all": let(found.overall),
            "references_fair": let(found.adjusted),
            "references_place": let(found.position),
        },
        tables=tuple(tables),
        provenance=provenance,
    )
