"""Generated problems in words: each cell for whoever cannot see it, and the rules for whoever asks why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import flask_babel
from flask import Flask
from flask_babel import lazy_gettext, lazy_pgettext

from surveys.generators.cells import PLACES, POINTING, Cell
from surveys.generators.problem import Problem, Rule

#: Flask-Babel has no types; the names are those by which translations are collected.
_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

_SHAPES: dict[str, Callable[[int], str]] = {
    "circle": lambda n: ngettext("%(num)d circle", "%(num)d circles", n),
    "square": lambda n: ngettext("%(num)d square", "%(num)d squares", n),
    "triangle": lambda n: ngettext("%(num)d triangle", "%(num)d triangles", n),
    "star": lambda n: ngettext("%(num)d star", "%(num)d stars", n),
    "cross": lambda n: ngettext("%(num)d cross", "%(num)d crosses", n),
    "diamond": lambda n: ngettext("%(num)d diamond", "%(num)d diamonds", n),
    "arrow": lambda n: ngettext("%(num)d arrow", "%(num)d arrows", n),
    "wedge": lambda n: ngettext("%(num)d arrowhead", "%(num)d arrowheads", n),
    "drop": lambda n: ngettext("%(num)d drop", "%(num)d drops", n),
    "half": lambda n: ngettext("%(num)d half circle", "%(num)d half circles", n),
}
_LOOKS = {
    "small": lazy_pgettext("figure", "small"),
    "medium": lazy_pgettext("figure", "medium-sized"),
    "large": lazy_pgettext("figure", "large"),
    "empty": lazy_pgettext("figure", "empty"),
    "striped": lazy_pgettext("figure", "striped"),
    "solid": lazy_pgettext("figure", "solid"),
}
_POINTING = (
    lazy_gettext("pointing up"),
    lazy_gettext("pointing to the upper right"),
    lazy_gettext("pointing right"),
    lazy_gettext("pointing to the lower right"),
    lazy_gettext("pointing down"),
    lazy_gettext("pointing to the lower left"),
    lazy_gettext("pointing left"),
    lazy_gettext("pointing to the upper left"),
)
_PLACES = (
    lazy_gettext("top"),
    lazy_gettext("upper right"),
    lazy_gettext("right"),
    lazy_gettext("lower right"),
    lazy_gettext("bottom"),
    lazy_gettext("lower left"),
    lazy_gettext("left"),
    lazy_gettext("upper left"),
)
_ATTRIBUTES = {
    "shape": lazy_gettext("Shape"),
    "number": lazy_gettext("Number of shapes"),
    "size": lazy_pgettext("figure", "Size"),
    "fill": lazy_gettext("Filling"),
    "rotation": lazy_gettext("Direction"),
    "dots": lazy_gettext("Dots"),
}


def cell(spec: Sequence[Any]) -> str:
    """A cell in words, such as "2 circles, large, striped; dots: top, lower left"; its fields in the order of Cell."""
    shown = Cell(*spec)
    words = [_SHAPES[shown.shape](shown.number), str(_LOOKS[shown.size]), str(_LOOKS[shown.fill])]
    if shown.shape in POINTING:
        words.append(str(_POINTING[shown.rotation // 45]))
    places = [str(_PLACES[place]) for place in range(PLACES) if shown.dots >> place & 1]
    said = ", ".join(words)
    return _("%(shapes)s; dots: %(places)s", shapes=said, places=", ".join(places)) if places else said


def explained(plain: Mapping[str, Any]) -> list[str]:
    """The rules of a problem in its plain form, a sentence each, in the reader's language."""
    problem = Problem.from_plain(plain)
    if problem.family == "matrix":
        return [_of_figures(rule) for rule in problem.rules]
    return [_of_numbers(rule) for rule in problem.rules]


def _of_figures(rule: Rule) -> str:
    what, row = str(_ATTRIBUTES[rule.of]), rule.along == "row"
    match rule.name:
        case "constant":
            said = _("the same all along a row") if row else _("the same all down a column")
        case "distribution":
            said = _("three sorts, each once in every row and once in every column")
        case "addition":
            along = _("the last cell of a row has those of the first two together")
            down = _("the last cell of a column has those of the first two together")
            said = along if row else down
        case "exclusion":
            along = _("the last cell of a row has those that only one of the first two has")
            down = _("the last cell of a column has those that only one of the first two has")
            said = along if row else down
        case _:
            change = _change(rule)
            said = _("%(change)s along a row", change=change) if row else _("%(change)s down a column", change=change)
    return _("%(what)s: %(said)s.", what=what, said=said)


def _change(rule: Rule) -> str:
    by = rule.by[0]
    if rule.of == "number":
        return _("one more from cell to cell") if by > 0 else _("one fewer from cell to cell")
    if rule.of == "rotation":
        if by > 0:
            return _("%(degrees)d° further clockwise from cell to cell", degrees=by)
        return _("%(degrees)d° further counter-clockwise from cell to cell", degrees=-by)
    if by > 0:
        return ngettext("%(num)d place further clockwise", "%(num)d places further clockwise", by)
    return ngettext("%(num)d place further counter-clockwise", "%(num)d places further counter-clockwise", -by)


def _of_numbers(rule: Rule) -> str:
    if rule.name == "sum":
        return _("Every number is the two before it together, %(change)s.", change=_signed(rule.by[0]))
    change = _calculated(rule)
    match rule.of:
        case "each":
            return _("Every number is the one before it %(change)s.", change=change)
        case "turn_1":
            return _("Two steps take turns. The first: the number before %(change)s.", change=change)
        case "turn_2":
            return _("The second: the number before %(change)s.", change=change)
        case "strand_1":
            return _("Two series take turns. In the first, every number is its last one %(change)s.", change=change)
        case _:
            return _("In the second, every number is its last one %(change)s.", change=change)


def _calculated(rule: Rule) -> str:
    by, *more = rule.by
    match rule.name:
        case "times":
            return _("times %(by)d", by=by)
        case "divide":
            return _("divided by %(by)d", by=by)
        case "scale":
            return _("times %(by)d, %(more)s", by=by, more=_signed(more[0]))
        case "grow":
            return _("%(by)s, and at every further step %(more)s to that", by=_signed(by), more=_signed(more[0]))
        case _:
            return _signed(by)


def _signed(by: int) -> str:
    return _("plus %(by)d", by=by) if by >= 0 else _("minus %(by)d", by=-by)


def install(app: Flask) -> None:
    """Make the words known to templates."""
    app.jinja_env.filters["cell_words"] = cell
    app.jinja_env.filters["explained"] = explained
