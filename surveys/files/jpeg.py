"""JPEG (ISO/IEC 10918-1): every segment walked to the end of the picture; what a camera wrote beside it is dropped."""

import struct

from surveys.files.picture import Picture, check_size, damaged

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_FRAMES = (0xC0, 0xC1, 0xC2)
_TABLES = (0xC4, 0xDB, 0xDD)
_JFIF, _EXIF, _ADOBE = 0xE0, 0xE1, 0xEE
_BESIDE = (*range(0xE0, 0xF0), 0xFE)
_ORIENTATION = 0x0112


def begins(content: bytes) -> bool:
    """Whether it begins as a JPEG."""
    return content.startswith(b"\xff\xd8\xff")


def cleaned(content: bytes) -> Picture:
    """The picture with the side that is up, without place, camera, preview or what follows its end; FileRefused."""
    kept, at, size, scans = [b"\xff\xd8"], 2, None, 0
    while True:
        while content[at : at + 2] == b"\xff\xff":  # a marker may be filled up to a boundary (B.1.1.2)
            at += 1
        marker = _marker(content, at)
        if marker == _END:
            break
        length = int.from_bytes(content[at + 2 : at + 4])
        body, after = content[at + 4 : at + 2 + length], at + 2 + length
        if length < 2 or after > len(content):
            raise damaged()
        if marker in _FRAMES:
            if size is not None or len(body) < 6:
                raise damaged()
            size = struct.unpack(">HH", body[1:5])
            check_size(size[1], size[0])
        elif marker == _SCAN:
            if size is None:
                raise damaged()
            scans, after = scans + 1, _behind_scan(content, after)
        elif marker not in _TABLES and marker not in _BESIDE:
            raise damaged()
        kept.append(_kept(marker, body, content[at:after]))
        at = after
    if size is None or not scans:
        raise damaged()
    return Picture("jpeg", size[1], size[0], b"".join(kept) + b"\xff\xd9")


def _marker(content: bytes, at: int) -> int:
    if content[at : at + 1] != b"\xff" or at + 1 >= len(content):
        raise damaged()
    return content[at + 1]


def _behind_scan(content: bytes, at: int) -> int:
    """The next marker behind packed pixels, in which a zero follows every 0xFF."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise damaged()
        if content[at + 1] != 0 and content[at + 1] not in _RESTARTS:
            return at
        at += 2


def _kept(marker: int, body: bytes, whole: bytes) -> bytes:
    if marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
        return _segment(_JFIF, body[:12] + b"\0\0")  # without the small preview that may follow
    if marker == _ADOBE and body.startswith(b"Adobe") and len(body) == 12:
        return whole  # says how the colours are coded
    if marker == _EXIF:
        up = _orientation(body)
        return _upright(up) if up > 1 else b""
    return b"" if marker in _BESIDE else whole


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _orientation(body: bytes) -> int:
    """Which side is up, 1 to 8, from Exif 2.32, table 4; 1 where it does not say."""
    tiff = body[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if not body.startswith(b"Exif\0\0") or order is None:
        return 1
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (entries,) = struct.unpack_from(order + "H", tiff, first)
        for number in range(entries):
            tag, sort, count, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * number)
            if (tag, sort, count) == (_ORIENTATION, 3, 1) and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 1
    return 1


def _upright(value: int) -> bytes:
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
    return _segment(_EXIF, b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4))
