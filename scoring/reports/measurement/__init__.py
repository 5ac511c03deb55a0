"""What does a reader need to see of how an instrument measures?"""

from collections.abc import Mapping, Sequence

from scoring.measurement import ScaleStudy, Study
from scoring.passport import USES, Passport
from scoring.policy import judged, judgement
from scoring.reports.measurement.cells import finite, reasons
from scoring.reports.measurement.curves import curves
from scoring.reports.measurement.groups import dif
from scoring.reports.measurement.items import items, pairs, parameters, thresholds
from scoring.reports.measurement.structure import guides, structure
from scoring.results import Cell, Column, Figure, Report, Sentence, Table

KIND = "measurement"
#: Tables a page may count on; the others are there when they have rows.
ALWAYS = ("uses", "scales", "items")

_FIGURES = (
    Figure("precision", "curves", "information", {"x": "theta", "y": "sem", "series": "scale"}),
    Figure("information", "curves", "information", {"x": "theta", "y": "information", "series": "scale"}),
    Figure("item_information", "curves", "item_information",
           {"x": "theta", "y": "information", "series": "item", "panel": "scale"}),
    Figure("categories", "curves", "categories",
           {"x": "theta", "y": "probability", "series": "answer", "panel": "item"}),
    Figure("loadings", "heat", "loadings", {"label": "item"}),
    Figure("eigenvalues", "curves", "eigenvalues", {"x": "factor", "y": "eigenvalue", "series": "eigenvalues_of"}),
    Figure("dif", "intervals", "dif", {"label": "item", "value": "effect"}),
)  # fmt: skip


def report(found: Study, passports: Mapping[str, Passport]) -> Report:
    """The Report of one instrument: what it may be used for, then scale, item, curve, structure and groups.

    Sample sizes are judged here; below the table's least a number is refused, whatever the estimator found.
    """
    tables = (
        uses(passports),
        _scales(found.scales),
        items(found.scales),
        parameters(found.scales),
        thresholds(found.scales),
        pairs(found.scales),
        *curves(found.scales),
        *structure(found.structure),
        guides(found.structure),
        dif(found.dif),
    )
    full = {table.key for table in tables if table.rows or table.key in ALWAYS}
    free = [passport["selection"].verdict for passport in passports.values()]
    values = {
        "people": found.people,
        "careless": found.careless,
        "scales": len(found.scales),
        "decide": free.count("allowed"),
        "caution": free.count("caution"),
        "refused": free.count("refused"),
    }
    return Report(
        kind=KIND,
        sentence=Sentence("measurement.some" if len(free) > free.count("refused") else "measurement.none", values),
        tables=tuple(table for table in tables if table.key in full),
        figures=tuple(figure for figure in _FIGURES if figure.table in full),
    )


def uses(passports: Mapping[str, Passport]) -> Table:
    """``uses``: a row a scale, the verdict on every use, and what keeps selection from being more."""
    rows = tuple(
        (scale, *(one[use].verdict for use in USES), reasons(one["selection"].reasons))
        for scale, one in passports.items()
    )
    return Table("uses", (Column("scale"), *(Column(use, "code") for use in USES), Column("reasons", "code")), rows)


def _scales(found: Sequence[ScaleStudy]) -> Table:
    columns = (
        Column("scale"), Column("items", "count"), Column("people", "count"), Column("mean_score", "number"),
        Column("sd_score", "number"), Column("alpha", "estimate"), Column("omega", "estimate"), Column("sem", "number"),
        Column("alpha_careful", "estimate"), Column("reliability_eap", "estimate"), Column("irt_model", "code"),
    )  # fmt: skip
    return Table("scales", columns, tuple(_scale(one) for one in found))


def _scale(one: ScaleStudy) -> tuple[Cell, ...]:
    alpha, omega, careful = (judged(e, "internal_consistency", people=e.n) for e in (one.alpha, one.omega, one.careful))
    known = alpha.value is not None or omega.value is not None
    open_ = judgement("survey_group", answers=int(one.answers.notna().any(axis=1).sum())).status != "refused"
    model = "refused" if one.bank is None else one.bank.model
    return (
        one.key.scale, one.answers.shape[1], one.alpha.n, finite(one.mean) if open_ else None,
        finite(one.sd) if open_ else None, alpha, omega,
        finite(one.sem) if known else None, careful, one.trait_reliability, model,
    )  # fmt: skip
