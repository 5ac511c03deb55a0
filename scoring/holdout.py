"""Which teams stay apart until what was found in the others can be checked on them?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Below this many people what is kept apart could confirm nothing, and what is left would find less (methods §3.8).
LEAST_PEOPLE = 180
LEAST_TEAMS = 3
SHARE = 1 / 3


@dataclass(frozen=True, slots=True)
class Team:
    """A team, the region it is counted in, and how many of its people have results."""

    id: int
    region: str
    people: int


@dataclass(frozen=True, slots=True)
class Holdout:
    """The ids of the teams kept apart and their people; ``reason`` says why there are none."""

    teams: tuple[int, ...]
    people: int
    reason: str = ""


def holdout(teams: Sequence[Team], seed: int) -> Holdout:
    """A third of the teams, whole, and as nearly a third of every region as whole teams allow (methods §3.8).

    Every region gives a third of its teams, rounded down; what is still missing to a third of all is drawn from the
    regions that lost most by rounding, ties by lot. Inside a region teams are drawn by lot.

    Parameters
    ----------
    teams : sequence of Team
        In any order: the draw depends on their ids alone.
    seed : int
        Of PCG64; the same teams and seed give the same draw.

    Examples
    --------
    >>> twelve = [Team(id, "north" if id < 6 else "south", 20) for id in range(12)]
    >>> found = holdout(twelve, 7)
    >>> len(found.teams), sum(id < 6 for id in found.teams), found.people
    (4, 2, 80)
    >>> holdout(twelve[:6], 7).reason
    'too_few_people'
    """
    ordered = sorted((team for team in teams if team.people), key=lambda team: team.id)
    if sum(team.people for team in ordered) < LEAST_PEOPLE:
        return Holdout((), 0, "too_few_people")
    if len(ordered) < LEAST_TEAMS:
        return Holdout((), 0, "too_few_teams")
    rng = np.random.default_rng(seed)
    regions: dict[str, list[Team]] = {}
    for place in rng.permutation(len(ordered)):
        regions.setdefault(ordered[place].region, []).append(ordered[place])
    names = sorted(regions)
    taken = {name: int(len(regions[name]) * SHARE + 1e-9) for name in names}
    missing = round(len(ordered) * SHARE) - sum(taken.values())
    lot = dict(zip(names, rng.permutation(len(names)), strict=True))
    by_loss = sorted(names, key=lambda name: (taken[name] - len(regions[name]) * SHARE, lot[name]))
    for name in by_loss[:missing]:
        taken[name] += 1
    chosen = [team for name in names for team in regions[name][: taken[name]]]
    return Holdout(tuple(sorted(team.id for team in chosen)), sum(team.people for team in chosen))
