"""Generated problems are drawn without styles or hints, told in words, and explained by their rules."""

import re
from itertools import product
from math import dist
from types import SimpleNamespace

import pytest
from flask import Flask, render_template

from assess.figures import dots, paths
from assess.problems import cell, explained
from surveys.definition import Item
from surveys.generators import matrix, series
from surveys.generators.cells import COUNTS, EVERYWHERE, FILLS, PLAIN, POINTING, SIZES, TURNS
from surveys.generators.problem import Problem, Rule

#: Half a dot and half a line: nearer than this they would touch.
TOUCHING = 5.5 + 1.25


class Unanswered:
    """A form in which nothing is filled in."""

    def __getitem__(self, code: str) -> SimpleNamespace:
        return SimpleNamespace(data=None)


def page(app: Flask, item: Item) -> str:
    with app.test_request_context():
        return render_template(
            f"items/{item.kind}.html",
            block=SimpleNamespace(items=(item,), options=()),
            form=Unanswered(),
            problems={},
            marks={item.code: "0" * 16},
        )


def item(kind: str, level: int) -> Item:
    made = {"series": series, "matrix": matrix}[kind].problem(level, 5)
    return Item("one", kind, "What belongs in the gap?", level=level, problem=made.plain())


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (["circle", 2, "large", "striped", 0, 0], "2 circles, large, striped"),
        (["square", 1, "small", "solid", 0, 1], "1 square, small, solid; dots: top"),
        (["arrow", 1, "medium", "empty", 45, 0], "1 arrow, medium-sized, empty, pointing to the upper right"),
        (
            ["half", 3, "large", "solid", 270, 36],
            "3 half circles, large, solid, pointing left; dots: right, lower left",
        ),
    ],
)
def test_a_cell_is_told_in_plain_words(app: Flask, spec: list[object], words: str) -> None:
    with app.test_request_context():
        assert cell(spec) == words


def test_different_cells_have_different_words(app: Flask) -> None:
    plain = list(product(PLAIN, COUNTS, SIZES, FILLS, (0,), (0, 5, 128)))
    pointing = list(product(POINTING, COUNTS, SIZES, FILLS, TURNS, (0, 5, 128)))
    with app.test_request_context():
        assert len({cell(spec) for spec in (*plain, *pointing)}) == len(plain) + len(pointing)
        assert len({cell(["star", 1, "large", "empty", 0, dots]) for dots in range(EVERYWHERE + 1)}) == 256


def test_different_cells_look_different() -> None:
    cells = [*product(PLAIN, COUNTS, SIZES, ("empty",), (0,)), *product(POINTING, COUNTS, SIZES, ("empty",), TURNS)]
    drawn = {tuple(paths((*spec, 0))) for spec in cells}
    assert len(drawn) == len(cells)


def ends(letter: str, numbers: str) -> list[tuple[float, float]]:
    """The points of a piece of a path; of an arc the end, its radii and flags left out."""
    found = [float(number) for number in numbers.split()][5 if letter == "A" else 0 :]
    return list(zip(found[::2], found[1::2], strict=True))


def test_no_shape_leaves_its_cell_or_touches_a_dot() -> None:
    edge = dots(("star", 1, "large", "empty", 0, EVERYWHERE))
    assert len(edge) == 8
    for shape, number, size, turn in product((*PLAIN, *POINTING), COUNTS, SIZES, TURNS):
        if shape in PLAIN and turn:
            continue
        for path in paths((shape, number, size, "empty", turn, 0)):
            pieces = re.findall(r"([MLCA])([^MLCAZ]+)", path)
            corners = [corner for letter, numbers in pieces for corner in ends(letter, numbers)]
            assert corners
            assert all(0 < value < 100 for corner in corners for value in corner), (shape, size)
            assert min(dist(corner, dot) for corner in corners for dot in edge) > TOUCHING, (shape, number, size, turn)


