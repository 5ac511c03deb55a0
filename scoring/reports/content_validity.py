"""What does a reader need to see of how two panels judged the practices of a job?"""

from collections.abc import Iterable

from scoring.content_validity import LEADERS, PERFORMERS, ContentValidity, Panel, Standing
from scoring.intervals import wilson
from scoring.results import Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "content_validity"
RATIO = "content validity ratio, Lawshe 1975, with Wilson's interval of the share"
INDEX = "mean ratio of the practices the panel calls essential, Lawshe 1975"
_PANELS = (
    Column("practice"), Column("panel", "code"), Column("essential", "count"), Column("judges", "count"),
    Column("cvr", "estimate"), Column("called_needed", "count"), Column("agrees", "code"),
)  # fmt: skip


def report(found: ContentValidity, provenance: Provenance | None = None) -> Report:
    """The Report of one job: ``panels`` (a row a practice and panel that has numbers) and ``standings``.

    ``cvi_performers`` and ``cvi_leaders`` are the content validity indices, where a panel kept any practice.
    """
    standings = [one.standing for one in found.practices]
    kept = {who: sum(bool(one.agrees) for one in _of(found, who)) for who in (PERFORMERS, LEADERS)}
    return Report(
        kind=KIND,
        sentence=Sentence("content_validity.found", {
            "practices": len(standings), "both": standings.count(Standing.BOTH),
            "disputed": standings.count(Standing.DISPUTED),
        }),
        estimates={f"cvi_{who}": Estimate(value, kept[who], INDEX) for who, value in found.indices.items()},
        tables=(
            Table("panels", _PANELS, tuple(
                (each.practice, who, *_row(one))
                for each in found.practices for who in (PERFORMERS, LEADERS) if (one := getattr(each, who)) is not None
            )),
            Table("standings", (Column("practice"), Column("standing", "code")), tuple(
                (each.practice, each.standing.value) for each in found.practices
            )),
        ),
        provenance=provenance,
    )  # fmt: skip


def _of(found: ContentValidity, who: str) -> Iterable[Panel]:
    return (one for each in found.practices if (one := getattr(each, who)) is not None)


def _row(one: Panel) -> tuple[Cell, ...]:
    low, high = (2 * bound - 1 for bound in wilson(one.essential, one.judges))
    agrees = "too_few" if one.agrees is None else "yes" if one.agrees else "no"
    return one.essential, one.judges, Estimate(one.ratio, one.judges, RATIO, low, high), one.needed, agrees
