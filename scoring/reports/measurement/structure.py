"""Do the answers fall into the dimensions the key names?"""

from collections.abc import Iterator

from scoring.factors import Cfa, Efa, ParallelAnalysis
from scoring.measurement import Structure
from scoring.policy import Judgement, judgement
from scoring.reports.measurement.cells import finite, reasons
from scoring.results import Cell, Column, Table

#: Customary guides, not laws (Hu & Bentler 1999; Kaiser & Rice 1974): measure, guide, whether more is better.
GUIDES = (("cfi", 0.95, True), ("tli", 0.95, True), ("rmsea", 0.06, False), ("srmr", 0.08, False))
ADEQUATE = 0.60


def structure(found: Structure) -> tuple[Table, ...]:
    """``loadings``, ``factor_correlations`` and ``eigenvalues``; without rows where too few people answered."""
    explored, suggested = found.explored, found.suggested
    enough = _judged(explored.n, len(explored.loadings)).status != "refused"
    factors = [Column(f"dimension:{place + 1}", "number") for place in range(explored.loadings.shape[1])]
    several = enough and len(factors) > 1
    return (
        Table(
            "loadings",
            (Column("item"), *factors, Column("communality", "number")),
            tuple(_loadings(explored)) if enough else (),
        ),
        Table(
            "factor_correlations",
            (Column("factor"), *factors),
            tuple(_correlations(explored)) if several else (),
        ),
        Table(
            "eigenvalues",
            (Column("eigenvalues_of", "code"), Column("factor", "count"), Column("eigenvalue", "number")),
            tuple(_eigenvalues(suggested))
            if _judged(suggested.n, len(suggested.eigenvalues)).status != "refused"
            else (),
        ),
    )


def guides(found: Structure) -> Table:
    """``guides``: how many dimensions are suggested, whether the items can be factored, and how well the key fits.

    What is refused, by the estimator or for want of people, has a row that says why in place of the number.
    """
    columns = (
        Column("guide", "code"), Column("found", "number"), Column("low", "number"), Column("high", "number"),
        Column("wanted"), Column("kept", "code"), Column("people", "count"),
    )  # fmt: skip
    return Table("guides", columns, tuple(_guides(found)))


def _judged(people: int, items: int) -> Judgement:
    return judgement("factors", people=people, people_per_item=people / max(items, 1))


def _loadings(found: Efa) -> Iterator[tuple[Cell, ...]]:
    for (item, row), shared in zip(found.loadings.iterrows(), found.communalities, strict=True):
        yield (str(item), *(float(value) for value in row), finite(shared))


def _correlations(found: Efa) -> Iterator[tuple[Cell, ...]]:
    for name, row in found.phi.iterrows():
        yield (str(name).removeprefix("F"), *(float(value) for value in row))


def _eigenvalues(found: ParallelAnalysis) -> Iterator[tuple[Cell, ...]]:
    for series, column in (("observed", "observed"), ("random", "random_percentile")):
        for place, value in found.eigenvalues[column].items():
            yield series, int(str(place)), float(value)


def _guides(found: Structure) -> Iterator[tuple[Cell, ...]]:
    suggested, adequacy, explored = found.suggested, found.adequacy, found.explored
    n = max(suggested.n, adequacy.n, explored.n, found.confirmed.n)  # what is refused may not know its people
    verdict = _judged(n, len(suggested.eigenvalues))
    if verdict.status == "refused":
        yield "dimensions", None, None, None, "", reasons(verdict.reasons if n else suggested.reasons), n
        return
    doubts = reasons(suggested.reasons or verdict.reasons)
    yield "dimensions", None if suggested.n_factors is None else float(suggested.n_factors), None, None, "", doubts, n
    least = f"≥ {ADEQUATE:.2f}"
    if adequacy.status == "refused":
        yield "kmo", None, None, None, least, reasons(adequacy.reasons), n
    else:
        yield "kmo", float(adequacy.overall), None, None, least, _kept(adequacy.overall >= ADEQUATE), n
    if explored.reasons:
        yield "explored", None, None, None, "", reasons(explored.reasons), n
    yield from _fit(found.confirmed)


def _fit(found: Cfa) -> Iterator[tuple[Cell, ...]]:
    if found.status == "refused":
        yield "cfa_refused", None, None, None, "", found.reasons[0].code.value, found.n
        return
    for name, guide, more in GUIDES:
        value = getattr(found, name)
        bounds = (finite(found.rmsea_low), finite(found.rmsea_high)) if name == "rmsea" else (None, None)
        good = value >= guide if more else value <= guide
        yield name, finite(value), *bounds, f"{'≥' if more else '≤'} {guide:.2f}", _kept(good), found.n


def _kept(good: bool) -> str:
    return "kept" if good else "missed"
