"""What does a reader need to see before answers are scored by another key?"""

from collections.abc import Mapping

from scoring.rekeying import Rekeyed
from scoring.results import Column, Report, Sentence, Table

KIND = "rekeying"


def report(found: Mapping[str, Rekeyed], people: int, of: int, somebody: int) -> Report:
    """The Report on one proposal.

    Parameters
    ----------
    people : int
        How many were looked at, the newest.
    of : int
        How many there are to score anew.
    somebody : int
        Of those looked at, how many have any score that changes.
    """
    columns = (
        Column("scale"), Column("n", "count"), Column("scores_changed", "count"), Column("mean_change", "estimate"),
        Column("largest", "number"), Column("ranks", "number"), Column("left_top", "count"),
    )  # fmt: skip
    rows = tuple(
        (scale, one.n, one.changed, one.mean, one.largest, one.ranks, one.left_top) for scale, one in found.items()
    )
    values = {"people": people, "of": of, "changed": somebody}
    tables = (Table("rekeyed", columns, rows),) if rows else ()
    return Report(kind=KIND, sentence=Sentence("rekeying.some" if people else "rekeying.none", values), tables=tables)
