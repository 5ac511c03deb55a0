"""Concentration by closed forms, stability beside chance, deviants of poor territories, and what goes together."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from scoring.averages import row_means
from scoring.calendar import long
from scoring.concentration import concentration, lorenz
from scoring.deviants import deviants
from scoring.errors import Code, Undefined
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.reports.patterns import report
from scoring.stability import breaks, stability
from scoring.tiers import Tiers, tiers
from scoring.together import together
from tests.scoring.worlds import RAMP_MONTHS, make, noise, tables


def rated(files: dict[str, pd.DataFrame]) -> Tiers:
    return tiers(performers(performance(**files), Rules(RAMP_MONTHS)), 7)


WORLD = make(1)
FOUND = rated(tables(WORLD))


def test_gini_and_shares_by_hand() -> None:
    """Σ(2i − 6)x/5Σx of 1, 1, 2, 4, 12 is (−4 − 2 + 0 + 8 + 48)/100."""
    found = concentration(np.array([1.0, 1, 2, 4, 12]))
    assert found.gini.value == pytest.approx(0.5)
    assert found.top_fifth.value == pytest.approx(0.6)
    assert found.top_few.value == pytest.approx(0.2 * 0.6)  # a fifth of the best person
    equal = concentration(np.full(40, 3.0))
    assert (equal.gini.value, equal.top_fifth.value) == (pytest.approx(0), pytest.approx(0.2))


def test_log_normal_amounts_have_the_gini_and_the_top_share_of_their_formula() -> None:
    """Gini 2Φ(σ/√2) − 1, top fifth 1 − Φ(z.80 − σ) (Kleiber & Kotz 2003)."""
    x = np.random.default_rng(3).lognormal(sigma=0.5, size=20_000)
    found = concentration(x)
    assert found.gini.value == pytest.approx(2 * norm.cdf(0.5 / np.sqrt(2)) - 1, abs=0.01)
    assert found.top_fifth.value == pytest.approx(1 - norm.cdf(norm.ppf(0.8) - 0.5), abs=0.01)


def test_the_interval_covers_the_truth_as_often_as_it_says_for_a_hundred_people_or_more() -> None:
    truth = 1 - norm.cdf(norm.ppf(0.8) - 0.5)
    rng = np.random.default_rng(1)
    held = 0
    for seed in range(60):
        share = concentration(rng.lognormal(sigma=0.5, size=240), seed=seed).top_fifth
        held += share.low <= truth <= share.high
    assert held >= 52  # 95 of 100, less three standard errors


def test_luck_that_chose_the_top_is_not_counted_in_the_other_half() -> None:
    rng = np.random.default_rng(4)
    luck = (rng.lognormal(size=400), rng.lognormal(size=400))
    found = concentration(sum(luck) / 2, luck)
    assert found.top_fifth.value > 0.35 and found.lasting.low < 0.2 < found.lasting.high


def test_the_lorenz_curve_ends_at_everything_and_sags_below_equality() -> None:
    curve = lorenz(np.array([1.0, 1, 2, 4, 12]))
    assert (curve[0], curve[16], curve[-1]) == (0, pytest.approx(0.4), 1)  # four of five people bring 8 of 20


@pytest.mark.parametrize("x, code", [([5.0], Code.N_TOO_SMALL), ([0.0, 0.0], Code.NO_VARIANCE),
                                     ([-1.0, 3.0], Code.NO_VARIANCE)])  # fmt: skip
def test_shares_of_nothing_and_of_losses_are_refused(x: list[float], code: Code) -> None:
    with pytest.raises(Undefined) as refused:
        concentration(np.array(x))
    assert refused.value.code is code


def test_those_who_stay_on_top_are_as_many_as_the_reliability_foretells() -> None:
    """Averaged over worlds the share expected lies within the share found, and far above chance."""
    found = [stability(rated(tables(make(seed))).performers) for seed in range(1, 6)]
    stayed, expected = (np.mean([getattr(one, key) for one in found]) for key in ("chance", "expected"))
    assert stayed == pytest.approx(0.2, abs=0.01)
    assert expected == pytest.approx(np.mean([one.stayed.value for one in found]), abs=0.08)


def test_in_a_world_of_luck_nobody_stays_more_often_than_by_lot() -> None:
    found = [stability(rated(tables(noise(seed))).performers) for seed in range(1, 6)]
    assert np.mean([one.stayed.value for one in found]) == pytest.approx(0.2, abs=0.08)
    assert all(abs(one.halves.value) < 0.25 for one in found)


def test_stability_of_twelve_people_is_refused_and_of_one_period_too() -> None:
    files = tables(WORLD)
    few = {key: table for key, table in files.items() if key != "kpis"}
    few["kpis"] = files["kpis"][files["kpis"]["person_id"] < "P00012"]
    found = stability(rated(few).performers)
    assert found.stayed.status == found.halves.status == "refused"
    assert stability(rated(tables(WORLD, quarters=1)).performers).stayed.status == "refused"


def test_a_change_of_territory_breaks_the_series_and_both_sides_are_shown() -> None:
    files = tables(WORLD)
    files["assignments"].loc[3, ["start", "reason"]] = ["2024-07-01", "reassign"]
    one = rated(files).performers
    found = breaks(one)
    assert [(one.grid.people["person_id"][b.person], one.grid.starts[b.at].strftime("%Y-%m")) for b in found] == [
        ("P00003", "2024-07")
    ]
    assert found[0].change.value == pytest.approx(found[0].after - found[0].before)
    assert found[0].change.low < found[0].change.value < found[0].change.high


def test_deviants_come_from_every_band_of_circumstances_and_not_only_from_the_raw_top() -> None:
    found = deviants(FOUND)
    assert found.bands == 5
    assert set(found.band[found.found]) == {1, 2, 3, 4, 5}
    assert (found.raw_fifth[found.found] > 1).any()
    earned = WORLD.earned[: len(found.band)]
    assert earned[found.found].mean() > earned.mean() + earned.std()
    # the circumstances of those found are those of everyone
    assert abs(WORLD.circumstance[found.found].mean() - WORLD.circumstance.mean()) < 0.3 * WORLD.circumstance.std()


def test_the_poorest_territory_does_not_hide_who_does_most_with_it() -> None:
    """Average by raw results, and far above what such a territory gives others."""
    files = tables(WORLD)
    person = int(np.argmin(np.abs(FOUND.raw_rank - 100)))
    files["territories"].loc[person, "potential"] = WORLD.potential.min() - 4
    found = deviants(rated(files))
    assert found.chance[person] >= 0.5 and found.raw_fifth[person] >= 2 and found.band[person] == 1


def test_without_any_circumstance_there_is_one_band_and_it_is_said() -> None:
    files = {key: table for key, table in tables(WORLD).items() if key not in ("territories", "assignments")}
    found = deviants(rated(files))
    assert found.bands == 1 and [one.code for one in found.caveats] == [Code.CONFOUNDED_BY_CIRCUMSTANCE]


def test_in_a_world_of_luck_there_are_no_deviants() -> None:
    found = deviants(rated(tables(noise(1))))
    assert np.isnan(found.chance).all() and not found.found.any() and found.caveats


def test_what_goes_together_is_counted_in_both_groups_by_hand() -> None:
    top = np.arange(240) < 40
    middle = (np.arange(240) >= 40) & (np.arange(240) < 140)
    seen = together(FOUND, top, middle)
    one = next(pattern for pattern in seen.patterns if pattern.measures == ("margin",))
    z = FOUND.performers.composite.z[:, :, 2]
    high = row_means(z) > 0
    assert one.top == pytest.approx(high[:40].mean()) and one.middle == pytest.approx(high[40:140].mean())
    assert one.difference.low < one.top - one.middle < one.difference.high
    assert one.in_score


def test_fewer_than_fifteen_on_top_are_not_described() -> None:
    top = np.arange(240) < 14
    assert together(FOUND, top, ~top).patterns == ()


@pytest.mark.parametrize("quarters", [1, 2, 12])
def test_the_report_of_any_window_stands_and_goes_to_json_and_back(quarters: int) -> None:
    said = report(rated(tables(WORLD, quarters=quarters)))
    assert type(said).from_json(said.to_json()).to_json() == said.to_json()
    assert said.sentence.key == "patterns.unknown" or said.sentence.values["share"] > 20


def test_ten_people_get_a_caveat_and_no_traceback() -> None:
    rows = [{"person_id": f"P{i}", "period": f"2024-Q{q}", "sales": 10.0 * (i + 1)} for i in range(10) for q in (1, 2)]
    said = report(tiers(performers(performance(long(pd.DataFrame(rows)))), 1))
    assert said.sentence.key == "patterns.less" and said.estimates["gini"].status == "caveat"
    assert said.estimates["stayed"].status == "refused" and said.table("deviants").rows == ()
