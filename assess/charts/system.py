"""The system around a job as one picture: tiers as rings, levers on the left of them, conditions on the right."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from assess.charts.frame import framed
from assess.charts.marks import Domain, c
from assess.charts.rings import CORE, RINGS, Layout, angles, bounds, polar, sector
from assess.phrases import phrase
from scoring.results import Figure

#: Dots of levers: radius, rows inside the ring, and whether a number fits in.
DOTS = ((11.0, 1, True), (8.5, 1, True), (8.0, 2, True), (5.0, 2, False), (3.5, 3, False))
#: Levers are named beside the drawing up to this many; beyond it their numbers lead to the table.
MOST_NAMED = 14
LETTERS = "ABCDEFGHI"


@dataclass(frozen=True, slots=True)
class Place:
    """One condition at one tier: ``state`` is aligned, changing, misaligned, unknown or "" (nothing is known)."""

    state: str
    weakest: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its words, its places from the company down, and a released survey's number, if there is one."""

    name: str
    places: tuple[Place, ...]
    said: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    span: tuple[float, float] = (1.0, 5.0)


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever: its words, its ring (0 the company), what is known of it in a word, and the look of its dot."""

    name: str
    ring: int
    said: str
    look: str
    kept_out: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """Everything drawn: names of the rings and of the middle, what is counted in each ring, levers, conditions."""

    rings: tuple[str, ...]
    counts: tuple[str, ...]
    person: str
    people: str
    levers: tuple[Lever, ...]
    conditions: tuple[Condition, ...]
    counted: str
    left: str
    right: str


_WIDE = Layout("system_map", 1120.0, 640.0, 334.0, 48.0, 272.0, "chart chart-wide system system-wide", True)
_NARROW = Layout("system_map_small", 360.0, 360.0, 190.0, 37.0, 128.0, "chart system system-narrow", False)


def system(found: System, *, wide: bool = True) -> Markup:
    """The picture, for a page or paper (``wide``) or for a phone, where numbers and letters lead to the tables."""
    at = _WIDE if wide else _NARROW
    dots = list(_dots(found.levers, at))
    parts = [
        _hatching(at.key), *_grounds(at), *_cells(found, at), *_names(found, at),
        *(_named_levers(found, dots, at) if wide else ()), *map(_dot, dots), *_labels(found, at),
    ]  # fmt: skip
    return framed(Figure(at.key, "system", "", {}), "".join(parts), said(found), at.width, at.height, at.css)


def said(found: System) -> str:
    """The picture in words: every tier with its elements, every lever with what is known of it."""
    words = []
    for place, ring in enumerate(found.rings):
        told = [
            f"{one.name} {_state_words(one.places[place].state)}" for one in found.conditions if one.places[place].state
        ]
        words.append(f"{ring}: {', '.join(told) if told else _('nothing is known yet')}")
    levers = [f"{number} {one.name}: {one.said}" for number, one in enumerate(found.levers, start=1)]
    return ". ".join([*words, "; ".join(levers) or _("No lever is registered")]) + "."


def _state_words(state: str) -> str:
    return phrase(f"projects.status.{state}")


def _hatching(key: str) -> str:
    return (
        f'<defs><pattern id="{key}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch-line" d="M0 0V7"/></pattern></defs>'
    )


def _grounds(at: Layout) -> Iterator[str]:
    """The left halves of the rings, on which levers lie, and the person in the middle."""
    for ring in range(len(RINGS)):
        inner, outer = bounds(at, ring)
        yield f'<path class="sys-ground" d="{sector(at.x - at.half, at.y, inner, outer, 180.5, 359.5)}"/>'
    radius = at.radius * CORE
    left, right, top = at.x - at.half, at.x + at.half, at.y - radius
    yield (
        f'<path class="sys-person" d="M{c(left)} {c(top)}H{c(right)}A{c(radius)} {c(radius)} 0 0 1 {c(right)} '
        f'{c(at.y + radius)}H{c(left)}A{c(radius)} {c(radius)} 0 0 1 {c(left)} {c(top)}Z"/>'
    )


def _cells(found: System, at: Layout) -> Iterator[str]:
    """The right halves: a piece of each ring for every condition, filled by what is known, hatched where nothing is."""
    x = at.x + at.half
    for one, (start, end) in zip(found.conditions, angles(len(found.conditions)), strict=True):
        for ring, place in enumerate(one.places):
            inner, outer = bounds(at, ring)
            path = sector(x, at.y, inner, outer, start, end)
            if place.state in {"", "unknown"}:
                yield f'<path class="sys-unknown" fill="url(#{at.key}-hatch)" d="{path}"/>'
            else:
                yield f'<path class="sys-{place.state}" d="{path}"/>'
            if place.weakest:
                yield f'<path class="sys-weakest" d="{path}"/>'
            middle = polar(x, at.y, (inner + outer) / 2, (start + end) / 2).split()
            yield _glyph(place.state, float(middle[0]), float(middle[1]))


#: Marks inside a piece, so that it is read without its colour.
_GLYPHS = {
    "aligned": "M-4.5 .5 -1.5 3.5 4.5 -3.5",
    "misaligned": "M0 -5V1.5M0 4.4V5",
    "changing": "M-4.5 0H4.5M1 -3.5 4.5 0 1 3.5",
    "unknown": "M-2.5 -2.4A2.6 2.6 0 1 1 .6 0Q0 .6 0 2M0 4.6V5",
}


def _glyph(state: str, x: float, y: float) -> str:
    if state not in _GLYPHS:
        return ""
    plate = f'<circle class="sys-plate" cx="{c(x)}" cy="{c(y)}" r="7.5"/>' if state == "unknown" else ""
    path = f'<path class="sys-glyph sys-glyph-{state}" transform="translate({c(x)} {c(y)})" d="{_GLYPHS[state]}"/>'
    return plate + path


def _names(found: System, at: Layout) -> Iterator[str]:
    """The column between the halves: a tier's name above, below how many of its elements are aligned."""
    for ring, (name, count) in enumerate(zip(found.rings, found.counts, strict=True)):
        inner, outer = bounds(at, ring)
        high, size = outer - inner, f'width="{c(2 * at.half)}"'
        for top, words, css in ((at.y - outer, name, "strong"), (at.y + inner, count, "faint")):
            yield f'<rect class="sys-name" x="{c(at.x - at.half)}" y="{c(top)}" {size} height="{c(high)}"/>'
            y = top + high / 2 + 4
            yield f'<text class="{css}" x="{c(at.x)}" y="{c(y)}" text-anchor="middle">{escape(words)}</text>'
    for words, css, down in ((found.person, "sys-core", -3.0), (found.people, "sys-core-small", 15.0)):
        yield f'<text class="{css}" x="{c(at.x)}" y="{c(at.y + down)}" text-anchor="middle">{escape(words)}</text>'
    top = at.y - at.radius - 24
    y = at.y + at.radius + 15
    yield f'<text class="faint" x="{c(at.x)}" y="{c(y)}" text-anchor="middle">{escape(found.counted)}</text>'
    for words, x, anchor in (
        (found.left, at.x - at.half - 8, "end"), (found.right, at.x + at.half + 8, "start"),
    ):  # fmt: skip
        yield f'<text class="sys-head" x="{c(x)}" y="{c(top)}" text-anchor="{anchor}">{escape(words)}</text>'


