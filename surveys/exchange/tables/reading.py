"""A table of items as an instrument: rows of one section stand together, words in other languages beside their own."""

import math
import re
from typing import Any

from surveys.definition import Item, Keyed, Scale
from surveys.exchange.codes import Codes
from surveys.exchange.gathering import Gathering, Page, rising
from surveys.exchange.limits import counted
from surveys.exchange.logic import parsed
from surveys.exchange.outcome import ExchangeRefused, Imported, Why
from surveys.exchange.tables.cells import COLUMNS, OWN, WORDS, paired, unlisted
from surveys.exchange.tables.records import Row, csv_rows, workbook_rows
from surveys.exchange.trees import tree
from surveys.items import KINDS, upload

_TRANSLATED = re.compile(r"([a-z_]+) \[([^\]]+)\]")
_KEYED = re.compile(r"(-?)([^*]+?)(?:\*([0-9.]+))?")
_LONGEST = 4000


def parse_csv(content: bytes) -> tuple[Imported, Any]:
    """What stands in the columns of a CSV file, and the rows only Exemplar reads; raises ExchangeRefused."""
    return _parsed(csv_rows(content))


def parse_xlsx(content: bytes) -> tuple[Imported, Any]:
    """What stands in the columns of a workbook, and the rows only Exemplar reads; raises ExchangeRefused."""
    return _parsed(workbook_rows(content))


def _parsed(rows: list[Row]) -> tuple[Imported, Any]:
    own = [row for row in rows if row.get("kind") == OWN]
    rows = [row for row in rows if row.get("kind") != OWN]
    if not rows:
        raise ExchangeRefused("nothing_asked")
    if "text" not in rows[0]:
        raise ExchangeRefused("columns_missing", column="text")
    counted(len(rows))
    found = Gathering()
    reader = _Table(found, rows)
    return reader.read(), _own(own, rows[0].get("more_rows", ""))


def _own(rows: list[Row], told: str) -> Any:
    """What only Exemplar reads; None where there was none, and nothing of use where rows of it are gone."""
    if not rows and told in ("", "0"):
        return None
    rows = sorted(rows, key=lambda row: int(row["item"]) if row.get("item", "").isdecimal() else 0)
    try:
        return tree("".join(row["text"] for row in rows))
    except ExchangeRefused:
        return {}


