"""What may a reader see of a campaign: group means with intervals, response, and whether groups differ?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.errors import Code
from scoring.groups import ENOUGH_ANSWERED, METHOD
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "campaign"
#: The group of everyone asked.
ALL = "all"
DIFFERENT = 0.05
#: Of fewer people asked no share that answered is shown (methods §10.3).
FEWEST_INVITED = 5
#: Decimals of a chance: more would say more about the answers than the means to one decimal do.
CHANCE_DECIMALS = 2
LEAST_INVITED, RATE_STEPS = 5, 20

WITHHELD = Estimate(None, 0, METHOD, status="refused", reasons=(Caveat(Code.ANONYMITY_MIN_CELL),))
ALIKE = Estimate(None, 0, METHOD, status="refused", reasons=(Caveat(Code.NO_VARIANCE),))

_DRAWN = {"label": "group", "value": "group_mean", "group": "measure"}


@dataclass(frozen=True, slots=True)
class Group:
    """A group as released: ``within`` names the group it is part of; ``answers`` is None when withheld."""

    name: str
    within: str
    invited: int
    answers: int | None


@dataclass(frozen=True, slots=True)
class Pooled:
    """The released mean of a group over several waves, by their numbers; its n is people, as many as there are sure."""

    group: str
    waves: tuple[int, ...]
    mean: Estimate


@dataclass(frozen=True, slots=True)
class Measure:
    """A scale or an item with its released means by group and shares of all answers by point, in percent.

    ``pooled`` are groups too small for a wave of their own.
    """

    name: str
    scale: bool
    low: float
    high: float
    means: Mapping[str, Estimate]
    shares: tuple[tuple[str, int], ...] = ()
    chance: float | None = None
    pooled: tuple[Pooled, ...] = ()


def report(groups: Sequence[Group], measures: Sequence[Measure], provenance: Provenance | None = None) -> Report:
    """The Report of what ``anonymity.release`` let through; nothing else may be handed in.

    Tables ``groups``, ``scales``, ``items`` (a row a group, withheld ones refused), ``shares`` of all answers,
    ``differences`` between the groups of the first cut, where these could be compared, and ``pooled`` where small
    groups are shown over several waves.
    """
    everyone = groups[0]
    compared = [measure for measure in measures if measure.chance is not None]
    differing = sum(measure.chance < DIFFERENT for measure in compared if measure.chance is not None)
    values = {"answers": everyone.answers, "invited": everyone.invited, "compared": len(compared), "n": differing}
    if everyone.answers is None:
        key = "campaign.refused"
    else:
        key = ("campaign.differ" if differing else "campaign.alike") if compared else "campaign.answered"
    drawable = any(mean.value is not None for one in measures if one.scale for mean in one.means.values())
    few = everyone.answers is not None and everyone.answers < ENOUGH_ANSWERED * everyone.invited
    columns = (Column("measure"), Column("group"), Column("n", "count"), Column("group_mean", "estimate"))
    return Report(
        kind=KIND,
        sentence=Sentence(key, values),
        tables=(
            Table(
                "groups",
                (
                    Column("group"),
                    Column("within"),
                    Column("invited", "count"),
                    Column("answers", "count"),
                    Column("response", "chance"),
                ),
                tuple(_group(group) for group in groups),
            ),
            *(
                Table(
                    name,
                    columns,
                    tuple(row for measure in measures if measure.scale is scale for row in _rows(groups, measure)),
                )
                for name, scale in (("scales", True), ("items", False))
            ),
            Table(
                "shares",
                (Column("measure"), Column("answer"), Column("percent", "count")),
                tuple((measure.name, *share) for measure in measures for share in measure.shares),
            ),
            Table(
                "differences",
                (
                    Column("measure"),
                    Column("least_point", "number"),
                    Column("most_point", "number"),
                    Column("difference", "code"),
                    Column("chance_none", "number"),
                ),
                tuple(
                    (measure.name, measure.low, measure.high, _verdict(measure.chance), _rounded(measure.chance))
                    for measure in measures
                    if measure.scale
                ),
            ),
            *_pooled(measures),
        ),
        figures=(Figure("campaign", "intervals", "scales", _DRAWN),) if drawable else (),
        caveats=(Caveat(Code.MISSING_TOO_MUCH),) if few else (),
        provenance=provenance,
    )


def _pooled(measures: Sequence[Measure]) -> tuple[Table, ...]:
    rows = [
        (measure.name, one.group, ", ".join(map(str, one.waves)), one.mean.n, one.mean)
        for measure in measures
        for one in measure.pooled
    ]
    columns = (Column("measure"), Column("group"), Column("waves"), Column("n", "count"))
    return (Table("pooled", (*columns, Column("group_mean", "estimate")), tuple(rows)),) if rows else ()


def _group(group: Group) -> tuple[Cell, ...]:
    """The response in steps of five of 100, and of five people asked or more only (methods §10.3)."""
    rate = None
    if group.answers is not None and group.invited >= LEAST_INVITED:
        rate = min(round(group.answers / group.invited * RATE_STEPS) / RATE_STEPS, 1.0)
    return (group.name, group.within, group.invited, group.answers, rate)


def _rows(groups: Sequence[Group], measure: Measure) -> list[tuple[Cell, ...]]:
    found = [(group.name, measure.means.get(group.name, WITHHELD)) for group in groups]
    return [(measure.name, name, mean.n or None, mean) for name, mean in found]


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, CHANCE_DECIMALS)


def _verdict(chance: float | None) -> str:
    if chance is None:
        return "not_compared"
    return "differ" if chance < DIFFERENT else "within_chance"
