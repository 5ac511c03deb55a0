"""Plain text: UTF-8 from end to end, without control characters, and not a page or picture in disguise."""

import re

from surveys.files.picture import damaged

#: What browsers take for a page or a drawing when they look for themselves (WHATWG MIME Sniffing, 7.1).
_PAGE = re.compile(
    r"\s*<(!doctype|!--|\?xml|[a-z]+[\s/>])",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def begins(content: bytes) -> bool:
    """Whether it could be text: every other kind has bytes that text never has."""
    return b"\0" not in content[:1024]


def checked(content: bytes) -> bytes:
    """The same bytes; raises FileRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise damaged() from None
    if _CONTROL.search(text) or _PAGE.match(text):
        raise damaged()
    return content
