"""The system around a job as one picture: a layer a tier, levers on the left of it, nine conditions on the right."""

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup

from assess.charts.frame import WIDE, framed
from assess.charts.marks import c
from assess.charts.system_parts import Condition, System, box, dot, gauge, lines, said, text, tile
from assess.filters import number
from scoring.results import Figure

#: Levers named in a layer at most; the others are one line.
MOST_NAMED = 10
#: Where things begin across the wide drawing, and how high a line of words, a layer at least and the numbers are.
LEVERS, TILES, STEP, LINE, LAYER, NUMBERS = 112.0, 476.0, 71.5, 22.0, 68.0, 124.0
#: The same on a phone: where tiles begin, a tile's step, the height of a row.
SMALL, FIRST, SMALL_STEP, ROW = 330.0, 116.0, 46.0, 40.0


def system(found: System, *, wide: bool = True) -> Markup:
    """The picture, for a page or paper (``wide``) or for a phone, where a layer is a column of tiles."""
    key, width, drawn = ("system_map", WIDE, _wide) if wide else ("system_map_small", SMALL, _narrow)
    parts, height = drawn(found)
    css = "chart chart-wide system system-wide" if wide else "chart system system-narrow"
    return framed(Figure(key, "system", "", {}), "".join(parts), said(found), width, height, css)


def _wide(found: System) -> tuple[list[str], float]:
    parts = [text(found.left, LEVERS, 22, "sys-head"), text(found.right, TILES, 22, "sys-head"), *_heads(found)]
    y = 76.0
    for ring in range(len(found.rings)):
        drawn, height = _layer(found, ring, y)
        parts += drawn
        y += height + 6
    parts += _people(found, y)
    y += NUMBERS
    if any(one.look for one in found.conditions):
        parts += [text(_("Do teams with better conditions have better results?"), TILES - 20, y + 26, "", "end")]
        parts += [dot(one.look, _middle(n), y + 22) for n, one in enumerate(found.conditions) if one.look]
        y += 40
    return parts, y


def _middle(place: int) -> float:
    return TILES + STEP * (place + 0.5)


def _heads(found: System) -> Iterator[str]:
    for n, one in enumerate(found.conditions):
        parted = lines(one.name, 12, 3)
        for place, words in enumerate(parted):
            yield text(words, _middle(n), 66 - 13 * (len(parted) - 1 - place), "sys-name", "middle")


def _layer(found: System, ring: int, y: float) -> tuple[list[str], float]:
    """One tier: its name, how many of its elements are aligned, its levers by name, a tile for each condition."""
    named, rest = found.of(ring, MOST_NAMED)
    count = len(named) + bool(rest)
    height = max(LAYER, count * LINE + 20)
    parts = [box("sys-layer", 0, y, WIDE, height, 10), text(found.rings[ring], 16, y + 28, "strong")]
    parts += [text(found.counts[ring], 16, y + 46, "faint")] if found.counts[ring] else []
    first = y + (height - count * LINE) / 2 + 15
    for place, one in enumerate(named):
        at = first + LINE * place
        parts += [
            dot(one.look, LEVERS + 8, at - 4, one.kept_out),
            text(_short(one.name, 48), LEVERS + 24, at, "sys-lever"),
        ]
    parts += [text(rest, LEVERS + 24, first + LINE * len(named), "faint")] if rest else []
    parts += [] if count else [text(_("none registered"), LEVERS, y + height / 2 + 4, "faint")]
    for n, condition in enumerate(found.conditions):
        parts += tile(condition.places[ring], TILES + STEP * n + 3, y + (height - 48) / 2, STEP - 6, 48)
    return parts, height


def _people(found: System, y: float) -> Iterator[str]:
    """Whom all of it is about, and how they see each condition."""
    height, top, bottom = NUMBERS - 4, y + 22, y + 84
    yield box("sys-person", 0, y, TILES - 16, height, 10)
    yield text(found.person, 16, y + height / 2 - 2, "sys-core")
    yield text(found.people, 16, y + height / 2 + 18, "sys-core-small")
    known = [one for one in found.conditions if one.value is not None]
    if not known:
        yield text(_("How people see these is not known: no survey with numbers on them is released."), TILES, y + 60)
        return
    yield text(_("How they see it"), TILES - 32, y + height / 2 + 4, "sys-core-small", "end")
    if len({one.span for one in known}) == 1:
        low, high = known[0].span
        for at, words in ((bottom, number(low, 0)), (top, number(high, 0))):
            yield f'<path class="grid" d="M{c(TILES)} {c(at)}H{c(WIDE)}"/>'
            yield text(words, TILES - 6, at + 4, "faint", "end")
    for n, one in enumerate(found.conditions):
        if one.value is None:
            yield text("–", _middle(n), (top + bottom) / 2 + 4, "faint", "middle")
            continue
        yield gauge(one, _middle(n) - 20, top, bottom)
        yield text(number(one.value, 1), _middle(n) - 8, (top + bottom) / 2 + 1, "sys-mean")
        yield text(_range(one), _middle(n) - 8, (top + bottom) / 2 + 16, "sys-name")
        yield text(f"n {one.n}", _middle(n), y + 106, "sys-name", "middle")


def _range(one: Condition) -> str:
    return "" if one.low is None or one.high is None else f"{number(one.low, 1)}–{number(one.high, 1)}"


def _narrow(found: System) -> tuple[list[str], float]:
    parts = [
        box("sys-person", 0, 0, SMALL, 46, 10), text(found.person, 14, 28, "sys-core"),
        text(found.people, SMALL - 14, 28, "sys-core-small", "end"),
        text(found.right, 0, 76, "sys-head"), text(_("mean"), SMALL, 96, "sys-name", "end"),
    ]  # fmt: skip
    for ring, words in enumerate(found.rings):
        # every second one a line lower: "Unternehmen" is wider than its tile
        parts.append(text(words, FIRST + SMALL_STEP * (ring + 0.5), 96 + 13 * (ring % 2), "sys-name", "middle"))
    y = 116.0
    for one in found.conditions:
        parts += _row(one, y)
        y += ROW
    parts.append(text(found.left, 0, y + 32, "sys-head"))
    y += 48
    for ring, words in enumerate(found.rings):
        named, rest = found.of(ring, MOST_NAMED)
        if not named:
            continue
        parts.append(text(words, 0, y + 12, "faint"))
        y += 20
        for lever in named:
            parted = lines(lever.name, 44, 2)
            parts.append(dot(lever.look, 9, y + 8, lever.kept_out))
            parts += [text(part, 26, y + 12 + 16 * place, "sys-lever") for place, part in enumerate(parted)]
            y += 8 + 16 * len(parted)
        if rest:
            parts.append(text(_short(rest, 54), 26, y + 12, "faint"))
            y += 24
        y += 8
    return parts, y


def _row(one: Condition, y: float) -> Iterator[str]:
    """A condition on a phone: its name, a tile for each tier, and its number."""
    parted = lines(one.name, 17, 3)
    for place, words in enumerate(parted):
        yield text(words, 0, y + 23 - 6.5 * (len(parted) - 1) + 13 * place)
    for ring, standing in enumerate(one.places):
        yield from tile(standing, FIRST + SMALL_STEP * ring + 2, y + 2, SMALL_STEP - 4, ROW - 5)
    yield text(number(one.value, 1) if one.value is not None else "–", SMALL, y + 23, "strong", "end")


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
