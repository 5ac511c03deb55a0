"""The system as a picture: nothing is told by colour alone, what nobody looked at stays empty, and it fits a phone."""

import re

from flask import Flask

from assess.charts.over_time import Point, over_time
from assess.charts.system import system
from assess.charts.system_parts import Condition, Lever, Place, System, lines

NAMES = tuple(f"Condition {n}" for n in range(9))


def drawn(
    levers: int = 4, wide: bool = True, weakest: bool = False, look: str = "unknown", n: int | None = None
) -> str:
    states = ("aligned", "misaligned", "", "unknown")
    number = {} if n is None else {"value": 3.0, "low": 2.9, "high": 3.2, "n": n}
    conditions = tuple(
        Condition(name, tuple(Place(state, weakest and name == NAMES[2]) for state in states), "said", **number)
        for name in NAMES
    )
    found = System(
        ("Company", "Function", "Position", "Task"), ("0 of 1 aligned", "", "", ""), "Person", "12 in the job",
        tuple(Lever(f"Lever <{n}>", n % 4, "no verdict yet", look) for n in range(levers)), conditions,
        "What people do", "What they work under",
    )  # fmt: skip
    return str(system(found, wide=wide))


def test_every_state_has_a_mark_of_its_own_and_where_nobody_looked_there_is_none(app: Flask) -> None:
    for wide in (True, False):
        with app.test_request_context():
            svg = drawn(wide=wide)
        assert svg.count('class="sys-unseen"') == 9
        for state in ("aligned", "misaligned", "unknown"):
            assert svg.count(f'class="sys-glyph sys-glyph-{state}"') == 9
        assert svg.count('class="sys-dot sys-dot-unknown"') == 4
        assert "sys-weakest" not in svg
        assert "style=" not in svg


def test_it_says_in_words_what_it_shows_and_names_are_harmless(app: Flask) -> None:
    with app.test_request_context():
        svg = drawn()
    assert "Position: nothing is known yet" in svg
    assert "Company: Condition 0 aligned" in svg
    assert "Lever &lt;0&gt;: no verdict yet" in svg
    assert "Lever <0>" not in svg


def test_many_levers_of_a_tier_are_named_up_to_ten_and_the_others_counted(app: Flask) -> None:
    for wide in (True, False):
        with app.test_request_context():
            svg = drawn(levers=60, wide=wide)
        assert svg.count('class="sys-dot sys-dot-unknown"') == 4 * 9
        assert svg.count(">and 6 more: no verdict yet</text>") == 4


def test_every_mark_lies_inside_the_drawing_however_many_there_are(app: Flask) -> None:
    for wide in (True, False):
        with app.test_request_context():
            svg = drawn(levers=60, wide=wide, n=171)
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        assert box is not None
        width, height = map(float, box.groups())
        places = re.findall(r'<(?:circle|text)[^>]*? c?x="([\d.]+)" c?y="([\d.]+)"', svg)
        assert len(places) > 60
        assert all(float(x) <= width and float(y) <= height for x, y in places)


def test_a_number_stands_with_its_range_and_how_many_answered(app: Flask) -> None:
    with app.test_request_context():
        known, unknown = drawn(n=171), drawn()
    assert (known.count(">2.9–3.2</text>"), known.count(">n 171</text>")) == (9, 9)
    assert "no survey with numbers on them is released" in unknown


def test_long_words_are_parted_at_their_soft_hyphens_or_anywhere_and_short_ones_stay_whole() -> None:
    assert lines("Kultur und Arbeitsumfeld", 12, 3) == ["Kultur und", "Arbeitsumfeld"]
    assert lines("Leistungs\u00admanagement", 12, 3) == ["Leistungs-", "management"]
    assert lines("Leistungsmanagement", 12, 3) == ["Leistungsma-", "nagement"]


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
