"""The words of a piece of QTI's XHTML as plain text, breaks kept, interactions left out or marked as blanks."""

from collections.abc import Iterator

from surveys.exchange.gathering import Gathering
from surveys.exchange.markup import Element
from surveys.exchange.outcome import Why
from surveys.exchange.plaintext import collapsed, tidy

_BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "prompt",
}
_HIDDEN = {
    "script", "style", "stylesheet", "feedback-block", "feedback-inline", "modal-feedback", "template-block",
    "template-inline", "catalog-info", "math", "svg", "rubric-block",
}  # fmt: skip
_MEDIA = {"img", "object", "video", "audio", "picture", "include"}
#: What stands in a sentence where something is to be filled in.
BLANK = "____"
_NUMBERED = "\0"


def text_of(found: Gathering, place: str, element: Element, interactions: bool = False) -> str:
    """The words; media, formulas and scripts are noted. With ``interactions`` each leaves a numbered blank."""
    gone: dict[str, None] = {}
    first, *rest = "".join(_pieces(element, gone, interactions)).split(_NUMBERED)
    pieces = first + "".join(f" ({number}) {BLANK} {piece}" for number, piece in enumerate(rest, start=1))
    if gone:
        found.lose(place, ", ".join(gone), Why.MARKUP_REMOVED)
    kept = "\n".join(collapsed(line).strip() for line in pieces.split("\r"))
    while "\n\n" in kept:
        kept = kept.replace("\n\n", "\n")
    return found.words(place, tidy(kept), html=False) if "<" not in kept and "&" not in kept else tidy(kept)


def _pieces(element: Element, gone: dict[str, None], interactions: bool, top: bool = True) -> Iterator[str]:
    """Text in the order read; a return stands for a break, since all other space is one."""
    tag = element.tag
    if not top and tag in _HIDDEN | _MEDIA:
        gone[tag] = None
        yield f" {element.get('alt')} " if element.get("alt") else ""
    elif not top and tag.endswith("-interaction"):
        yield _NUMBERED if interactions else ""
    else:
        if tag in _BLOCKS or tag == "br":
            yield "\r"
        yield (element.text or "").replace("\r", " ")
        for child in element:
            yield from _pieces(child, gone, interactions, top=False)
            yield (child.tail or "").replace("\r", " ")
        if tag in _BLOCKS:
            yield "\r"
