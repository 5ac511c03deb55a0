"""How many answers a second are kept, beside the same route without the write? ``python -m benchmarks.autosave_rate``.

Every answer is one request with cookie, page token and CSRF, acknowledged after its commit: on SQLite with synchronous
FULL, on PostgreSQL with synchronous_commit on. In the midst of it a web worker is killed with -9; afterwards every
acknowledged answer must be in the database. Rounds with and without the write alternate, so that both see the same
machine.
"""

import statistics
import tempfile
from pathlib import Path

from flask import Flask, request

from assess.app import create_app
from benchmarks.autosave import ITEMS, Phone, company, free_port, server
from benchmarks.clients import Client, Load, gone, hammer, kill_a_worker
from benchmarks.postgres import postgres
from surveys.bank import library
from surveys.items import KINDS, Given

CLIENTS, SECONDS, ROUNDS = 8, 5.0, 3
#: People answering at the same time, and how often each does (seconds).
PACED, EVERY, PACED_SECONDS = (50, 200, 500), 4.0, 24.0
WARMING = 2.0
BODY = '{"part": 1, "item": "%(item)s", "value": "%(value)s", "turn": %(turn)d, "age": 0}'

bare = Flask("bare")


@bare.post("/take/save")
def nothing() -> tuple[str, int]:
    """The least a Flask route can do."""
    return "", 204


def dry() -> Flask:
    """The product, whose save reads cookie, page token and form as ever and then writes nothing."""
    app, known = create_app(), library()["work_style"].items

    def read_only() -> tuple[str, int]:
        sent = request.get_json()
        item = known[sent["item"]]
        KINDS[item.kind].read(item, Given(sent["value"]))
        return "", 204

    vars(read_only).update(vars(app.view_functions["delivery.save"]))
    app.view_functions["delivery.save"] = read_only
    return app


def head(phone: Phone) -> str:
    """The request line and headers of a phone's saves, made beforehand so that the client costs little."""
    return (
        f"POST /take/save HTTP/1.1\r\nHost: localhost\r\nCookie: {phone.cookies}\r\n"
        f"X-CSRFToken: {phone.page_token}\r\nContent-Type: application/json\r\n"
    )


def client(port: int, head: str) -> Client:
    """A phone that answers one item after the other."""
    return Client(port, head, ITEMS, BODY)


def lost(address: str, clients: list[Client]) -> int:
    """Acknowledged answers that are not in the database, nor what was being sent over them."""
    return gone(
        address,
        clients,
        "SELECT p.invitation_id, r.item, r.value FROM response r"
        " JOIN invitation_part p ON p.administration_id = r.administration_id",
    )


def measure(name: str, folder: Path, database: str) -> float:
    """Rates with and without the write, one kill, then people at their own pace, all printed; the durable rate."""
    tokens = company(folder, max(PACED), database)
    address = database or f"sqlite:///{folder / 'exemplar.db'}"
    port = free_port()
    phones = [Phone(port) for _ in tokens]
    with server(folder, port, database=database):
        for phone, token in zip(phones, tokens, strict=True):
            phone.begin(token)
    clients = [client(0, head(phone)) for phone in phones]
    durable: list[Load] = []
    without: list[Load] = []
    for round_ in range(ROUNDS):
        for target, loads in (("wsgi:app", durable), ("benchmarks.autosave_rate:dry()", without)):
            port = free_port()
            with server(folder, port, target, database) as process:
                writes = target == "wsgi:app"
                some = clients[:CLIENTS] if writes else [client(port, one.head) for one in clients[:CLIENTS]]
                for one in some:
                    one.port = port
                kill = (lambda: kill_a_worker(process.pid)) if writes and round_ == ROUNDS - 1 else None
                loads.append(hammer(some, SECONDS, meanwhile=kill))
    ratios = [one.rate / other.rate for one, other in zip(durable, without, strict=True)]
    for what, loads in (("durable autosave", durable), ("the same without the write", without)):
        rate, p99 = statistics.median(one.rate for one in loads), statistics.median(one.p99 for one in loads)
        print(f"{name:11} {what:27} {rate:6.0f}/s   p99 {p99:5.1f} ms")
    print(f"{name:11} ratio {statistics.median(ratios):.2f} (rounds {', '.join(f'{ratio:.2f}' for ratio in ratios)})")
    told, cut = lost(address, clients), sum(one.cut for one in clients)
    print(f"{name:11} kill -9 of a worker in the last round: {cut} requests cut off, {told} acknowledged answers lost")
    for people in PACED:
        port = free_port()
        with server(folder, port, database=database):
            for one in clients[:people]:
                one.port = port
            hammer(clients[:CLIENTS], WARMING)  # the first requests of a server's life are slower, once
            load = hammer(clients[:people], PACED_SECONDS, pause=EVERY)
        print(f"{name:11} {people} people, an answer every {EVERY:.0f} s: "
              f"median {load.median:.1f} ms, p99 {load.p99:.1f} ms")  # fmt: skip
    print(f"{name:11} {lost(address, clients)} acknowledged answers lost in all")
    return statistics.median(one.rate for one in durable)


def main() -> None:
    """SQLite, PostgreSQL, and the least a Flask route can do in the same run."""
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        rates["SQLite"] = measure("SQLite", Path(folder), "")
    with tempfile.TemporaryDirectory() as folder, postgres() as address:
        rates["PostgreSQL"] = measure("PostgreSQL", Path(folder), address)
        port = free_port()
        with server(Path(folder), port, "benchmarks.autosave_rate:bare"):
            least = "POST /take/save HTTP/1.1\r\nHost: localhost\r\n"
            plain = hammer([client(port, least) for _ in range(CLIENTS)], SECONDS)
    told = ", ".join(f"{name} {rate / plain.rate:.2f} of it" for name, rate in rates.items())
    print(f"{'bare Flask':11} {plain.rate:.0f}/s, p99 {plain.p99:.1f} ms; {told}")


if __name__ == "__main__":
    main()
