"""How is work on many people cut so that a piece stays in the cache and every core has one?"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
#: Numbers a piece may hold: 2 MB in single precision, a core's share of the cache.
NUMBERS = 2**19
LEAST_PEOPLE, MOST_PEOPLE = 16, 8192


def in_blocks(people: int, width: int, work: Callable[[slice], T]) -> list[T]:
    """What ``work`` gives for each run of people, in order; ``width`` numbers are held for each person."""
    size = min(max(NUMBERS // max(width, 1), LEAST_PEOPLE), MOST_PEOPLE)
    runs = [slice(start, start + size) for start in range(0, people, size)]
    if len(runs) == 1:
        return [work(runs[0])]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, runs))
