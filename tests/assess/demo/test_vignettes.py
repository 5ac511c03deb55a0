"""Do the interviewers rate the written interviews as methods §16.4 says?"""

import numpy as np

from assess.demo.panels import CENTRAL, ERRATIC, HALO, LENIENT, SEVERE, interviewer_ids
from assess.demo.vignettes import rated
from surveys.vignettes import library


def missed(seed: int) -> np.ndarray:
    """Points above the level, shape (interviewers, vignettes, topics)."""
    given = rated(seed)
    return np.array(
        [
            [[given[who][code][one.topic] - one.points for one in each.levels] for code, each in library().items()]
            for who in interviewer_ids()
        ]
    )


def test_all_sixteen_rate_eight_interviews_on_five_topics() -> None:
    assert missed(7).shape == (16, 8, 5)
    points = [one for each in rated().values() for given in each.values() for one in given.values()]
    assert set(points) <= {1, 2, 3, 4, 5}


def test_the_lenient_one_is_six_tenths_of_a_point_too_kind_and_the_halo_misjudges_who_is_good_at_what() -> None:
    """methods §16.4: E = +.6 for the first, a high differential accuracy component for the third; over 20 seeds."""
    table = np.array([missed(seed) for seed in range(1, 21)])
    elevation = table.mean(axis=(0, 2, 3))
    assert abs(elevation[LENIENT] - 0.6) < 0.1 and abs(elevation[SEVERE] + 0.6) < 0.1
    assert np.abs(np.delete(elevation, [LENIENT, SEVERE])).max() < 0.15
    centred = table - table.mean(axis=2, keepdims=True) - table.mean(axis=3, keepdims=True)
    centred += table.mean(axis=(2, 3), keepdims=True)
    accuracy = np.sqrt((centred**2).mean(axis=(0, 2, 3)))
    ordinary = np.delete(accuracy, [LENIENT, SEVERE, HALO, CENTRAL, ERRATIC])
    assert accuracy[HALO] > 1.5 * ordinary.max() and accuracy[ERRATIC] > 1.5 * ordinary.max()


def test_most_would_pass_and_those_with_a_bent_would_not() -> None:
    """methods §6.3: RMS of .80 or less, |E| of .40 or less, half of the ratings exact; on the six test interviews."""
    tests = [at for at, one in enumerate(library().values()) if one.part == "test"]
    table = missed(7)[:, tests]
    passed = (
        (np.sqrt((table**2).mean(axis=(1, 2))) <= 0.8)
        & (np.abs(table.mean(axis=(1, 2))) <= 0.4)
        & ((table == 0).mean(axis=(1, 2)) >= 0.5)
    )
    assert np.flatnonzero(~passed).tolist() == [LENIENT, SEVERE, HALO, CENTRAL, ERRATIC]
