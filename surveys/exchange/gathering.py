"""An instrument as it is gathered from a stranger's file: codes made allowed, words made plain, losses noted."""

import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from surveys.definition import Condition, Instrument, Item, Option, Section, Translation
from surveys.exchange.codes import Codes
from surveys.exchange.limits import NUMBER, RAW, TEXT, counted
from surveys.exchange.logic import BOUNDS, Joined, NotSayable, Term, Tree, conditions
from surveys.exchange.outcome import ExchangeRefused, Imported, Loss, Why
from surveys.exchange.plaintext import marked_up, plain, tidy
from surveys.exchange.shapes import accepted
from surveys.items import KINDS, upload

#: Kinds whose answers are numbers.
_NUMBERS = ("likert", "number", "slider", "anchored")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")


@dataclass
class Page:
    """A section in the making."""

    title: str = ""
    text: str = ""
    items: list[Item] = field(default_factory=list)
    code: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class Gathering:
    """Everything found so far; ``instrument`` closes it."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self.pages: list[Page] = []
        self.codes: dict[str, str] = {}
        self._item_codes = Codes("item")
        self._words: dict[str, dict[str, str]] = {}
        self._renamed: dict[str, dict[str, str]] = {}

    def lose(self, place: str, what: str, why: Why, raw: str = "") -> None:
        """Note that something is not carried as it stands."""
        self.losses.append(Loss(place, what[:200], why, raw=raw[:RAW]))

    def code(self, name: str) -> str:
        """A code for an item called so in the file."""
        code = self._item_codes.allowed(name)
        if code != name:
            self.codes[code] = name[:200]
            self.lose(f"item {code}", f"{name[:60]} → {code}", Why.CODE_CHANGED)
        return code

    def words(self, place: str, raw: object, html: bool = True) -> str:
        """The plain text of something written; what went with its markup is noted."""
        if not isinstance(raw, str):
            return ""
        if len(raw) > 10 * TEXT:
            raise ExchangeRefused("text_too_long", place=place, most=TEXT)
        if not html and not marked_up(raw):
            text = tidy(raw)
        else:
            text, gone = plain(raw)
            if gone:
                self.lose(place, ", ".join(gone), Why.MARKUP_REMOVED, raw)
        if len(text) > TEXT:
            raise ExchangeRefused("text_too_long", place=place, most=TEXT)
        return text

    def number(self, place: str, raw: object) -> float | None:
        """A number that can be used; None, and a note, for anything else that is not empty."""
        if raw is None or raw == "" or isinstance(raw, bool):
            return None
        try:
            value = float(raw) if isinstance(raw, int | float | str) else float("nan")
        except (ValueError, OverflowError):
            value = float("nan")
        if not abs(value) <= NUMBER:
            self.lose(place, str(raw)[:60], Why.NOT_A_NUMBER)
            return None
        return int(value) if value.is_integer() else value

    def options(self, place: str, found: Iterable[tuple[str, str, float | None]]) -> tuple[Option, ...]:
        """Options of these values, labels and scores; a value used twice or empty is replaced and noted."""
        made: list[Option] = []
        used: set[str] = set()
        for value, label, score in found:
            free = value
            number = len(made) + 1
            while not free or free in used or "," in free:
                free, number = str(number), number + 1
            if free != value:
                self.lose(place, f"{value[:60]!r} → {free!r}", Why.VALUE_CHANGED)
            used.add(free)
            made.append(Option(free, label or free, score))
        return tuple(made)

    def file(self, place: str, named: Iterable[str], largest: float | None) -> dict[str, Any]:
        """What an upload takes: kinds of file and most bytes; a note where that is not what the file says."""
        wanted = [name for name in named if name.strip()]
        accepts = accepted(wanted)
        if not accepts and wanted:
            self.lose(place, ", ".join(wanted), Why.UNSUPPORTED_SETTING)
        longest = int(min(max(largest or upload.MOST, upload.LEAST), upload.MOST))
        if largest and longest != largest:
            self.lose(place, f"{largest:g} → {longest}", Why.VALUE_CHANGED)
        return {"accepts": accepts or upload.ACCEPTED, "longest": longest}

    def known(self, kind: str, place: str, raw: str = "") -> bool:
        """Whether items of that kind can be used here; noted if not."""
        if kind in KINDS:
            return True
        self.lose(place, kind, Why.UNSUPPORTED_KIND, raw)
        return False

    def translate(self, language: str, text: str, words: str) -> None:
        """Note the words for a text in another language; the first stay where there are two."""
        if not text or not words:
            return
        known = self._words.setdefault(language, {})
        if known.setdefault(text, words) != words:
            self.lose("instrument", f"{language}: {text[:60]!r}", Why.TWO_TRANSLATIONS, words)

    def language(self, raw: str) -> str:
        """The language as it is written here; English, and a note, where it cannot be known."""
        match = _LANGUAGE.fullmatch(raw)
        if match is None:
            base = _LANGUAGE.match(raw)
            self.lose("instrument", raw or "?", Why.UNKNOWN_LANGUAGE)
            return base[1].lower() if base else "en"
        return match[1].lower() + (f"_{match[2].upper()}" if match[2] else "")

    def points(self, code: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """The answers of an array as numbered points; conditions find them under their old values too."""
        made, renamed = levels(options)
        if renamed:
            self._renamed[code] = renamed
            self.lose(f"item {code}", "; ".join(f"{a} → {b}" for a, b in renamed.items()), Why.VALUE_CHANGED)
        return made

    def asked(self, place: str, raw: str, tree: Callable[[], Tree], names: Mapping[str, str]) -> tuple[Condition, ...]:
        """What must hold for something to be asked; none, and a note, where it cannot be said here.

        ``tree`` reads the expression and may raise NotSayable; ``names`` are our codes by what the file calls items.
        """
        items = {item.code: item for page in self.pages for item in page.items}

        def here(part: Tree) -> Tree:
            if isinstance(part, Joined):
                return replace(part, parts=tuple(map(here, part.parts)))
            item = items.get(names.get(part.name, ""))
            if item is None:
                raise NotSayable
            renamed = self._renamed.get(item.code, {})
            return within(replace(part, values=tuple(renamed.get(one, one) for one in part.values)), item)

        try:
            return conditions(here(tree()), names.get)
        except NotSayable:
            self.lose(place, raw, Why.UNSUPPORTED_LOGIC, raw)
            return ()

    def page(self, title: str, text: str = "", code: str = "", **extra: Any) -> Page:
        """A new section at the end."""
        page = Page(title, text, code=code, extra=extra)
        self.pages.append(page)
        return page

    def imported(self, title: str, language: str, **fields: Any) -> Imported:
        """Everything gathered as an instrument; raises ExchangeRefused for too many items."""
        counted(sum(len(page.items) for page in self.pages))
        codes = Codes("section")
        sections = []
        for number, page in enumerate(self.pages, start=1):
            code = codes.allowed(page.code or f"section_{number}")
            sections.append(Section(code, page.title, tuple(page.items), page.text, **page.extra))
        words = [Translation(one, words) for one, words in self._words.items() if one != language]
        whole = Instrument(
            code=Codes("instrument").allowed(fields.pop("code", "") or title),
            title=title,
            language=language,
            source="",
            licence="",
            uses=(),
            sections=tuple(sections),
            translations=tuple(words),
            **fields,
        )
        return Imported(whole, tuple(self.losses), self.codes)


def rising(options: Sequence[Option]) -> bool:
    """Whether the values are numbers that rise, and scores, if any, say the same: points, rather than answers."""
    try:
        points = [float(option.value) for option in options]
    except ValueError:
        return False
    scored = [option.score for option in options]
    plain_points = all(f"{point:g}" == option.value for point, option in zip(points, options, strict=True))
    same = all(score is None for score in scored) or scored == points
    return len(points) > 1 and plain_points and same and points == sorted(set(points))


def single(code: str, text: str, options: tuple[Option, ...], **fields: Any) -> Item:
    """One of several: ``likert`` where the options are numbered points, otherwise ``choice``."""
    if rising(options):
        points = tuple(Option(option.value, option.label) for option in options)
        return Item(code, "likert", text, options=points, **fields)
    return Item(code, "choice", text, options=options, **fields)


def levels(options: tuple[Option, ...]) -> tuple[tuple[Option, ...], dict[str, str]]:
    """Answers of an array as points: by their codes, by their scores, or by their places; and what was renamed."""
    scores = [option.score for option in options]
    if rising(options) or (any(scores) and scores != sorted(set(scores), key=lambda score: score or 0)):
        return options, {}
    if any(scores):
        points = [f"{score:g}" for score in scores if score is not None]
    else:
        points = [str(place) for place in range(1, len(options) + 1)]
    if len(points) < len(options):
        return options, {}
    made = tuple(replace(option, value=point, score=None) for option, point in zip(options, points, strict=True))
    return made, {option.value: point for option, point in zip(options, points, strict=True) if option.value != point}


def within(term: Term, item: Item) -> Term:
    """The comparison as the item's answers can be asked for; raises NotSayable.

    Answers that are options are named one by one: a number is compared with those of points and numbers only.
    """
    if term.operator not in BOUNDS or (item.kind in _NUMBERS and term.operator in ("from", "to")):
        return term
    bound = float(term.values[0])
    compare = {"from": operator.ge, "to": operator.le, "above": operator.gt, "below": operator.lt}[term.operator]
    if item.options:
        try:
            values = tuple(option.value for option in item.options if compare(float(option.value), bound))
        except ValueError:
            raise NotSayable from None
        if not values:
            raise NotSayable
        return Term(term.name, "is", values)
    if item.kind != "number" or not item.whole:
        raise NotSayable
    if term.operator == "above":
        return Term(term.name, "from", (f"{math.floor(bound) + 1}",))
    return Term(term.name, "to", (f"{math.ceil(bound) - 1}",))
