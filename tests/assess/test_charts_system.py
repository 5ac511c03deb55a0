"""The system as a picture: nothing is told by colour alone, unknown is hatched, and it fits a phone."""

import re

from flask import Flask

from assess.charts.over_time import Point, over_time
from assess.charts.system import Condition, Lever, Place, System, system

NAMES = tuple(f"Condition {n}" for n in range(9))


def drawn(levers: int = 3, wide: bool = True, weakest: bool = False) -> str:
    states = ("aligned", "misaligned", "", "unknown")
    conditions = tuple(
        Condition(name, tuple(Place(state, weakest and name == NAMES[2]) for state in states), "no released number")
        for name in NAMES
    )
    found = System(
        ("Company", "Function", "Position", "Task"), ("0 of 1", "–", "–", "–"), "Person", "12 in the job",
        tuple(Lever(f"Lever <{n}>", n % 4, "no verdict yet", "unknown") for n in range(levers)), conditions,
        "elements aligned", "What people do", "What they work under",
    )  # fmt: skip
    return str(system(found, wide=wide))


def test_what_nobody_knows_is_hatched_and_every_state_has_a_mark_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        svg = drawn()
    assert svg.count('class="sys-unknown"') == 18
    assert svg.count('class="sys-glyph sys-glyph-aligned"') == 9
    assert svg.count('class="sys-glyph sys-glyph-misaligned"') == 9
    assert svg.count('class="sys-dot sys-dot-unknown" fill="url(#system_map-hatch)"') == 3
    assert "sys-weakest" not in svg
    assert "style=" not in svg


def test_it_says_in_words_what_it_shows_and_names_are_harmless(app: Flask) -> None:
    with app.test_request_context():
        svg = drawn()
    assert "Position: nothing is known yet" in svg
    assert "Company: Condition 0 aligned" in svg
    assert "1 Lever &lt;0&gt;: no verdict yet" in svg
    assert "Lever <0>" not in svg


def test_on_a_phone_every_mark_lies_inside_the_drawing_and_letters_lead_to_the_table(app: Flask) -> None:
    with app.test_request_context():
        svg = drawn(levers=60, wide=False)
    assert 'viewBox="0 0 360 360"' in svg
    places = re.findall(r'<circle class="sys-dot[^>]* cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    assert len(places) == 60
    assert all(float(r) <= float(x) <= 360 - float(r) and float(r) <= float(y) <= 360 for x, y, r in places)
    assert all(f">{letter}</text>" in svg for letter in "ABCDEFGHI")


def test_dots_of_many_levers_do_not_lie_on_each_other(app: Flask) -> None:
    for wide in (True, False):
        with app.test_request_context():
            svg = drawn(levers=60, wide=wide)
        places = [tuple(map(float, one)) for one in re.findall(
            r'<circle class="sys-dot[^>]* cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg
        )]  # fmt: skip
        nearest = min(
            ((x - u) ** 2 + (y - v) ** 2) ** 0.5 - r - s
            for place, (x, y, r) in enumerate(places)
            for u, v, s in places[place + 1 :]
        )
        assert nearest >= 0


def test_the_weakest_element_has_an_edge_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        assert drawn(weakest=True).count('class="sys-weakest"') == 4


def test_a_month_without_anything_known_leaves_a_gap_in_the_line(app: Flask) -> None:
    with app.test_request_context():
        svg = str(over_time([Point("Jan", 0, 2), Point("Feb", 0, 0), Point("Mar", 2, 4)]))
    line = re.search(r'class="trend" d="([^"]+)"', svg)
    assert line is not None
    assert (line.group(1).count("M"), line.group(1).count("L")) == (2, 0)
    assert ">2/4</text>" in svg
    assert "Feb: 0/0" in svg
