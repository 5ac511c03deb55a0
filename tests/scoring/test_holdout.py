"""A third of the teams stays apart, whole, from every region, and by lot."""

from collections import Counter

import pytest

from scoring.holdout import Team, holdout


def company(sizes: dict[str, int], people: int = 10) -> list[Team]:
    names = [region for region, count in sizes.items() for _ in range(count)]
    return [Team(id, region, people) for id, region in enumerate(names, 1)]


def test_the_demo_company_keeps_eight_of_twenty_four_teams_two_of_each_region():
    teams = company({"North": 6, "South": 6, "East": 6, "West": 6})
    found = holdout(teams, 7)
    regions = {team.id: team.region for team in teams}
    assert (len(found.teams), found.people, found.reason) == (8, 80, "")
    assert Counter(regions[id] for id in found.teams) == {"North": 2, "South": 2, "East": 2, "West": 2}


@pytest.mark.parametrize("seed", range(20))
def test_every_region_gives_its_third_to_the_nearest_whole_team(seed: int):
    sizes = {"A": 7, "B": 5, "C": 1, "D": 11}
    teams = company(sizes)
    regions = {team.id: team.region for team in teams}
    counts = Counter(regions[id] for id in holdout(teams, seed).teams)
    assert sum(counts.values()) == 8
    assert all(abs(counts[region] - size / 3) < 1 for region, size in sizes.items())


def test_every_team_is_as_likely_as_any_other_of_its_region():
    teams = company({"North": 9, "South": 15})
    drawn = Counter(id for seed in range(600) for id in holdout(teams, seed).teams)
    # 200 expected, standard deviation 11.5: four of them either way
    assert set(drawn) == {team.id for team in teams}
    assert min(drawn.values()) > 150 and max(drawn.values()) < 250


def test_the_same_seed_draws_the_same_whatever_the_order():
    teams = company({"A": 8, "B": 16})
    assert holdout(teams, 3) == holdout(teams[::-1], 3)
    assert holdout(teams, 3) != holdout(teams, 4)


@pytest.mark.parametrize(
    ("teams", "reason"),
    [
        (company({"A": 17}), "too_few_people"),
        (company({"A": 1, "B": 1}, people=100), "too_few_teams"),
        ([], "too_few_people"),
        ([*company({"A": 2}, people=100), Team(9, "A", 0)], "too_few_teams"),
    ],
)
def test_too_few_give_none_and_say_why(teams: list[Team], reason: str):
    assert holdout(teams, 1).reason == reason
    assert holdout(teams, 1).teams == ()