@dataclass(frozen=True, slots=True)
class _Dot:
    lever: Lever
    number: int
    x: float
    y: float
    radius: float
    numbered: bool
    hatch: str


def _dots(levers: Sequence[Lever], at: Layout) -> Iterator[_Dot]:
    """Every lever on its ring, from the top of the left half down, in one row or, where there are many, in more."""
    for ring in range(len(RINGS)):
        mine = [(number, one) for number, one in enumerate(levers, start=1) if one.ring == ring]
        inner, outer = bounds(at, ring)
        radius, rows, numbered = _fitting(len(mine), inner, outer)
        for place, (number, one) in enumerate(mine):
            share = (place + 0.5) / len(mine)
            row = inner + (outer - inner) * (place % rows + 1) / (rows + 1)
            # from just past the top to just before the bottom, counter-clockwise
            point = polar(at.x - at.half, at.y, row, 350 - 160 * share - 5)
            x, y = map(float, point.split())
            yield _Dot(one, number, x, y, radius, numbered, at.key)


def _fitting(count: int, inner: float, outer: float) -> tuple[float, int, bool]:
    """The largest dots so many of which find room on a half ring."""
    for radius, rows, numbered in DOTS:
        room = math.pi * (inner + outer) / 2 * 160 / 180
        if 2 * radius * rows + 2 <= outer - inner and count <= rows * room / (2 * radius + 3):
            return radius, rows, numbered
    return DOTS[-1]


