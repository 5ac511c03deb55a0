"""How many answers a second are saved, beside a bare Flask route? ``python -m benchmarks.autosave_rate``."""

import socket
import tempfile
import threading
import time
from pathlib import Path

from flask import Flask

from assess.app import create_app
from benchmarks.autosave import ITEMS, Phone, company, free_port, server, settings

CLIENTS = 8
SECONDS = 8.0

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


def hammer(port: int, requests: list[list[bytes]]) -> float:
    """Saves acknowledged a second over kept connections, one client each."""
    counts = [0] * len(requests)
    end = time.monotonic() + SECONDS

    def client(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            while time.monotonic() < end:
                connection.sendall(requests[number][counts[number] % len(requests[number])])
                answer = b""
                while not answer.endswith(b"\r\n\r\n"):
                    answer += connection.recv(4096)
                if b" 204 " not in answer[:32]:
                    raise RuntimeError(answer.decode())
                counts[number] += 1

    threads = [threading.Thread(target=client, args=[number]) for number in range(len(requests))]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


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
    """Both through gunicorn with two processes of four threads, then the processor time of one save."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = company(folder, CLIENTS + 1)
        port = free_port()
        with server(folder, port):
            phones = [Phone(port) for _ in range(CLIENTS)]
            for phone, token in zip(phones, tokens, strict=False):
                phone.begin(token)
            ready = [
                [request(phone.cookies, phone.page_token, item, value) for value in range(1, 6) for item in ITEMS]
                for phone in phones
            ]
            saved = hammer(port, ready)
        port = free_port()
        with server(folder, port, "benchmarks.autosave_rate:bare"):
            plain = hammer(port, ready)
        print(f"{saved:.0f} saves/s; bare route {plain:.0f}/s; ratio {saved / plain:.2f}")
        print(f"{in_process(folder, tokens[-1]):.2f} ms of processor time a save, test client included")


if __name__ == "__main__":
    main()
