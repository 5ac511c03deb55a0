"""The tables of a LimeSurvey document, old layout and present, as rows and as words by language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from surveys.exchange.markup import Element, children, parsed, words
from surveys.exchange.outcome import ExchangeRefused

#: Where Exemplar keeps what LimeSurvey has no column for.
OWN = "exemplar"
DOCUMENTS = ("Survey", "Group", "Question")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """Everything in the document; ``own`` is the text of the part only Exemplar reads."""

    languages: tuple[str, ...]
    rows: Mapping[str, list[Row]]
    own: str | None
    #: by table, id and language: the row with the words
    _said: dict[str, dict[str, dict[str, Row]]] = field(default_factory=dict)

    def of(self, table: str) -> list[Row]:
        """The rows of a table, each thing once; none where there is no such table."""
        return self.rows.get(table, [])

    def things(self, table: str, key: str, order: str) -> list[Row]:
        """The rows of a table by their place, one for every id: the old layout has one a language."""
        once: dict[str, Row] = {}
        for row in self.of(table):
            once.setdefault(row.get(key, ""), row)
        return sorted(once.values(), key=lambda row: (number(row.get(order)), number(row.get(key))))

    def said(self, table: str, present: str, key: str) -> Mapping[str, Mapping[str, Row]]:
        """By id and language, the row that holds a thing's words: the present layout's table, or the old one's."""
        if table not in self._said:
            found: dict[str, dict[str, Row]] = {}
            for row in self.of(present) or self.of(table):
                language = row.get("language") or (self.languages[0] if self.languages else "")
                found.setdefault(row.get(key, ""), {}).setdefault(language, row)
            self._said[table] = found
        return self._said[table]


def tables(content: bytes) -> Tables:
    """The document's tables; raises ExchangeRefused for anything but a LimeSurvey document."""
    root = parsed(content)
    sort = words(root.find("LimeSurveyDocType"))
    if root.tag != "document" or not sort:
        raise ExchangeRefused("unknown_format")
    if sort not in DOCUMENTS:
        raise ExchangeRefused("wrong_document", sort=sort[:40])
    listed = next(children(root, "languages"), None)
    languages = tuple(words(one) for one in children(listed, "language"))
    own = root.find(OWN)
    held = {table.tag: list(_rows(table)) for table in root if table.find("rows") is not None}
    return Tables(languages, held, None if own is None else words(own))


def number(text: str | None) -> float:
    """A place in an order; 0 for what is no number."""
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _rows(table: Element) -> Iterable[Row]:
    for row in children(table.find("rows"), "row"):
        yield {cell.tag: cell.text or "" for cell in row}
