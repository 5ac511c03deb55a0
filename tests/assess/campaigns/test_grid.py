"""Every group against every scale, in shades that say what they stand for, and wave beside wave."""

from assess.campaigns.queries.plots import Plot, grid, moves
from scoring.reports.campaign import ALL, WITHHELD
from scoring.results import Column, Estimate, Report, Sentence, Table


def plot(name: str, *means: float | None, high: float = 5.0) -> Plot:
    groups = ((ALL, ""), ("North", ALL), ("South", ALL))
    rows = [WITHHELD if mean is None else Estimate(mean, 9, "mean", mean - 0.2, mean + 0.2) for mean in means]
    return Plot(name, 1.0, high, "differ", tuple((*who, mean) for who, mean in zip(groups, rows, strict=True)))


def test_every_shown_mean_lies_in_the_shade_it_has_and_a_withheld_one_has_none() -> None:
    found = grid([plot("Culture", 3.0, 3.7, 2.2), plot("Pay", 2.9, 3.3, None)])
    assert found is not None
    assert found.shades == ((2.2, 2.5), (2.6, 2.9), (3.0, 3.3), (3.4, 3.7), (3.8, 4.1))
    assert [[shade for _mean, shade in means] for _group, _within, means in found.rows] == [[3, 2], [4, 3], [1, 0]]


def test_scales_of_other_points_one_scale_or_nothing_shown_are_not_compared() -> None:
    assert grid([plot("Culture", 3.0, 3.7, 2.2), plot("Use", 3.0, 3.7, 2.2, high=10.0)]) is None
    assert grid([plot("Culture", 3.0, 3.7, 2.2)]) is None
    assert grid([plot("Culture", None, None, None), plot("Pay", None, None, None)]) is None


def test_waves_stand_side_by_side_and_a_wave_without_a_group_stays_empty() -> None:
    one, two, change = (Estimate(value, 20, "mean", value - 0.2, value + 0.2) for value in (2.9, 3.4, 0.5))
    columns = tuple(Column(key) for key in ("measure", "group", "wave", "group_mean"))
    means = (("Culture", ALL, 1, one), ("Culture", ALL, 2, two), ("Culture", "North", 2, two))
    told = (("Culture", ALL, change), ("Culture", "North", WITHHELD))
    tables = (Table("trend", (*columns[:2], Column("wave_change")), told), Table("waves", columns, means))
    [scale] = moves(Report("campaign_waves", Sentence("campaign_waves.first"), tables=tables))
    assert (scale.name, scale.waves) == ("Culture", (1, 2))
    assert scale.rows == ((ALL, (one, two), change), ("North", (None, two), WITHHELD))
