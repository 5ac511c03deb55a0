"""Clients that save one thing after another over kept connections: what they wait, and what is gone after a kill."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text


@dataclass
class Client:
    """One phone's kept connection, what it was told, and how long it waited for that (seconds).

    ``body`` is what it sends, with places for ``item``, ``value`` and ``turn``.
    """

    port: int
    head: str
    items: tuple[str, ...]
    body: str
    number: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    in_flight: tuple[str, str] | None = None
    waits: list[float] = field(default_factory=list)
    cut: int = 0

    def work(self, until: float, pause: float) -> None:
        """Send answers one after the other, each after the one before was acknowledged."""
        connection: socket.socket | None = None
        while time.monotonic() < until:
            item, value = self.items[self.number % len(self.items)], str(1 + self.number // len(self.items) % 5)
            body = self.body % {"item": item, "value": value, "turn": self.number}
            self.in_flight = (item, value)
            began = time.perf_counter()
            try:
                connection = connection or socket.create_connection(("127.0.0.1", self.port))
                connection.sendall(f"{self.head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
                answer = b""
                while not answer.endswith(b"\r\n\r\n"):
                    received = connection.recv(4096)
                    if not received:
                        raise ConnectionError
                    answer += received
            except OSError:  # the worker was killed: the phone connects again and sends the same once more
                connection, self.cut = None, self.cut + 1
                continue
            if b" 204 " not in answer[:32]:
                raise RuntimeError(answer.decode())
            self.waits.append(time.perf_counter() - began)
            self.acknowledged[item], self.in_flight = value, None
            self.number += 1
            time.sleep(pause)


@dataclass(frozen=True, slots=True)
class Load:
    """What a server took: answers a second, and how long the slower half and the slowest hundredth waited (ms)."""

    rate: float
    median: float
    p99: float


def hammer(
    clients: list[Client], seconds: float, pause: float = 0.0, meanwhile: Callable[[], None] | None = None
) -> Load:
    """All clients at once, without pause or paced like people; ``meanwhile`` happens in the midst of it."""
    for client in clients:
        client.waits.clear()
    until = time.monotonic() + seconds

    def one(client: Client, place: int) -> None:
        time.sleep(pause * place / len(clients))
        client.work(until, pause)

    threads = [threading.Thread(target=one, args=(client, place)) for place, client in enumerate(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    if meanwhile is not None:
        time.sleep(seconds / 2)
        meanwhile()
    for thread in threads:
        thread.join()
    took = sorted(wait for client in clients for wait in client.waits)
    rate = len(took) / (time.monotonic() - began)
    return Load(rate, 1000 * took[len(took) // 2], 1000 * took[int(0.99 * (len(took) - 1))])


def gone(address: str, clients: list[Client], query: str) -> int:
    """Acknowledged values that ``query`` does not find, nor what was being sent over them.

    The query gives the number of the client, from 1, the item and the value.
    """
    engine = create_engine(address)
    with engine.connect() as connection:
        kept = {(number, item): f"{value:g}" for number, item, value in connection.execute(text(query))}
    engine.dispose()
    missing = 0
    for number, client in enumerate(clients, start=1):
        for item, value in client.acknowledged.items():
            allowed = {value} | ({client.in_flight[1]} if client.in_flight and client.in_flight[0] == item else set())
            missing += kept.get((number, item)) not in allowed
    return missing


def kill_a_worker(parent: int) -> None:
    """SIGKILL to one web worker; its parent starts another."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
