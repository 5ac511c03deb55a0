"""Archives from a stranger: measured before anything is unpacked, and never unpacked to a disk."""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from surveys.exchange.limits import PARTS, RATIO, UNPACKED
from surveys.exchange.outcome import ExchangeRefused

_INSIDE = (".zip", ".jar", ".7z", ".rar", ".gz", ".tar", ".xz", ".bz2")
#: The time every part carries, so that the same instrument gives the same bytes.
_THEN = (2000, 1, 1, 0, 0, 0)


def is_archive(content: bytes) -> bool:
    """Whether it begins as an archive does."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


class Archive:
    """The parts of an archive by name; raises ExchangeRefused for whatever is no harmless archive."""

    def __init__(self, content: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
            raise ExchangeRefused("broken_archive") from None
        parts = self._file.infolist()
        if len(parts) > PARTS:
            raise ExchangeRefused("too_many_parts", parts=len(parts), most=PARTS)
        if sum(part.file_size for part in parts) > UNPACKED:
            raise ExchangeRefused("unpacks_too_large", most=UNPACKED // 10**6)
        for part in parts:
            _harmless(part)
        self._parts = {part.filename: part for part in parts if not part.is_dir()}
        if len(self._parts) < sum(not part.is_dir() for part in parts):
            raise ExchangeRefused("broken_archive")
        self._left = UNPACKED

    @property
    def names(self) -> tuple[str, ...]:
        """Every part, in the order held."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none of that name."""
        part = self._parts.get(name)
        if part is None:
            return None
        try:
            # a size may be a lie, so no more than was told is read, and the check sum then does not fit
            with self._file.open(part) as file:
                content = file.read(part.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
            raise ExchangeRefused("broken_archive") from None
        self._left -= len(content)
        if len(content) > part.file_size or self._left < 0:
            raise ExchangeRefused("unpacks_too_large", most=UNPACKED // 10**6)
        return content


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts in their order; the same parts give the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, _THEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            file.writestr(part, content)
    return made.getvalue()


def _harmless(part: zipfile.ZipInfo) -> None:
    name = part.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        raise ExchangeRefused("part_outside", name=name[:80])
    kind = part.external_attr >> 16
    if stat.S_IFMT(kind) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ExchangeRefused("link", name=name[:80])
    if name.lower().endswith(_INSIDE):
        raise ExchangeRefused("archive_inside", name=name[:80])
    if part.flag_bits & 1:
        raise ExchangeRefused("locked")
    if part.file_size > 10**6 and part.file_size > RATIO * max(part.compress_size, 1):
        raise ExchangeRefused("unpacks_too_large", most=UNPACKED // 10**6)
