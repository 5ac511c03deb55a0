"""What does a reader need to see of the conditions teams work under?"""

from scoring.conditions.results import Conditions, Found
from scoring.levers.results import SUPPORTED, Verdict
from scoring.results import Cell, Column, Figure, Provenance, Report, Sentence, Table

KIND = "conditions"
_EFFECTS = (
    Column("condition"), Column("label"), Column("verdict", "code"), Column("decided_on", "code"),
    Column("alone", "estimate"), Column("joint", "estimate"), Column("p", "chance"), Column("q", "chance"),
    Column("teams_needed", "count"),
)  # fmt: skip
_AGREEMENT = (
    Column("condition"), Column("label"), Column("teams", "count"), Column("people", "count"),
    Column("agreement", "estimate"), Column("icc1", "estimate"), Column("p", "chance"), Column("icc2", "estimate"),
    Column("aggregates", "code"),
)  # fmt: skip
_CROSSINGS = (Column("lever"), Column("condition"), Column("interaction", "estimate"), Column("p", "chance"))


def report(found: Conditions, provenance: Provenance | None = None) -> Report:
    """The Report of one job: ``conditions``, ``aggregation`` (perceived ones only), ``crossings``."""
    perceived = [one for one in found.found if one.aggregation is not None]
    shown = any(one.alone.value is not None for one in found.found)
    return Report(
        kind=KIND,
        sentence=_sentence(found),
        estimates={"icc": found.icc},
        tables=(
            Table("conditions", _EFFECTS, tuple(
                (one.condition.code, one.condition.label, one.verdict.value, one.decided_on, one.alone,
                 one.joint, one.p, one.q, one.teams_needed) for one in found.found
            )),
            Table("aggregation", _AGREEMENT, tuple(_aggregation(one) for one in perceived)),
            Table("crossings", _CROSSINGS, tuple(
                (one.lever, one.condition, one.effect, one.p) for one in found.crossings
            )),
        ),
        figures=(Figure("conditions", "intervals", "conditions", {"label": "label", "value": "alone"}),)
        if shown
        else (),
        caveats=found.caveats,
        provenance=provenance,
    )  # fmt: skip


def _sentence(found: Conditions) -> Sentence:
    tested = [one for one in found.found if one.verdict is not Verdict.NOT_TESTABLE]
    values = {
        "conditions": len(found.found),
        "tested": len(tested),
        "supported": sum(one.verdict in SUPPORTED for one in found.found),
        "open": sum(one.verdict is Verdict.INCONCLUSIVE for one in found.found),
        "teams": found.teams,
    }
    return Sentence("conditions.found" if tested else "conditions.untested", values)


def _aggregation(one: Found) -> tuple[Cell, ...]:
    name, seen = one.condition, one.aggregation
    if seen is None:
        raise ValueError(f"condition {name.code} is a fact")
    return (
        name.code, name.label, seen.teams, seen.people, seen.agreement, seen.icc1, seen.p, seen.icc2,
        "yes" if seen.passes else "no",
    )  # fmt: skip
