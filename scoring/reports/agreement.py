"""What does a reader need to see of the agreement between raters?"""

from collections.abc import Sequence

from scoring.agreement import FORMS, Agreement
from scoring.policy import judged
from scoring.results import Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "agreement"


def report(found: Sequence[Agreement], provenance: Provenance | None = None) -> Report:
    """The Report of one panel or opening: ``criteria`` with an ICC a form, and ``ratees`` with rWG.

    Below ten ratees with two ratings the ICC are refused.
    """
    shown = {one.criterion: _shown(one) for one in found}
    rows = tuple(_criterion(one, shown[one.criterion]) for one in found)
    columns = (
        Column("criterion"), Column("design", "code"), Column("ratees", "count"), Column("raters", "count"),
        Column("ratings", "count"), *(Column(_key(form), "estimate") for form in FORMS),
    )  # fmt: skip
    within = tuple((one.criterion, ratee, value) for one in found for ratee, value in one.within.items())
    usable = [one for one in found if any(icc.value is not None for icc in shown[one.criterion].values())]
    values = {"criteria": len(found), "usable": len(usable)}
    return Report(
        kind=KIND,
        sentence=Sentence("agreement.found" if usable else "agreement.refused", values),
        tables=(
            Table("criteria", columns, rows),
            Table("ratees", (Column("criterion"), Column("ratee"), Column("rwg", "number")), within),
        ),
        figures=(Figure("agreement", "intervals", "criteria", {"label": "criterion", "value": "icc_1_1"}),),
        provenance=provenance,
    )


def _key(form: str) -> str:
    return f"icc_{form.replace(',', '_').lower()}"


def _shown(one: Agreement) -> dict[str, Estimate]:
    return {form: judged(icc, "agreement", ratees=one.ratees) for form, icc in one.icc.items()}


def _criterion(one: Agreement, iccs: dict[str, Estimate]) -> tuple[Cell, ...]:
    design = "crossed" if one.crossed else "panels"
    return (one.criterion, design, one.ratees, one.raters, one.ratings, *(iccs.get(form) for form in FORMS))
