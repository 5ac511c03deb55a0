"""WebP (RFC 9649), one picture: every chunk walked, its size read from the picture itself, only picture chunks kept."""

import struct

from surveys.errors import FileRefused
from surveys.files.picture import Picture, check_size, damaged

_PIXELS = (b"VP8 ", b"VP8L")
_DROPPED = (b"ICCP", b"EXIF", b"XMP ")
_MOVING = (b"ANIM", b"ANMF")
_ALPHA = 0x10


def begins(content: bytes) -> bool:
    """Whether it begins as a WebP."""
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def cleaned(content: bytes) -> Picture:
    """The picture without profile, place or comment; raises FileRefused, for moving pictures too."""
    chunks = _chunks(content)
    kinds = [kind for kind, _ in chunks]
    if any(kind in _MOVING for kind in kinds):
        raise FileRefused(reason="FILE_KIND")
    pixels = [(kind, data) for kind, data in chunks if kind in _PIXELS]
    if len(pixels) != 1 or not set(kinds) <= {b"VP8X", b"ALPH", *_PIXELS, *_DROPPED} or len(set(kinds)) < len(kinds):
        raise damaged()
    width, height = _lossless(pixels[0][1]) if pixels[0][0] == b"VP8L" else _lossy(pixels[0][1])
    check_size(width, height)
    kept = pixels
    if b"ALPH" in kinds:
        canvas = struct.pack("<I", _ALPHA) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        kept = [(b"VP8X", canvas), *[chunk for chunk in chunks if chunk[0] == b"ALPH"], *pixels]
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for kind, data in kept)
    return Picture("webp", width, height, b"RIFF" + struct.pack("<I", len(body)) + body)


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    if int.from_bytes(content[4:8], "little") + 8 != len(content):  # cut off, or something hides behind it
        raise damaged()
    found, at = [], 12
    while at < len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        data = content[at + 8 : at + 8 + length]
        if len(data) < length or len(content) - at < 8:
            raise damaged()
        found.append((content[at : at + 4], data))
        at += 8 + length + length % 2
    return found


def _lossy(data: bytes) -> tuple[int, int]:
    """RFC 6386, 9.1: a key frame with its start code, then 14 bits each."""
    if len(data) < 10 or data[0] & 1 or data[3:6] != b"\x9d\x01\x2a":
        raise damaged()
    width, height = struct.unpack("<HH", data[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _lossless(data: bytes) -> tuple[int, int]:
    """RFC 9649, 7.1: one byte of signature, then 14 bits each, less one."""
    if len(data) < 5 or data[0] != 0x2F or data[4] >> 5:
        raise damaged()
    bits = int.from_bytes(data[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
