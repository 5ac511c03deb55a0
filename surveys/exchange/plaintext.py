"""Words without their markup: what a browser would show as text, line breaks kept, scripts and styles gone."""

import re
from html import escape
from html.parser import HTMLParser

_MARKUP = re.compile(r"<[a-zA-Z/!?][^<>]*>|&(?:[a-zA-Z]{2,}|#\d+|#x[0-9a-fA-F]+);")
#: A sign of less that opens no element: parsers differ on what becomes of the rest.
_LESS = re.compile(r"<(?![a-zA-Z/!?][^<>]*>)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLOCKS = {"p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}
_HIDDEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "head"}
#: Markup whose going changes what is seen or heard, beyond the shape of letters.
_TELLING = {
    "img", "video", "audio", "a", "script", "iframe", "object", "input", "form", "svg", "math", "table", "embed",
}  # fmt: skip


def plain(markup: str) -> tuple[str, tuple[str, ...]]:
    """The text of a piece of HTML, and the sorts of elements that went with more than looks."""
    parser = _Words()
    parser.feed(_LESS.sub("&lt;", tidy(markup)))
    parser.close()
    return tidy(_lines("".join(parser.found))), tuple(sorted(parser.gone))


def marked_up(text: str) -> bool:
    """Whether a browser would read any of it as markup."""
    return _MARKUP.search(text) is not None


def tidy(text: str) -> str:
    """One kind of line end, no space around, nothing that no database or document can hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def markup(text: str) -> str:
    """HTML that ``plain`` turns back into the text."""
    return escape(text, quote=False).replace("\n", "<br />")


def collapsed(text: str) -> str:
    """One space for every run of them, as markup reads."""
    return re.sub(r"[ \t\n\r\f]+", " ", text)


def _lines(text: str) -> str:
    lines = (line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.gone: set[str] = set()
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TELLING:
            self.gone.add(tag)
        if any(name.startswith("on") for name, _ in attrs):
            self.gone.add("script")
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "br":
            self.found.append("\n")
        elif tag in _BLOCKS:
            self._broken()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag in _BLOCKS:
            self._broken()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(collapsed(data.replace("\xa0", " ")))

    def _broken(self) -> None:
        if self.found and not self.found[-1].endswith("\n"):
            self.found.append("\n")
