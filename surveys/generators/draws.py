"""A stream of random choices that is the same on every machine and in every version of Python."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_WORD = 2**32


class Draws:
    """Choices from SHA-256 in counter mode over a key; ``random.Random`` promises only that ``random()`` stays.

    Parameters
    ----------
    key : object
        What the stream belongs to, such as family, version, level and seed; another key is another stream.
    """

    def __init__(self, *key: object) -> None:
        self._words = _words("/".join(map(str, key)))

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1, each alike; n from 1 to 2³²."""
        even = _WORD - _WORD % n  # beyond this the small numbers would come up more often
        while (word := next(self._words)) >= even:
            pass
        return word % n

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.below(len(among))]

    def some(self, among: Sequence[T], n: int) -> list[T]:
        """n different ones in random order (Fisher & Yates 1938, stopped after n)."""
        left = list(among)
        for place in range(n):
            other = place + self.below(len(left) - place)
            left[place], left[other] = left[other], left[place]
        return left[:n]

    def shuffled(self, among: Sequence[T]) -> list[T]:
        """All of them in random order."""
        return self.some(among, len(among))


def _words(key: str) -> Iterator[int]:
    block = 0
    while True:
        digest = hashlib.sha256(f"{key}#{block}".encode()).digest()
        for start in range(0, len(digest), 4):
            yield int.from_bytes(digest[start : start + 4], "big")
        block += 1