@pytest.mark.parametrize("level", range(1, 11))
@pytest.mark.parametrize("kind", ["series", "matrix"])
def test_a_problem_is_shown_without_styles_and_without_a_hint(app: Flask, kind: str, level: int) -> None:
    shown = item(kind, level)
    html = page(app, shown)
    assert "style=" not in html
    assert re.findall(r'type="radio" name="one" value="(.)"', html) == list("abcdef")
    assert not re.search(r"rule|answer=|correct|constant|progression|distribution|exclusion|predicted", html)
    names = re.findall(r' id="([^"]+)"', html)
    assert len(set(names)) == len(names)
    assert html.count(">missing<") == 1
    assert html.count('role="img"') == (14 if kind == "matrix" else 0)
    assert len(re.findall(r'aria-labelledby="([^"]+)"><desc id="\1">\d', html)) == (14 if kind == "matrix" else 0)


@pytest.mark.parametrize("kind", ["series", "matrix"])
def test_the_page_is_the_same_whichever_letter_is_right(app: Flask, kind: str) -> None:
    shown = item(kind, 5)
    pages = {
        page(app, Item("one", kind, "What?", level=5, problem={**(shown.problem or {}), "answer": letter}))
        for letter in "abcdef"
    }
    assert len(pages) == 1


@pytest.mark.parametrize("kind", ["series", "matrix"])
def test_without_a_problem_the_page_says_that_it_is_made_anew(app: Flask, kind: str) -> None:
    html = page(app, Item("one", kind, "What?", level=3))
    assert "Made anew for everybody who answers; level 3." in html
    assert 'type="radio"' not in html


def sentences(app: Flask, family: str, *rules: Rule) -> list[str]:
    with app.test_request_context():
        return explained(Problem(family, 1, 1, 1, (None,), (1,) * 6, "a", rules).plain())


def test_rules_of_figures_are_said_in_sentences(app: Flask) -> None:
    assert sentences(
        app,
        "matrix",
        Rule("constant", "shape", "row"),
        Rule("distribution", "fill"),
        Rule("progression", "number", "column", (-1,)),
        Rule("progression", "rotation", "row", (-90,)),
        Rule("progression", "dots", "row", (1,)),
        Rule("addition", "dots", "row"),
        Rule("exclusion", "dots", "column"),
    ) == [
        "Shape: the same all along a row.",
        "Filling: three sorts, each once in every row and once in every column.",
        "Number of shapes: one fewer from cell to cell down a column.",
        "Direction: 90° further counter-clockwise from cell to cell along a row.",
        "Dots: 1 place further clockwise along a row.",
        "Dots: the last cell of a row has those of the first two together.",
        "Dots: the last cell of a column has those that only one of the first two has.",
    ]


def test_rules_of_numbers_are_said_in_sentences(app: Flask) -> None:
    assert sentences(
        app,
        "series",
        Rule("add", "each", by=(-7,)),
        Rule("divide", "each", by=(2,)),
        Rule("grow", "each", by=(5, -2)),
        Rule("scale", "each", by=(3, 4)),
        Rule("sum", "each", by=(-1,)),
        Rule("times", "turn_1", by=(2,)),
        Rule("add", "turn_2", by=(3,)),
        Rule("add", "strand_1", by=(3,)),
        Rule("times", "strand_2", by=(2,)),
    ) == [
        "Every number is the one before it minus 7.",
        "Every number is the one before it divided by 2.",
        "Every number is the one before it plus 5, and at every further step minus 2 to that.",
        "Every number is the one before it times 3, plus 4.",
        "Every number is the two before it together, minus 1.",
        "Two steps take turns. The first: the number before times 2.",
        "The second: the number before plus 3.",
        "Two series take turns. In the first, every number is its last one plus 3.",
        "In the second, every number is its last one times 2.",
    ]


def test_every_rule_that_is_made_has_its_sentence(app: Flask) -> None:
    with app.test_request_context():
        for family, level, seed in product((series, matrix), range(1, 11), range(30)):
            made = family.problem(level, seed)
            said = explained(made.plain())
            assert len(said) == len(made.rules) and all(one.endswith(".") for one in said)
