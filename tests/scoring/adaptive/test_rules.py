"""Are rules refused that no test could keep?"""

import pytest

from scoring.adaptive.rules import Rules


def test_the_defaults_are_those_of_the_methods():
    # methods §4.5
    rules = Rules()
    assert (rules.start, rules.least, rules.most, rules.precision) == (0.0, 8, 20, 0.32)
    assert (rules.gain, rules.among, rules.exposure) == (0.01, 5, 0.25)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"start": float("nan")}, "start of nan"),
        ({"score": "ML"}, "score 'ML'"),
        ({"nodes": 60}, "60 nodes"),
        ({"least": 0}, "least of 0"),
        ({"least": 21}, "least of 21 and most of 20"),
        ({"precision": 0.0}, "precision of 0.0"),
        ({"gain": -0.1}, "gain of -0.1"),
        ({"among": 0}, "among 0"),
        ({"exposure": 0.0}, "exposure of 0.0"),
        ({"exposure": 1.1}, "exposure of 1.1"),
        ({"enemies": (("a", "a"),)}, "two items"),
        ({"content": {"a": 0.5, "b": 0.4}}, "add up to 1"),
        ({"content": {"a": 1.5, "b": -0.5}}, "not negative"),
        ({"content": {"a": 0.5, "b": (1, 2)}}, "all shares or all"),
        ({"content": {"a": (3, 2)}}, "not above its most"),
        ({"content": {"a": (11, 20), "b": (10, 20)}}, "more than 20"),
        ({"content": {"a": (0, 3), "b": (0, 4)}}, "less than 8"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(wrong, complaint):
    with pytest.raises(ValueError, match=complaint):
        Rules(**wrong)
