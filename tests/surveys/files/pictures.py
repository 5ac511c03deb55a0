"""Small pictures made byte by byte, whole and spoiled."""

import base64
import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def png(width: int = 3, height: int = 2, rows: bytes | None = None, beside: bytes = b"", interlaced: int = 0) -> bytes:
    """A grey picture of 8 bits; ``rows`` are its unpacked bytes, ``beside`` chunks before the pixels."""
    pixels = zlib.compress(rows if rows is not None else (b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + beside + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


#: One pixel, 4 bits deep (libwebp 1.2, lossless and lossy).
WEBP = base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
WEBP_LOSSY = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
