"""PDF (ISO 32000-2): begins and ends as one, its table of objects is where it says, and nothing in it acts."""

import re
import zlib

from surveys.errors import FileRefused
from surveys.files.picture import damaged

_BEGINS = re.compile(rb"%PDF-(1\.[0-7]|2\.0)\s")
_ENDS = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\Z")
_TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Names long enough never to come about by chance in packed bytes; JavaScript, files within, programs, passwords.
_ACTS = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|Encrypt)(?![A-Za-z])|/AcroForm.{0,4096}?/XFA\b",
    re.DOTALL,
)
_WHITE = b"\0\t\n\f\r "
#: The end of a zip archive, which programs look for from behind: its comment may be 65,535 bytes long.
_ZIP_END, _ZIP_REACH = b"PK\x05\x06", 65_557
_DICTIONARY = 4096
_MOST_UNPACKED = 32_000_000


def begins(content: bytes) -> bool:
    """Whether it begins as a PDF, or hides a PDF's beginning where readers still find it."""
    return b"%PDF-" in content[:1024]


def checked(content: bytes) -> bytes:
    """The same bytes; raises FileRefused."""
    ended = content.rstrip(_WHITE)
    table = _ENDS.search(ended[-64:])
    if not _BEGINS.match(content) or table is None or _ZIP_END in content[-_ZIP_REACH:]:
        raise damaged()
    if not _TABLE.match(content, int(table[1])):
        raise damaged()
    if _ACTS.search(_plain(content)) or any(_ACTS.search(_plain(objects)) for objects in _packed_objects(content)):
        raise FileRefused(reason="FILE_ACTIVE")
    return content


def _plain(content: bytes) -> bytes:
    """Names as they are meant: ``/J#61vaScript`` is ``/JavaScript`` (7.3.5)."""
    return _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), content)


def _packed_objects(content: bytes) -> list[bytes]:
    """What object streams (7.5.7) hold, unpacked to a bound."""
    found, left = [], _MOST_UNPACKED
    for stream in _STREAM.finditer(content):
        dictionary = _plain(content[max(0, stream.start() - _DICTIONARY) : stream.start()]).rpartition(b"endobj")[2]
        if b"/ObjStm" not in dictionary:
            continue
        try:
            objects = zlib.decompressobj().decompress(content[stream.end() :], left + 1)
        except zlib.error:
            raise damaged() from None
        left -= len(objects)
        if left < 0:
            raise FileRefused(reason="FILE_TOO_LARGE")
        found.append(objects)
    return found
