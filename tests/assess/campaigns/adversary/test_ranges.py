"""Neither the range beside a small group's mean nor its decimals tell what was not meant to be told."""

import random
from collections import Counter
from itertools import combinations_with_replacement
from statistics import fmean

import pytest

from assess.campaigns.tasks import releasing
from scoring.groups import group_mean
from surveys.anonymity import THRESHOLDS, ReleasedCell, release, tabulate
from tests.assess.campaigns.adversary.printing import show

#: All that five people of eight asked can say on a scale from 1 to 5, but what is told to be alike.
SAID = [said for said in combinations_with_replacement(range(1, 6), 5) if len(set(said)) > 1]


def told() -> int:
    """Of how many sets of answers mean and range are those of no other set."""
    cells = (ReleasedCell("North 1", True, 5, round(fmean(said), 1)) for said in SAID)
    means = [
        releasing._mean(cell, [float(one) for one in said], 8, 1.2, THRESHOLDS)
        for cell, said in zip(cells, SAID, strict=True)
    ]
    seen = Counter((mean.value, mean.low, mean.high) for mean in means)
    return sum(seen[mean.value, mean.low, mean.high] == 1 for mean in means)


def test_mean_and_range_of_five_answers_do_not_tell_the_five(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built = told()
    monkeypatch.setattr(
        releasing, "group_mean", lambda said, invited, people, spread: group_mean(said, invited, people=people)
    )
    weak = told()
    show(capsys, "five answers from their mean and range", "range by their own spread", built, weak, len(SAID))
    # 1 1 1 1 2 and 4 5 5 5 5 are told by the mean alone
    assert (built, weak, len(SAID)) == (2, 74, 121)


def skippers(seed: int, *, exact: bool) -> bool:
    """Whether the mean of an item tells how few of ten to nineteen people skipped it."""
    chance = random.Random(seed)
    staff = [f"p{number}" for number in range(chance.randint(10, 19))]
    said = {person: float(chance.randint(1, 5)) for person in staff[chance.randint(1, 3) :]}
    everyone = tabulate("answers", dict.fromkeys(staff, 1.0), {"all": staff})
    cell = release([everyone, tabulate("m", said, {"all": staff})], []).tables[1].cells[0]
    if cell.mean is None or cell.n is None:
        return False
    mean = fmean(said.values()) if exact else cell.mean
    off = 1e-9 if exact else 0.05 + 1e-9
    fit = {n for n in range(cell.n, len(staff)) if abs(round(mean * n) / n - mean) < off}
    return fit == {len(said)}


def test_a_mean_to_one_decimal_does_not_tell_how_few_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    built = sum(skippers(seed, exact=False) for seed in range(40))
    weak = sum(skippers(seed, exact=True) for seed in range(40))
    show(capsys, "how few skipped, from the mean", "means with all decimals", built, weak, 40)
    # in the two, ten of eleven answered: a count in steps of five says so by itself
    assert (built, weak) == (2, 33)
