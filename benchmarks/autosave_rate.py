"""How many answers a second are saved, beside a bare Flask route? ``python -m benchmarks.autosave_rate``."""

import socket
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from assess.app import create_app
from benchmarks.autosave import ITEMS, Phone, company, free_port, server, settings

CLIENTS = 8
SECONDS = 8.0
#: People answering at the same time, and how often each does.
CANDIDATES, EVERY = 200, 4.0

bare = Flask("bare")


@bare.post("/take/save")
def nothing() -> tuple[str, int]:
    """The least a Flask route can do."""
    return "", 204


def request(cookies: str, page_token: str, item: str, value: int) -> bytes:
    """One autosave as bytes, made beforehand so that the client costs little."""
    body = f'{{"part": 1, "item": "{item}", "value": "{value}"}}'
    return (
        f"POST /take/save HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nX-CSRFToken: {page_token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


@dataclass(frozen=True, slots=True)
class Load:
    """What a server took: answers a second, and how long the slower half and the slowest hundredth waited (ms)."""

    rate: float
    median: float
    p99: float


def hammer(port: int, requests: list[list[bytes]], pause: float = 0.0) -> Load:
    """Acknowledged requests over kept connections, one client each; with a pause, paced like people."""
    waits: list[list[float]] = [[] for _ in requests]
    end = time.monotonic() + SECONDS

    def client(number: int) -> None:
        time.sleep(pause * number / len(requests))
        with socket.create_connection(("127.0.0.1", port)) as connection:
            while time.monotonic() < end:
                began = time.perf_counter()
                connection.sendall(requests[number][len(waits[number]) % len(requests[number])])
                answer = b""
                while not answer.endswith(b"\r\n\r\n"):
                    answer += connection.recv(4096)
                if b" 204 " not in answer[:32]:
                    raise RuntimeError(answer.decode())
                waits[number].append(time.perf_counter() - began)
                time.sleep(pause)

    threads = [threading.Thread(target=client, args=[number]) for number in range(len(requests))]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = sorted(wait for one in waits for wait in one)
    rate = len(took) / (time.monotonic() - began)
    return Load(rate, 1000 * took[len(took) // 2], 1000 * took[int(0.99 * (len(took) - 1))])


def in_process(folder: Path, token: str) -> float:
    """Milliseconds a save takes through the WSGI callable, without a server."""
    app = create_app(settings(folder))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.get(f"/take/{token}")
    client.post("/take/begin")
    n = 400
    began = time.process_time()
    for number in range(n):
        body = {"part": 1, "item": ITEMS[number % len(ITEMS)], "value": str(1 + number % 5)}
        if client.post("/take/save", json=body).status_code != 204:
            raise RuntimeError("not saved")
    return 1000 * (time.process_time() - began) / n


def main() -> None:
    """Both through gunicorn with two processes of four threads, then paced, then the processor time of one save."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = company(folder, CANDIDATES + 1)
        port = free_port()
        with server(folder, port):
            phones = [Phone(port) for _ in range(CANDIDATES)]
            for phone, token in zip(phones, tokens, strict=False):
                phone.begin(token)
            ready = [
                [request(phone.cookies, phone.page_token, item, value) for value in range(1, 6) for item in ITEMS]
                for phone in phones
            ]
            saved = hammer(port, ready[:CLIENTS])
            paced = hammer(port, ready, pause=EVERY)
        port = free_port()
        with server(folder, port, "benchmarks.autosave_rate:bare"):
            plain = hammer(port, ready[:CLIENTS])
        print(f"durable autosave      {saved.rate:6.0f}/s   median {saved.median:5.1f} ms   p99 {saved.p99:5.1f} ms")
        print(f"bare Flask route      {plain.rate:6.0f}/s   median {plain.median:5.1f} ms   p99 {plain.p99:5.1f} ms")
        print(f"ratio                 {saved.rate / plain.rate:6.2f}")
        told = f"median {paced.median:.1f} ms, p99 {paced.p99:.1f} ms"
        print(f"{CANDIDATES} people, one answer in {EVERY:.0f} s each: {told}")
        print(f"processor time        {in_process(folder, tokens[-1]):6.2f} ms a save, test client included")


if __name__ == "__main__":
    main()
