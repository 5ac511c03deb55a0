"""PNG (ISO/IEC 15948): every chunk and its checksum read, the pixels unpacked and counted, only picture chunks kept."""

import struct
import zlib

from surveys.files.picture import Picture, check_size, damaged

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND")
_CRITICAL = 0x20  # a small first letter marks a chunk that may be left out
#: Samples a pixel and bits a sample, by colour type.
_SAMPLES = {0: (1, (1, 2, 4, 8, 16)), 2: (3, (8, 16)), 3: (1, (1, 2, 4, 8)), 4: (2, (8, 16)), 6: (4, (8, 16))}
#: Adam7: first column, first row, step across, step down.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PIECE = 1 << 16


def begins(content: bytes) -> bool:
    """Whether it begins as a PNG."""
    return content.startswith(SIGNATURE)


def cleaned(content: bytes) -> Picture:
    """The picture without text, time, profiles or private chunks; raises FileRefused."""
    chunks = _chunks(content)
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1] != (b"IEND", b""):
        raise damaged()
    width, height, depth, colour, method, filters, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    check_size(width, height)
    samples, depths = _SAMPLES.get(colour, (0, ()))
    if depth not in depths or method or filters or interlaced > 1:
        raise damaged()
    _count(b"".join(data for kind, data in chunks if kind == b"IDAT"), width, height, samples * depth, interlaced)
    kept = [_chunk(kind, data) for kind, data in chunks if kind in _KEPT]
    return Picture("png", width, height, SIGNATURE + b"".join(kept))


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    at = len(SIGNATURE)
    while at < len(content):
        if found and found[-1][0] == b"IEND":  # something hides behind the picture
            raise damaged()
        head = content[at : at + 8]
        if len(head) < 8:
            raise damaged()
        length, kind = struct.unpack(">I4s", head)
        data, check = content[at + 8 : at + 8 + length], content[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + data) != int.from_bytes(check) or not kind.isalpha():
            raise damaged()
        if kind not in _KEPT and not kind[0] & _CRITICAL:
            raise damaged()
        found.append((kind, data))
        at += 12 + length
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def _count(packed: bytes, width: int, height: int, bits: int, interlaced: int) -> None:
    """Unpacks piece by piece: the pixels must be as many bytes as the header says, and nothing may follow."""
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    due = 0
    for left, top, across, down in passes:
        columns, rows = -((left - width) // across), -((top - height) // down)
        due += rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0
    unpacking, got, rest = zlib.decompressobj(), 0, packed
    try:
        while not unpacking.eof and got <= due:
            piece = unpacking.decompress(rest, _PIECE)
            rest = unpacking.unconsumed_tail
            got += len(piece)
            if not piece and not rest and not unpacking.eof:
                raise damaged()
    except zlib.error:
        raise damaged() from None
    if got != due or not unpacking.eof or unpacking.unused_data or rest:
        raise damaged()
