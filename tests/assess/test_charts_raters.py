"""Drawings of raters hold from one row to two hundred, and say in words what they show."""

import re

import pytest
from flask import Flask

from assess.charts import draw
from scoring.results import Column, Estimate, Figure, Report, Sentence, Table

INTERVALS = Figure("severity", "intervals", "raters", {"label": "rater", "value": "kindness"})
SHARES = Figure("shares", "shares", "shares", {"label": "rater", "parts": "points"})
COURSES = Figure("courses", "courses", "courses", {"label": "rater", "x": "month", "value": "points", "n": "ratees"})


def severities(count: int) -> Table:
    rows = tuple((f"Rater {i:03}", Estimate(i / 100 - 1, 9, "m", i / 100 - 1.2, i / 100 - 0.8)) for i in range(count))
    return Table("raters", (Column("rater"), Column("kindness", "estimate")), rows)


def used(count: int, points: int = 5) -> Table:
    columns = (Column("rater"), *(Column(f"points:{point}", "chance") for point in range(1, points + 1)))
    return Table("shares", columns, tuple((f"Rater {i:03}", *([1 / points] * points)) for i in range(count)))


def moved(count: int, months: int = 9) -> Table:
    columns = (Column("rater"), Column("month", "count"), Column("points", "number"), Column("ratees", "count"))
    rows = tuple((f"Rater {i}", month, month / 10 - 0.4, 6) for i in range(count) for month in range(months))
    return Table("courses", columns, rows)


def drawn(figure: Figure, table: Table) -> str:
    return str(draw(Report("calibration", Sentence("x"), tables=(table,), figures=(figure,)), figure))


@pytest.fixture(autouse=True)
def _words(app: Flask) -> None:
    """Drawings speak the language of the page."""


@pytest.mark.parametrize("count", [1, 60, 61, 200, 240])
def test_every_interviewer_has_a_name_an_interval_and_a_dot(count: int) -> None:
    svg = drawn(INTERVALS, severities(count))
    assert svg.count('class="ci-wide"') == svg.count("<circle") == count
    assert f">Rater {count - 1:03}<" in svg
    assert ("chart-wide" in svg) == (count > 60)
    width, height = map(float, re.findall(r'viewBox="0 0 (\S+) (\S+)"', svg)[0])
    assert max(float(y) for y in re.findall(r'cy="([^"]+)"', svg)) < height
    assert max(float(x) for x in re.findall(r'cx="([^"]+)"', svg)) < width


def test_beyond_the_columns_there_are_the_description_ends_where_the_drawing_does() -> None:
    svg = drawn(INTERVALS, severities(300))
    assert svg.count("<circle") == 240
    assert "Rater 240" not in svg


@pytest.mark.parametrize(("count", "points"), [(1, 5), (2, 2), (61, 5), (200, 7), (3, 1)])
def test_a_bar_is_as_long_as_its_neighbour_whatever_the_scale(count: int, points: int) -> None:
    svg = drawn(SHARES, used(count, points))
    assert (
        len(re.findall(r'<rect class="r\d" x="[^"]+" y="[^"]+" width="[^"]+" height="(?!14")', svg)) == count * points
    )
    assert "20 %" in svg if points == 5 else "%" in svg


def test_both_ends_of_a_scale_have_the_ends_of_the_shades() -> None:
    svg = drawn(SHARES, used(1, 7))
    assert re.findall(r'class="r(\d)" x="[^"]+" y="6"', svg) == ["1", "2", "2", "3", "4", "4", "5"]


@pytest.mark.parametrize("count", [1, 2, 12, 31])
def test_a_course_is_drawn_for_each_and_told_from_first_to_last_month(count: int) -> None:
    svg = drawn(COURSES, moved(count))
    assert svg.count('class="trend"') == min(count, 30)
    assert "Rater 0: −0.4 in month 0, +0.4 in month 8" in svg


def test_a_course_of_one_month_is_a_dot_and_of_ten_years_still_has_room_for_its_months() -> None:
    assert 'class="trend"' not in drawn(COURSES, moved(1, 1))
    assert len(re.findall(r'text-anchor="middle">\d', drawn(COURSES, moved(1, 120)))) <= 13


@pytest.mark.parametrize(("figure", "table"), [(SHARES, used(0)), (COURSES, moved(0)), (INTERVALS, severities(0))])
def test_nothing_to_draw_is_still_a_drawing_with_a_title(figure: Figure, table: Table) -> None:
    assert "<title" in drawn(figure, table)
