"""What the picture of a system is made of: its levers, conditions and places, and the mark each of them has."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from flask_babel import gettext as _
from markupsafe import escape

from assess.charts.marks import Domain, c
from assess.phrases import phrase

#: How a dot looks, what is most worth reading first.
LOOKS = ("replicated", "supported", "confounded", "open", "against", "unknown")


@dataclass(frozen=True, slots=True)
class Place:
    """One condition at one tier: ``state`` is aligned, changing, misaligned, unknown or "" (nobody looked)."""

    state: str
    weakest: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its places from the company down, a released survey's number, and how it goes with results."""

    name: str
    places: tuple[Place, ...]
    said: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    span: tuple[float, float] = (1.0, 5.0)
    look: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever: its words, its tier (0 the company), what is known of it in a word, and the look of its dot."""

    name: str
    ring: int
    said: str
    look: str
    kept_out: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """Everything drawn: names of the tiers, how many elements of each are aligned, the people, levers, conditions."""

    rings: tuple[str, ...]
    counts: tuple[str, ...]
    person: str
    people: str
    levers: tuple[Lever, ...]
    conditions: tuple[Condition, ...]
    left: str
    right: str

    def of(self, ring: int, most: int) -> tuple[list[Lever], str]:
        """The levers of a tier that are named, the most telling first, and a line on those that are not."""
        mine = sorted(
            (one for one in self.levers if one.ring == ring), key=lambda one: (one.kept_out, LOOKS.index(one.look))
        )
        rest = mine[most - 1 :] if len(mine) > most else []
        told = dict.fromkeys(one.said for one in rest)
        return mine[: len(mine) - len(rest)], _more(len(rest), list(told)) if rest else ""


def _more(count: int, told: list[str]) -> str:
    words: str = _("and %(n)s more, in the table below", n=count)
    if len(told) == 1:
        words = _("and %(n)s more: %(said)s", n=count, said=told[0])
    return words


def said(found: System) -> str:
    """The picture in words: every tier with its elements, every lever with what is known of it."""
    words = []
    for place, ring in enumerate(found.rings):
        told = [
            f"{one.name} {phrase(f'projects.status.{one.places[place].state}')}"
            for one in found.conditions
            if one.places[place].state
        ]
        words.append(f"{ring}: {', '.join(told) if told else _('nothing is known yet')}")
    levers = [f"{one.name}: {one.said}" for one in found.levers]
    return ". ".join([*words, "; ".join(levers) or _("No lever is registered")]) + "."


def text(words: object, x: float, y: float, css: str = "", anchor: str = "start") -> str:
    """Words at a place."""
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{c(x)}" y="{c(y)}" text-anchor="{anchor}">{escape(words)}</text>'


SOFT_HYPHEN = "\u00ad"


def lines(words: str, width: int, most: int) -> list[str]:
    """Words in lines of about so many letters; a word longer by three is parted at its soft hyphens, or anywhere."""
    return wrap(" ".join(_parted(word, width) for word in words.split()), width, break_long_words=False)[:most]


def _parted(word: str, width: int) -> str:
    whole = word.replace(SOFT_HYPHEN, "")
    if len(whole) < width + 3:
        return whole
    return word.replace(SOFT_HYPHEN, "- ") if whole != word else f"{word[: width - 1]}- {word[width - 1 :]}"


def box(css: str, x: float, y: float, width: float, height: float, corner: float = 6.0) -> str:
    """A rectangle with soft corners."""
    size = f'x="{c(x)}" y="{c(y)}" width="{c(width)}" height="{c(height)}" rx="{c(corner)}"'
    return f'<rect class="{css}" {size}/>'


#: Marks inside a piece, so that it is read without its colour.
_GLYPHS = {
    "aligned": "M-4.5 .5 -1.5 3.5 4.5 -3.5",
    "misaligned": "M0 -5V1.5M0 4.4V5",
    "changing": "M-4.5 0H4.5M1 -3.5 4.5 0 1 3.5",
    "unknown": "M-2.5 -2.4A2.6 2.6 0 1 1 .6 0Q0 .6 0 2M0 4.6V5",
}


def tile(place: Place, x: float, y: float, width: float, height: float) -> Iterator[str]:
    """One condition at one tier: filled by how it stands, an empty edge where nobody has looked."""
    yield box(f"sys-{place.state or 'unseen'}", x, y, width, height)
    if place.weakest:
        yield box("sys-weakest", x, y, width, height)
    if place.state:
        at = f"translate({c(x + width / 2)} {c(y + height / 2)}) scale(1.3)"
        yield f'<path class="sys-glyph sys-glyph-{place.state}" transform="{at}" d="{_GLYPHS[place.state]}"/>'


def dot(look: str, x: float, y: float, kept_out: bool = False) -> str:
    """What is known of how something goes with results; ringed where it is nothing to train or plan with."""
    where = f'cx="{c(x)}" cy="{c(y)}"'
    ring = f'<circle class="sys-kept-out" {where} r="8"/>' if kept_out else ""
    return f'{ring}<circle class="sys-dot sys-dot-{look}" {where} r="{"4.5" if kept_out else "6"}"/>'


def gauge(one: Condition, x: float, top: float, bottom: float) -> str:
    """The range of a released number, upright on the scale's own points; nothing where there is none."""
    if one.value is None:
        return ""
    domain = Domain(*one.span)
    at = domain.place(one.value, bottom, top)
    ends = ""
    if one.low is not None and one.high is not None:
        low, high = (c(domain.place(bound, bottom, top)) for bound in (one.low, one.high))
        ends = f'<path class="ci-wide" d="M{c(x)} {low}V{high}"/>'
    return f'{ends}<circle class="pt" cx="{c(x)}" cy="{c(at)}" r="4"/>'
