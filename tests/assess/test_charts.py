"""Drawings hold for every input a Report may bring."""

import pytest

from assess.charts.marks import Domain, tick


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [None], [5.0], [-3.0, 4.0], [1e-9], [float("nan"), 2.0]])
def test_a_domain_has_length_and_round_ticks_inside(values: list[float | None]) -> None:
    domain = Domain.of(values)
    assert domain.low < domain.high
    assert 2 <= len(domain.ticks) <= 12
    assert all(domain.low - 1e-9 <= at <= domain.high + 1e-9 for at in domain.ticks)


def test_what_lies_outside_is_drawn_at_the_edge() -> None:
    assert Domain(0, 1).place(7, 10, 20) == 20


def test_ticks_carry_real_signs() -> None:
    assert [tick(value, signed=True) for value in (-1.5, 0.0, 2.0)] == ["−1.5", "0", "+2"]
