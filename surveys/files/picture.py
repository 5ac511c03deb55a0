"""What is left of a picture once everything that is not picture is taken away."""

from dataclasses import dataclass

from surveys.errors import FileRefused

#: A telephone's camera makes 50 million; unpacked, each takes four bytes or more.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one kind, its size in pixels, and its bytes."""

    kind: str
    width: int
    height: int
    content: bytes


def damaged() -> FileRefused:
    """The refusal of a file that is not wholly what its beginning says."""
    return FileRefused(reason="FILE_DAMAGED")


def check_size(width: int, height: int) -> None:
    """Raises FileRefused for pictures without pixels or with too many, before anything is unpacked."""
    if not width or not height:
        raise damaged()
    if width > LONGEST_SIDE or height > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise FileRefused(reason="FILE_TOO_LARGE")
