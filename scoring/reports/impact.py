"""What does a reader need to see of how groups fared in selection?"""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.errors import Code
from scoring.impact import OVERALL, Comparison, Count, Pooled, Step, Verdict, compared
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "impact"
_RATES = (
    Column("step", "code"), Column("question"), Column("group"), Column("n", "count"), Column("selected", "count"),
    Column("rate", "estimate"), Column("ratio", "estimate"), Column("shortfall", "number"), Column("z_test", "number"),
    Column("p", "chance"), Column("exact_p", "chance"), Column("verdict", "code"), Column("reasons", "code"),
)  # fmt: skip
_KNOWN = (
    Column("question"), Column("compared_people", "count"), Column("undisclosed", "count"), Column("silent", "count"),
    Column("others", "count"),
)  # fmt: skip
_POOLED = (
    Column("question"), Column("group"), Column("against"), Column("strata", "count"), Column("ratio", "estimate"),
    Column("p", "chance"), Column("alike_p", "chance"), Column("verdict", "code"), Column("reasons", "code"),
)  # fmt: skip

_ROLES = {"label": "group", "value": "ratio", "group": "step", "within": "question"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, or two together: how its groups fared at each step.

    Attributes
    ----------
    question : str
        Code of the question, or both joined by a space.
    steps : tuple of Step
        Groups by what they said; whoever did not say, or is among too few, is in none.
    undisclosed, unknown, others : int
        Who preferred not to say, who said nothing, and whose group may not be told from others.
    """

    question: str
    steps: tuple[Step, ...]
    undisclosed: int = 0
    unknown: int = 0
    others: int = 0


def report(
    people: int, asked: Sequence[Asked], pooled: Sequence[tuple[str, Pooled]] = (), provenance: Provenance | None = None
) -> Report:
    """The Report on one opening or one job: ``rates`` by step and group, ``known``, and ``pooled`` over openings.

    Parameters
    ----------
    people : int
        Whose applications have ended.
    asked : sequence of Asked
    pooled : sequence of (question, Pooled)
        Over the openings of the job, for the whole process.
    """
    rows = [(one.question, step.code, found) for one in asked for step in one.steps for found in compared(step.counts)]
    compared_ = [found for _question, _step, found in rows if found.ratio.value is not None]
    of_groups = [one for one in compared_ if one.verdict is not Verdict.HIGHEST]
    # of the whole only where a finding falls with one case; elsewhere its own row says so
    found = [one for one in of_groups if one.verdict is Verdict.ADVERSE_IMPACT]
    fragile = (Caveat(Code.FRAGILE_ONE_CASE),) if found and all(one.fragile for one in found) else ()
    differ = [one for _question, one in pooled if any(r.code is Code.STRATA_DIFFER for r in one.ratio.reasons)]
    return Report(
        kind=KIND,
        sentence=_sentence(people, of_groups),
        estimates=_lowest(rows),
        tables=(
            Table("rates", _RATES, tuple(_row(*row) for row in rows)),
            Table("known", _KNOWN, tuple(_known(one) for one in asked)),
            *([Table("pooled", _POOLED, tuple(_pooled(*one) for one in pooled))] if pooled else []),
        ),
        figures=(Figure("ratios", "ratios", "rates", _ROLES),)
        if of_groups
        else (),
        caveats=fragile + ((Caveat(Code.STRATA_DIFFER),) if differ else ()),
        provenance=provenance,
    )  # fmt: skip


def checkable(found: Report) -> bool:
    """Whether at least two groups could be compared; without that the check says nothing of anybody."""
    return any(isinstance(cell, Estimate) and cell.value is not None for cell in found.table("rates").column("ratio"))


def overall(found: Report) -> dict[str, tuple[Count, ...]]:
    """The groups of the whole process by question, as a Report has them."""
    table = found.table("rates")
    columns = [table.column(key) for key in ("step", "question", "group", "n", "selected")]
    counts: dict[str, tuple[Count, ...]] = {}
    for step, question, group, n, selected in zip(*columns, strict=True):
        if step == OVERALL and isinstance(n, int) and isinstance(selected, int):
            counts[str(question)] = (*counts.get(str(question), ()), Count(str(group), n, selected))
    return counts


def _sentence(people: int, groups: Sequence[Comparison]) -> Sentence:
    values = {"people": people, "compared": len(groups)}
    many = {verdict: sum(one.verdict is verdict for one in groups) for verdict in Verdict}
    if not groups:
        return Sentence("impact.nobody", values)
    if many[Verdict.ADVERSE_IMPACT]:
        return Sentence("impact.indicated", values | {"found": many[Verdict.ADVERSE_IMPACT]})
    if many[Verdict.GAP_TOO_FEW]:
        return Sentence("impact.too_few_to_tell", values | {"found": many[Verdict.GAP_TOO_FEW]})
    if many[Verdict.SMALL_RELIABLE]:
        return Sentence("impact.small", values | {"found": many[Verdict.SMALL_RELIABLE]})
    return Sentence("impact.none", values)


def _lowest(rows: Sequence[tuple[str, str, Comparison]]) -> dict[str, Estimate]:
    """The lowest ratio of the whole process and of any single step."""
    found = {}
    for key, among in (("lowest_overall", True), ("lowest_step", False)):
        ratios = [
            one.ratio
            for _question, step, one in rows
            if (step == OVERALL) is among and one.ratio.value is not None and one.verdict is not Verdict.HIGHEST
        ]
        if ratios:
            found[key] = min(ratios, key=lambda ratio: ratio.value or 0.0)
    return found


def _row(question: str, step: str, one: Comparison) -> tuple[Cell, ...]:
    return (
        step, question, one.count.group, one.count.n, one.count.selected, one.rate, one.ratio, one.shortfall, one.z,
        one.p, one.exact, one.verdict.value, _reasons(one.ratio),
    )  # fmt: skip


def _known(one: Asked) -> tuple[Cell, ...]:
    people = max((sum(count.n for count in step.counts) for step in one.steps), default=0)
    return (one.question, people, one.undisclosed, one.unknown, one.others)


def _pooled(question: str, one: Pooled) -> tuple[Cell, ...]:
    return (
        question, one.group, one.against, one.strata, one.ratio, one.p, one.alike, one.verdict.value,
        _reasons(one.ratio),
    )  # fmt: skip


def _reasons(estimate: Estimate) -> str:
    return " ".join(dict.fromkeys(reason.code.value for reason in estimate.reasons))


def adverse_impact(found: Report) -> Table:
    """The rates in the columns of ``adverse_impact.csv``: category, n, n_selected, rate, impact_ratio, unknown_n.

    ``step`` and ``question`` stand before them; ``unknown_n`` counts who did not say, also by preferring not to.
    """
    known = found.table("known")
    silent = {
        question: sum(count for count in (undisclosed, unknown) if isinstance(count, int))
        for question, undisclosed, unknown in zip(
            known.column("question"), known.column("undisclosed"), known.column("silent"), strict=True
        )
    }
    columns = (
        Column("step"), Column("question"), Column("category"), Column("n", "count"), Column("n_selected", "count"),
        Column("rate", "number"), Column("impact_ratio", "number"), Column("unknown_n", "count"),
    )  # fmt: skip
    rates = found.table("rates")
    keys = ("step", "question", "group", "n", "selected", "rate", "ratio")
    rows = [
        (*row[:5], *(cell.value if isinstance(cell, Estimate) else None for cell in row[5:]), silent.get(row[1]))
        for row in zip(*(rates.column(key) for key in keys), strict=True)
    ]
    return Table("adverse_impact", columns, tuple(rows))
