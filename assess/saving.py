"""Writing what many people send at once: one thread a process puts everything that waits into one durable commit."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from queue import Empty, SimpleQueue

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assess.errors import Refusal
from surveys.errors import EngineError

Write = Callable[[Session], None]
#: More in one commit would make the first of them wait for the last.
MOST_AT_ONCE = 32
#: What a write raises before it has written anything.
REFUSALS = (EngineError, Refusal)


class _Order:
    """One write, and what became of it."""

    def __init__(self, write: Write) -> None:
        self.write = write
        self.settled = threading.Event()
        self.problem: Exception | None = None


class Writer:
    """Group commit: whoever calls ``write`` goes on when the write is durable, or gets what it raised.

    ``gate`` is a file at which the processes of one SQLite database wait for each other; PostgreSQL needs none.

    A write is a function of a session that raises ``REFUSALS`` before it writes anything, and that may be done twice:
    where a commit fails, each of its writes is tried once more by itself.
    """

    def __init__(self, engine: Engine, gate: Path | None = None) -> None:
        self._engine, self._gate = engine, gate
        self._waiting: SimpleQueue[_Order | None] = SimpleQueue()
        self._starting, self._process = threading.Lock(), 0

    def write(self, write: Write) -> None:
        """Returns when the write is committed; raises what it, or the database, refused with."""
        if self._process != os.getpid():  # a forked server process has no thread of its parent
            self._start()
        order = _Order(write)
        self._waiting.put(order)
        order.settled.wait()
        if order.problem is not None:
            raise order.problem

    def close(self) -> None:
        """Let the thread end once all that waits is written."""
        if self._process == os.getpid():
            self._process = 0
            self._waiting.put(None)

    def _start(self) -> None:
        with self._starting:
            if self._process != os.getpid():
                self._waiting = SimpleQueue()
                threading.Thread(target=self._work, args=(self._waiting,), name="writer", daemon=True).start()
                self._process = os.getpid()

    def _work(self, waiting: SimpleQueue[_Order | None]) -> None:
        while (order := waiting.get()) is not None:
            orders = [order]
            try:
                while len(orders) < MOST_AT_ONCE and (order := waiting.get_nowait()) is not None:
                    orders.append(order)
            except Empty:
                pass
            self._settle(orders)
            if order is None:
                return

    def _settle(self, orders: list[_Order]) -> None:
        try:
            self._commit(orders)
        except Exception as problem:
            if len(orders) == 1:
                orders[0].problem = problem
            else:
                for order in orders:
                    self._settle([order])
        for order in orders:
            order.settled.set()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process after the other, each woken at once: SQLite would sleep, longer each time, and look again."""
        if self._gate is None:
            yield
        else:
            with self._gate.open("w") as file:
                flock(file, LOCK_EX)
                yield

    def _commit(self, orders: list[_Order]) -> None:
        with self._turn(), Session(self._engine) as session:
            for order in orders:
                order.problem = None
                try:
                    order.write(session)
                except REFUSALS as refusal:
                    order.problem = refusal
            session.commit()
