"""The range beside a small group's mean does not tell its answers one by one."""

from collections import Counter
from itertools import combinations_with_replacement
from statistics import fmean

import pytest

from assess.campaigns.tasks import releasing
from scoring.groups import group_mean
from surveys.anonymity import THRESHOLDS, ReleasedCell
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
