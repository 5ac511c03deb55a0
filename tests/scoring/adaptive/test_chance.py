"""Is chance the same for a person every time, and even?"""

import numpy as np
import pytest

from scoring.adaptive.chance import chances, seeds, stream


def test_one_number_and_many_are_the_same_numbers():
    people = [7, -1, 2**70 + 3, 0]
    many = chances(seeds(people), np.arange(5, dtype=np.uint64))
    assert many.tolist() == [[stream(person)(place) for place in range(5)] for person in people]


def test_the_stream_is_that_of_splitmix64():
    # the published first outputs of seed 1234567 (Vigna's splitmix64.c, as Rosetta Code lists them); a stream starts
    # where mixing leads from the person's seed, so the seed is given that mixes to 1234567
    first = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    start = _unmixed(1234567)
    assert [stream(start)(place) for place in range(3)] == [(number >> 11) * 2.0**-53 for number in first]


def test_chance_is_even_between_people_and_between_places():
    many = chances(seeds(range(400)), np.arange(400, dtype=np.uint64))
    assert many.mean() == pytest.approx(0.5, abs=0.003)  # error .0007
    assert many.var() == pytest.approx(1 / 12, abs=0.001)
    assert abs(np.corrcoef(many[:-1].ravel(), many[1:].ravel())[0, 1]) < 0.01
    assert abs(np.corrcoef(many[:, :-1].ravel(), many[:, 1:].ravel())[0, 1]) < 0.01


def _unmixed(z: int) -> int:
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, 1)):
        whole = z
        for _ in range(64 // shift + 1):
            whole = z ^ (whole >> shift)
        z = whole * pow(factor, -1, 2**64) % 2**64
    return z
