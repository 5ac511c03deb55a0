"""Keeping the pictures of instruments, and finding which an instrument lacks."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.definition import Instrument
from surveys.errors import FileRefused
from surveys.files import jpeg, png, webp
from surveys.files.picture import Picture
from surveys.models import Asset

LARGEST = 2_000_000
#: More pixels no page shows: four screens side by side.
LONGEST_SIDE = 4096

_READERS = ((png.begins, png.cleaned), (jpeg.begins, jpeg.cleaned), (webp.begins, webp.cleaned))


def keep(session: Session, content: bytes) -> Asset:
    """The picture without everything that is not picture, kept once however often it comes; raises FileRefused.

    Its ``sha256`` is what ``Image.sha256`` of an item names.
    """
    picture = read(content)
    sha256 = hashlib.sha256(picture.content).hexdigest()
    asset = session.get(Asset, sha256)
    if asset is None:
        asset = Asset(
            sha256=sha256, kind=picture.kind, width=picture.width, height=picture.height, content=picture.content
        )
        session.add(asset)
        session.flush()
    return asset


def read(content: bytes) -> Picture:
    """A PNG, JPEG or WebP read through and cleaned; raises FileRefused."""
    if not content:
        raise FileRefused(reason="FILE_EMPTY")
    if len(content) > LARGEST:
        raise FileRefused(reason="FILE_TOO_LARGE")
    reader = next((cleaned for begins, cleaned in _READERS if begins(content)), None)
    if reader is None:
        raise FileRefused(reason="FILE_KIND")
    picture = reader(content)
    if max(picture.width, picture.height) > LONGEST_SIDE:
        raise FileRefused(reason="FILE_TOO_LARGE")
    return picture


def missing(session: Session, instrument: Instrument) -> tuple[str, ...]:
    """The items whose picture is not kept here, such as those of a bank file from another house."""
    named = {item.code: item.image.sha256 for item in instrument.items.values() if item.image}
    known = set(session.scalars(select(Asset.sha256).where(Asset.sha256.in_(named.values()))))
    return tuple(code for code, sha256 in named.items() if sha256 not in known)
