"""Choices come from a key alone, the same everywhere, each as likely as the others."""

from collections import Counter

from scipy.stats import chisquare

from surveys.generators.draws import Draws


def test_the_stream_of_a_key_never_changes() -> None:
    draws = Draws("series", 1, 3, 42)
    assert [draws.below(100) for _ in range(8)] == [92, 29, 68, 74, 76, 46, 6, 5]
    assert Draws("series", 1, 3, 42).shuffled("abcdef") == ["c", "f", "a", "d", "e", "b"]
    assert Draws("series", 1, 3, 43).shuffled("abcdef") != ["c", "f", "a", "d", "e", "b"]


def test_every_number_is_as_likely() -> None:
    draws = Draws("evenness")
    counts = Counter(draws.below(6) for _ in range(12_000))
    assert sorted(counts) == [0, 1, 2, 3, 4, 5]
    assert chisquare(list(counts.values())).pvalue > 0.01


def test_every_order_is_as_likely() -> None:
    draws = Draws("orders")
    counts = Counter(tuple(draws.shuffled("abc")) for _ in range(6000))
    assert len(counts) == 6
    assert chisquare(list(counts.values())).pvalue > 0.01


def test_some_are_different_ones() -> None:
    draws = Draws("some")
    for _ in range(100):
        assert len(set(draws.some(range(5), 3))) == 3
    assert {draws.between(-1, 1) for _ in range(100)} == {-1, 0, 1}
