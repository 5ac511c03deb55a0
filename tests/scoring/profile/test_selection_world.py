"""Does selection in the world of methods §16.3 come out as stated, and a profile built in it hold in the others?"""

import numpy as np
import pytest

from benchmarks.selection import STATED, recovered, table

PROFILE, OTHERS, NAMED = (
    "profile of 120: r on people it was not built on",
    "profile of 120: r on the 520 others",
    "equal weights of the named scales: r on the 520 others",
)


def test_a_few_worlds_come_out_near_what_is_stated():
    worlds = [recovered(seed) for seed in (1, 2, 3, 4)]
    for row, stated in STATED.items():
        if stated is not None:
            assert np.mean([world[row] for world in worlds]) == pytest.approx(stated[0], abs=3 * stated[1]), row
    assert all(world["profile of 120: gate open"] for world in worlds)


@pytest.mark.slow
def test_twenty_worlds_come_out_within_the_stated_bands():
    found = table()
    for row, stated in STATED.items():
        if stated is not None:
            assert found[row][0] == pytest.approx(stated[0], abs=stated[1]), row
    # what cross-validation promises is what others show, and no less than the benchmark that needs no data
    assert found[PROFILE][0] == pytest.approx(found[OTHERS][0], abs=0.05)
    assert found[OTHERS][0] > found[NAMED][0] - 0.02
