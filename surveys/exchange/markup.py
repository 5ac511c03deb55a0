"""XML from a stranger: no document type, so no entity and nothing fetched; as deep and as large as the limits say."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, TreeBuilder, tostring
from xml.parsers import expat

from surveys.exchange.limits import DEPTH, ELEMENTS, RAW
from surveys.exchange.outcome import ExchangeRefused

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

__all__ = ["Element", "add", "children", "document", "legal", "parsed", "raw", "words"]


def parsed(content: bytes) -> Element:
    """The root element, names without their namespaces; raises ExchangeRefused."""
    builder, depth, count = TreeBuilder(), 0, 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEPTH:
            raise ExchangeRefused("too_deep", most=DEPTH)
        if count > ELEMENTS:
            raise ExchangeRefused("too_many_elements", most=ELEMENTS)
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def forbidden(*_: object) -> int:
        raise ExchangeRefused("document_type")

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.buffer_text = True
    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler = builder.data
    reader.StartDoctypeDeclHandler = forbidden
    reader.EntityDeclHandler = forbidden
    reader.ExternalEntityRefHandler = forbidden
    try:
        reader.Parse(content, True)
    except expat.ExpatError as error:
        raise ExchangeRefused("broken_xml", line=error.lineno, column=error.offset + 1) from None
    except (LookupError, ValueError):
        raise ExchangeRefused("broken_xml", line=1, column=1) from None
    return builder.close()


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name; none of nothing."""
    return iter(()) if element is None else (child for child in element if child.tag == name)


def words(element: Element | None) -> str:
    """All text within, without space around; empty for nothing."""
    return "" if element is None else "".join(element.itertext()).strip()


def raw(element: Element) -> str:
    """The element as text, as much of it as is worth keeping."""
    return tostring(element, encoding="unicode")[:RAW]


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A child; an underscore in an attribute's name stands for a hyphen."""
    child = SubElement(parent, name, {key.replace("_", "-"): legal(value) for key, value in attributes.items()})
    child.text = legal(text) or None
    return child


def legal(text: str) -> str:
    """The text without what XML cannot hold at all."""
    return _ILLEGAL.sub("", text)


def document(root: Element) -> bytes:
    """The document, UTF-8."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
