"""The scales of a released Report, ready to be drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from assess.campaigns.models import Campaign
from assess.campaigns.queries.audience import STANDINGS
from assess.phrases import phrase
from scoring.reports.campaign import ALL
from scoring.results import Estimate, Report


@dataclass(frozen=True, slots=True)
class Plot:
    """One scale of a released Report, ready to be drawn: rows of group, group it is part of, and mean."""

    name: str
    low: float
    high: float
    difference: str
    rows: tuple[tuple[str, str, Estimate], ...]

    @property
    def span(self) -> tuple[float, float]:
        """Least and most possible."""
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Grid:
    """Every group against every scale: what each of five shades stands for, and means with their shade.

    ``rows`` holds group, the group it is part of, and for each scale its mean with a shade from 1 (lowest) to 5; 0
    where no number is shown.
    """

    shades: tuple[tuple[float, float], ...]
    rows: tuple[tuple[str, str, tuple[tuple[Estimate, int], ...]], ...]


def grid(scales: Sequence[Plot]) -> Grid | None:
    """Five shades over the means shown; None where there is nothing to compare or scales have other points."""
    means = [mean.value for one in scales for _group, _within, mean in one.rows if mean.value is not None]
    if not means or len(scales) < 2 or len(scales[0].rows) < 2 or len({one.span for one in scales}) > 1:
        return None
    # released means have one decimal: a shade holds as many of them as five shades need to reach the highest
    low = round(min(means), 1)
    step = math.ceil((round((max(means) - low) * 10) + 1) / 5) / 10
    shades = tuple((round(low + step * place, 1), round(low + step * (place + 1) - 0.1, 1)) for place in range(5))
    rows = tuple(
        (group, within, tuple(_shaded(one.rows[place][2], low, step) for one in scales))
        for place, (group, within, _mean) in enumerate(scales[0].rows)
    )
    return Grid(shades, rows)


def _shaded(mean: Estimate, low: float, step: float) -> tuple[Estimate, int]:
    return mean, 0 if mean.value is None else min(int((mean.value - low) / step + 1e-6), 4) + 1


def plots(report: Report) -> list[Plot]:
    """The scales of a released Report with their groups; fine groups follow the one they are part of."""
    within = dict(zip(report.table("groups").column("group"), report.table("groups").column("within"), strict=True))
    rows = report.table("scales").rows
    return [
        Plot(
            str(name),
            float(str(low)),
            float(str(high)),
            str(difference),
            tuple(
                (str(group), str(within[group] or ""), mean)
                for measure, group, _n, mean in rows
                if measure == name and isinstance(mean, Estimate)
            ),
        )
        for name, low, high, difference, _chance in report.table("differences").rows
    ]


@dataclass(frozen=True, slots=True)
class Moves:
    """One scale from wave to wave: rows of group, its mean in each wave (None where it has none), and the change."""

    name: str
    waves: tuple[int, ...]
    rows: tuple[tuple[str, tuple[Estimate | None, ...], Estimate], ...]


def moves(report: Report) -> list[Moves]:
    """The scales of a Report of waves, each with its groups and how they moved."""
    means = {row[:3]: row[3] for row in report.table("waves").rows if isinstance(row[3], Estimate)}
    waves = tuple(sorted({int(str(wave)) for _measure, _group, wave in means}))
    changes = [row for row in report.table("trend").rows if isinstance(row[2], Estimate)]
    return [
        Moves(
            str(name),
            waves,
            tuple(
                (str(group), tuple(means.get((name, group, wave)) for wave in waves), change)
                for measure, group, change in changes
                if measure == name and isinstance(change, Estimate)
            ),
        )
        for name in dict.fromkeys(row[0] for row in changes)
    ]


def named(campaign: Campaign) -> dict[str, str]:
    """Words for groups whose names are codes: everyone, and the standings where a campaign is cut by them."""
    names = {ALL: str(_("Everyone"))}
    if "standing" in campaign.cuts:
        names |= {code: phrase(f"campaigns.standing.{code}") for code in STANDINGS}
    return names
