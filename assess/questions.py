"""How the items of a section stand on a page, and which answers changed since the page was drawn."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from surveys.definition import Item, Option, Section
from surveys.errors import NotAnAnswer
from surveys.items import KINDS, Given
from surveys.moments import now
from surveys.writing import OLDEST, Tap

#: Words longer than this do not fit under a circle on a phone; the options are then stacked.
LONGEST_LABEL = 18
MOST_IN_A_ROW = 7
MARK = "{}__mark"
_DEVICE = re.compile(r"[0-9a-z]{0,32}")
_MOST_TURNS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Block:
    """Items shown together by the partial ``items/<look>.html``."""

    look: str
    items: tuple[Item, ...]

    @property
    def template(self) -> str:
        """The partial that shows it."""
        return f"items/{self.look}.html"

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers the items share."""
        return self.items[0].options

    @property
    def stacked(self) -> bool:
        """Whether the options are too many or their words too long for one row, or stand below a picture."""
        long = any(len(option.label) > LONGEST_LABEL for option in self.options)
        return len(self.options) > MOST_IN_A_ROW or long or self.items[0].image is not None


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer as the script of a page sends it: the item, what was said, when the page was shown, and the tap."""

    item: str
    answer: dict[str, Given]
    shown: datetime | None
    tap: Tap


def blocks(section: Section) -> Iterator[Block]:
    """Neighbours with the same answers become one grid, unless a picture belongs to one of them."""
    for (kind, _, image), neighbours in groupby(section.items, key=lambda item: (item.kind, item.options, item.image)):
        items = tuple(neighbours)
        if kind == "likert" and image is None:
            yield Block("likert", items)
        else:
            yield from (Block(kind, (item,)) for item in items)


def mark(given: Given) -> str:
    """A short fingerprint of an answer as the page shows it."""
    words = "\x1f".join((given.value, given.evidence, *given.cues)).replace("\r\n", "\n")
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def changed(given: Mapping[str, Given], marks: Mapping[str, str]) -> dict[str, Given]:
    """The answers somebody changed on this page; what another tab or device wrote meanwhile is left alone."""
    empty = mark(Given())
    return {code: one for code, one in given.items() if mark(one) != marks.get(code, empty)}


def readable(section: Section, given: Mapping[str, Given]) -> tuple[dict[str, Given], dict[str, NotAnAnswer]]:
    """The answers that can be kept, and why the others cannot."""
    good, bad = {}, {}
    for item in section.items:
        if item.code in given:
            try:
                KINDS[item.kind].read(item, given[item.code])
                good[item.code] = given[item.code]
            except NotAnAnswer as refusal:
                bad[item.code] = refusal
    return good, bad


def seen(sent: Mapping[str, object]) -> datetime | None:
    """When a page was first shown, as it says itself; None unless it is a moment in the past."""
    try:
        moment = datetime.fromisoformat(str(sent.get("shown", "")))
        return moment.astimezone(UTC) if moment <= now() else None
    except (ValueError, TypeError, OverflowError):  # no date at all, one without its zone, or before the first year
        return None


def one_answer(sent: object) -> Sent | None:
    """The answer in what a script sent; None for what no page of ours sends."""
    if not isinstance(sent, dict):
        return None
    item, value, tapped = sent.get("item"), sent.get("value", ""), tap(sent)
    if not isinstance(item, str) or not isinstance(value, str) or tapped is None:
        return None
    return Sent(item, {item: Given(value)}, seen(sent), tapped)


def tap(sent: Mapping[str, object]) -> Tap | None:
    """When an answer was tapped, as its device says: ``age`` in milliseconds, ``device``, ``turn``; None if unreadable.

    An age below nothing counts as nothing, one beyond all measure as the longest that may be.
    """
    age, device, turn = sent.get("age", 0), sent.get("device", ""), sent.get("turn", 0)
    if isinstance(age, bool) or not isinstance(age, int | float) or age != age or type(turn) is not int:
        return None
    if not isinstance(device, str) or not _DEVICE.fullmatch(device) or not 0 <= turn <= _MOST_TURNS:
        return None
    milliseconds = min(max(age, 0), OLDEST // timedelta(milliseconds=1))
    return Tap(timedelta(milliseconds=milliseconds), device, turn)
