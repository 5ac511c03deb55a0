"""How is work on many people cut so that a piece stays in the cache and every core has one?"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import ThreadpoolController

P = TypeVar("P")
T = TypeVar("T")
#: Numbers a piece may hold: 2 MB in single precision, a core's share of the cache.
NUMBERS = 2**19
LEAST_PEOPLE, MOST_PEOPLE = 16, 8192
#: Threads at work; numpy lets go of the interpreter.
THREADS = min(os.cpu_count() or 1, 8)
#: Matrix products inside a piece take one thread each: more than there are cores only wait for one another.
_PRODUCTS = ThreadpoolController().select(user_api="blas")


def in_order(pieces: Sequence[P], work: Callable[[P], T]) -> Iterator[T]:
    """What ``work`` gives for each piece, in order; no more are ready too early than there are threads."""
    if len(pieces) == 1:
        yield work(pieces[0])
        return
    waiting: deque[Future[T]] = deque()
    with _PRODUCTS.limit(limits=1), ThreadPoolExecutor(THREADS) as pool:
        for piece in pieces:
            waiting.append(pool.submit(work, piece))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def in_blocks(people: int, width: int, work: Callable[[slice], T]) -> list[T]:
    """What ``work`` gives for each run of people, in order; ``width`` numbers are held for each person."""
    size = min(max(NUMBERS // max(width, 1), LEAST_PEOPLE), MOST_PEOPLE)
    return list(in_order([slice(start, start + size) for start in range(0, people, size)], work))