def _dot(dot: _Dot) -> str:
    one, where = dot.lever, f'cx="{c(dot.x)}" cy="{c(dot.y)}"'
    ring = f'<circle class="sys-kept-out" {where} r="{c(dot.radius + 3)}"/>' if one.kept_out else ""
    plate = f'<circle class="sys-plate" {where} r="{c(dot.radius)}"/>' if one.look == "unknown" else ""
    fill = f' fill="url(#{dot.hatch}-hatch)"' if one.look == "unknown" else ""
    mark = f'<circle class="sys-dot sys-dot-{one.look}"{fill} {where} r="{c(dot.radius)}"/>'
    number = (
        f'<text class="sys-number sys-number-{one.look}" x="{c(dot.x)}" y="{c(dot.y + 4)}" text-anchor="middle">'
        f"{dot.number}</text>"
        if dot.numbered
        else ""
    )
    return ring + plate + mark + number


def _named_levers(found: System, dots: Sequence[_Dot], at: Layout) -> Iterator[str]:
    """Names at the left edge with a line to each dot, ordered by height so that lines hardly cross."""
    if not 0 < len(dots) <= MOST_NAMED:
        words = _("The numbers lead to the table below.") if dots else _("No lever is registered yet.")
        yield f'<text class="faint" x="200" y="{c(at.y)}" text-anchor="end">{escape(words)}</text>'
        return
    step = min(60.0, (at.height - 56) / len(dots))
    first = at.y - step * (len(dots) - 1) / 2
    for place, dot in enumerate(sorted(dots, key=lambda one: (one.y, one.x))):
        y = first + step * place
        yield f'<path class="sys-lead" d="M{c(206)} {c(y)}L{c(226)} {c(y)}L{c(dot.x)} {c(dot.y)}"/>'
        name = f"{dot.number} {dot.lever.name}"
        for words, css, down in ((name, "strong", -1.0), (dot.lever.said, "faint", 13.0)):
            yield f'<text class="{css}" x="200" y="{c(y + down)}" text-anchor="end">{escape(_short(words, 30))}</text>'


def _labels(found: System, at: Layout) -> Iterator[str]:
    """The conditions beside the right half: their letter on a phone, else name and number with its range."""
    count = len(found.conditions)
    x, outer = at.x + at.half, at.radius
    left = x + outer + 22
    step = (at.height - 48) / max(count, 1)
    for place, (one, (start, end)) in enumerate(zip(found.conditions, angles(count), strict=True)):
        middle = (start + end) / 2
        px, py = map(float, polar(x, at.y, outer + (4 if at.wide else 9), middle).split())
        letter = LETTERS[place] if place < len(LETTERS) else ""
        if not at.wide:
            yield f'<text class="strong" x="{c(px)}" y="{c(py + 4)}" text-anchor="middle">{letter}</text>'
            continue
        y = 34 + step * (place + 0.5) - 10
        yield f'<path class="sys-lead" d="M{c(px)} {c(py)}L{c(left - 22)} {c(y)}H{c(left - 6)}"/>'
        yield f'<text class="strong" x="{c(left)}" y="{c(y)}">{letter} {escape(_short(one.name, 31))}</text>'
        yield from _gauge(one, left, y + 9, at.width - 8)
        yield f'<text class="faint" x="{c(left)}" y="{c(y + 30)}">{escape(one.said)}</text>'


def _gauge(one: Condition, left: float, y: float, right: float) -> Iterator[str]:
    """The range of a released number on the scale's own points; nothing where there is none."""
    if one.value is None:
        return
    domain = Domain(*one.span)
    yield f'<path class="track" d="M{c(left)} {c(y)}H{c(right)}"/>'
    if one.low is not None and one.high is not None:
        ends = [c(domain.place(bound, left, right)) for bound in (one.low, one.high)]
        yield f'<path class="ci-wide" d="M{ends[0]} {c(y)}H{ends[1]}"/>'
    yield f'<circle class="pt" cx="{c(domain.place(one.value, left, right))}" cy="{c(y)}" r="4.5"/>'


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
