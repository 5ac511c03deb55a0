"""Files people send: what they really are, found by reading them through, and what of them is kept.

No virus scanner: whoever opens a kept file trusts their reader as with any letter. What is refused is what is not
wholly of the kind it says, what runs or unpacks when opened, and what would take more memory than it is worth.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from surveys.errors import FileRefused
from surveys.files import jpeg, pdf, plain, png, webp

#: By kind: how such a file begins, and what reads it through and gives the bytes to keep.
_READERS: Mapping[str, tuple[Callable[[bytes], bool], Callable[[bytes], bytes]]] = {
    "png": (png.begins, lambda content: png.cleaned(content).content),
    "jpeg": (jpeg.begins, lambda content: jpeg.cleaned(content).content),
    "webp": (webp.begins, lambda content: webp.cleaned(content).content),
    "pdf": (pdf.begins, pdf.checked),
    "txt": (plain.begins, plain.checked),
}
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "webp": (".webp",),
    "pdf": (".pdf",),
    "txt": (".txt",),
}
MEDIA_TYPES: Mapping[str, str] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}
LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read through: its name, kind and the bytes to keep."""

    name: str
    kind: str
    content: bytes


def checked(name: str, content: bytes, accepts: Collection[str], largest: int) -> File:
    """The file if it is wholly what it says and of an accepted kind; raises FileRefused with the reason.

    Pictures lose what is not picture (place, camera, comments, hidden data); everything else stays to the byte.
    """
    if len(content) > largest:
        raise FileRefused(reason="FILE_TOO_LARGE")
    if not content:
        raise FileRefused(reason="FILE_EMPTY")
    kind = next((kind for kind, (begins, _) in _READERS.items() if begins(content)), None)
    if kind is None or kind not in accepts:
        raise FileRefused(reason="FILE_KIND")
    _check_name(name, kind)
    return File(name, kind, _READERS[kind][1](content))


def _check_name(name: str, kind: str) -> None:
    # bidirectional marks turn "fdp.exe" round on the screen; separators are no part of a name
    plain_name = name.isprintable() and not set(name) & set('/\\:*?"<>|')
    if not plain_name or name.startswith(".") or len(name) > LONGEST_NAME:
        raise FileRefused(reason="FILE_NAME")
    if not name.lower().endswith(EXTENSIONS[kind]):
        raise FileRefused(reason="FILE_NAME")
