"""What of a Report of fits is about everybody measured together, and small whatever their number?"""

from dataclasses import replace

from scoring.results import Cell, Column, Report, Table

KIND = "fit_pool"
_SCALES = (
    Column("scale"), Column("z_top_low", "number"), Column("z_top_high", "number"), Column("top_low", "number"),
    Column("top_high", "number"), Column("weighted", "code"),
)  # fmt: skip


def pool(found: Report) -> Report:
    """The Report of a pool without a row a person: sentence, caveats, ``gate``, ``bands``, ``scales``, ``incumbents``.

    ``scales`` holds the quartiles of the reference top, which are the same for everybody; ``incumbents`` how many
    people the fits rest on.
    """
    people = found.table("people").column("fit")
    n = max((one.n for one in people if not isinstance(one, str | int | float | None)), default=0)
    tables = (
        found.table("gate"),
        found.table("bands"),
        Table("scales", _SCALES, _scales(found)),
        Table("incumbents", (Column("n", "count"),), ((n,),)),
    )
    return replace(found, kind=KIND, tables=tables, figures=())


def _scales(found: Report) -> tuple[tuple[Cell, ...], ...]:
    """A row a scale, from whoever has most to show: a person without a fit has no quartiles in its units."""
    table = found.table("contributions")
    keys = ("scale", "z_top_low", "z_top_high", "top_low", "top_high", "contribution")
    rows: dict[Cell, tuple[Cell, ...]] = {}
    weighted: set[Cell] = set()
    for scale, *quartiles, value in zip(*(table.column(key) for key in keys), strict=True):
        if value:
            weighted.add(scale)
        if scale not in rows or (rows[scale][-1] is None and quartiles[-1] is not None):
            rows[scale] = (scale, *quartiles)
    return tuple((*row, "yes" if scale in weighted else "no") for scale, row in rows.items())