class _Table:
    def __init__(self, found: Gathering, rows: list[Row]) -> None:
        self.found, self.rows = found, rows
        first = rows[0]
        self.language = found.language(first["language"]) if first.get("language") else "en"
        self.languages: dict[str, str] = {}
        for column in first:
            match = _TRANSLATED.fullmatch(column)
            if match and match[1] in WORDS:
                self.languages.setdefault(match[2], found.language(match[2]))
            elif column not in COLUMNS:
                found.lose("instrument", column, Why.UNSUPPORTED_SETTING)
        self.keyed: dict[str, list[Keyed]] = {}
        self.scale_codes = Codes("scale")
        self.scale_names: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def read(self) -> Imported:
        """The whole."""
        page: Page | None = None
        last = None
        for row in self.rows:
            if page is None or row.get("section", "") != last:
                last = row.get("section", "")
                page = self._page(row)
            if row.get("text") or row.get("item"):
                page.items.append(self._item(row))
        first = self.rows[0]
        title, notice = self._said(first, "title", "instrument"), self._said(first, "notice", "instrument")
        scales = tuple(self._scale(code, keyed) for code, keyed in self.keyed.items())
        return self.found.imported(title, self.language, notice=notice, scales=scales, code=first.get("instrument", ""))

    def _said(self, row: Row, column: str, place: str) -> str:
        text = self.found.words(place, row.get(column, ""), html=False)
        for name, language in self.languages.items():
            self.found.translate(language, text, self.found.words(place, row.get(f"{column} [{name}]", ""), html=False))
        return text

    def _page(self, row: Row) -> Page:
        place = f"section {row.get('section') or len(self.found.pages) + 1}"
        seconds = self.found.number(place, row.get("seconds"))
        when: tuple[Any, ...] = ()
        if wish := row.get("when"):
            when = self.found.asked(place, wish, lambda: parsed(wish, str), self.names)
        return self.found.page(
            self._said(row, "section_title", place), self._said(row, "section_text", place), row.get("section", ""),
            seconds=int(seconds) if seconds else None, practice=_flag(row, "practice"),
            shuffle=_flag(row, "section_shuffle"), when=when,
        )  # fmt: skip

    def _item(self, row: Row) -> Item:
        name = row.get("item") or f"item_{len(self.names) + 1}"
        place = f"item {name}"
        options = self._options(row, place)
        kind = row.get("kind", "").strip().lower() or (
            "text" if not options else "likert" if rising(options) else "choice"
        )
        code = self.found.code(name)
        self.names.setdefault(name, code)
        self._key(row, code, place)
        longest = self.found.number(place, row.get("longest"))
        return Item(
            code, kind, self._said(row, "text", place), definition=self._said(row, "definition", place),
            options=options, minimum=self.found.number(place, row.get("minimum")),
            maximum=self.found.number(place, row.get("maximum")), step=self.found.number(place, row.get("step")),
            whole=_flag(row, "whole"), unit=self._said(row, "unit", place), ends=tuple(self._ends(row, place)),
            longest=int(longest or (upload.MOST if kind == "upload" else _LONGEST)),
            accepts=tuple(row.get("accepts", "").split()), level=int(self.found.number(place, row.get("level")) or 0),
            required=_flag(row, "required"), shuffle=_flag(row, "shuffle"),
            explanation=self._said(row, "explanation", place),
        )  # fmt: skip

    def _options(self, row: Row, place: str) -> Any:
        scores = {value: self.found.number(place, score) for value, score in paired(row.get("scores", ""))}
        held = [(value, self.found.words(place, label, html=False)) for value, label in paired(row.get("options", ""))]
        for name, language in self.languages.items():
            said = dict(paired(row.get(f"options [{name}]", "")))
            for value, label in held:
                self.found.translate(language, label, self.found.words(place, said.get(value, ""), html=False))
        return self.found.options(place, [(value, label, scores.get(value)) for value, label in held])

    def _ends(self, row: Row, place: str) -> list[str]:
        ends = [self.found.words(place, end, html=False) for end in unlisted(row.get("ends", ""))]
        for name, language in self.languages.items():
            for end, said in zip(ends, unlisted(row.get(f"ends [{name}]", "")), strict=False):
                self.found.translate(language, end, self.found.words(place, said, html=False))
        return ends

    def _key(self, row: Row, code: str, place: str) -> None:
        for named in re.split(r"[;,]", row.get("scales", "")):
            match = _KEYED.fullmatch(named.strip())
            if not match:
                continue
            if match[2] not in self.scale_names:
                self.scale_names[match[2]] = self.scale_codes.allowed(match[2])
            weight = self.found.number(place, match[3]) or 1.0
            self.keyed.setdefault(self.scale_names[match[2]], []).append(Keyed(code, -1 if match[1] else 1, weight))

    def _scale(self, code: str, keyed: list[Keyed]) -> Scale:
        """Between the least and the greatest score any of its items can have."""
        items = {item.code: item for page in self.found.pages for item in page.items}
        held = [items[one.item] for one in keyed]
        spans = [span for item in held if item.kind in KINDS and (span := KINDS[item.kind].span(item))]
        low = min((span[0] for span in spans), default=0.0)
        high = max((span[1] for span in spans), default=1.0)
        label = next(name for name, known in self.scale_names.items() if known == code)
        return Scale(
            code, label, tuple(keyed), low if math.isfinite(low) else 0.0, high if math.isfinite(high) else 1.0
        )


def _flag(row: Row, column: str) -> bool:
    return row.get(column, "").strip().lower() in ("1", "yes", "true", "x")
