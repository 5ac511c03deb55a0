"""Did a group's mean move from one wave of a survey to the next, by what was released of both?"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from scoring.errors import Code
from scoring.reports.campaign import ALL, WITHHELD
from scoring.results import Caveat, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "campaign_waves"
METHOD = "difference of released means, square-and-add limits, Zou & Donner 2008, eq. 2; waves taken as independent"
#: Few people came or went: what changed could be told of them (methods §10.4.5).
MOVED = Estimate(None, 0, METHOD, status="refused", reasons=(Caveat(Code.ANONYMITY_DIFFERENCING),))


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave as released: its number, and means by (scale, group)."""

    number: int
    means: Mapping[tuple[str, str], Estimate]


def change(before: Estimate, after: Estimate) -> Estimate:
    """After minus before; the same people answered twice, so that taking waves as independent widens the range.

    Examples
    --------
    >>> found = change(Estimate(3.0, 20, "m", 2.6, 3.4), Estimate(3.5, 22, "m", 3.2, 3.8))
    >>> found.value, round(found.low, 1), round(found.high, 1)
    (0.5, 0.0, 1.0)
    """
    if (
        before.value is None or before.low is None or before.high is None
        or after.value is None or after.low is None or after.high is None
    ):  # fmt: skip
        return WITHHELD
    moved = after.value - before.value
    low = moved - math.hypot(after.value - after.low, before.high - before.value)
    high = moved + math.hypot(after.high - after.value, before.value - before.low)
    return Estimate(round(moved, 1), min(before.n, after.n), METHOD, low, high)


def report(
    waves: Sequence[Wave], comparable: Collection[tuple[str, str]], provenance: Provenance | None = None
) -> Report:
    """The waves of a series, oldest first, and how the newest differs from the one before.

    ``comparable`` are the pairs of scale and group of which nobody came or went between these two, or enough people
    for this scale did. Tables
    ``waves`` (a row a scale, group and wave) and ``trend`` (a row a scale and group).
    """
    pairs = list(dict.fromkeys(pair for wave in waves for pair in wave.means))
    trend = []
    if len(waves) > 1:
        *_older, before, after = waves
        for scale, group in pairs:
            known = before.means.get((scale, group), WITHHELD), after.means.get((scale, group), WITHHELD)
            trend.append((scale, group, change(*known) if (scale, group) in comparable else MOVED))
    everyone = [found for _scale, group, found in trend if group == ALL and found.low is not None]
    moving = sum(found.low > 0 or (found.high or 0) < 0 for found in everyone if found.low is not None)
    values = {"waves": len(waves), "n": moving, "compared": len(everyone)}
    if len(waves) < 2:
        key = "campaign_waves.first"
    elif not everyone:
        key = "campaign_waves.refused"
    else:
        key = "campaign_waves.moved" if moving else "campaign_waves.steady"
    by = (Column("measure"), Column("group"))
    return Report(
        kind=KIND,
        sentence=Sentence(key, values),
        tables=(
            Table("trend", (*by, Column("wave_change", "estimate")), tuple(trend)),
            Table(
                "waves",
                (*by, Column("wave", "count"), Column("group_mean", "estimate")),
                tuple((*pair, wave.number, wave.means.get(pair, WITHHELD)) for pair in pairs for wave in waves),
            ),
        ),
        provenance=provenance,
    )
