"""Is every acknowledged answer still there after kill -9? ``python -m benchmarks.autosave_kill``."""

import http.client
import sqlite3
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.autosave import ITEMS, Phone, company, free_port, kill, server


@dataclass
class Ledger:
    """What one phone was told: per item the last value acknowledged, and the one it was sending when cut off."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    in_flight: dict[str, str] = field(default_factory=dict)
    saves: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of it: acknowledged saves, kills, and every answer that was acknowledged and is gone."""

    acknowledged: int
    kills: int
    lost: tuple[str, ...]


def run(folder: Path, saves: int, kills: int, phones: int = 8) -> Outcome:
    """Phones save ``saves`` answers in all, changing their minds; the server is killed ``kills`` times meanwhile."""
    tokens = company(folder, phones)
    port = free_port()
    ledgers = [Ledger() for _ in tokens]
    devices = [Phone(port) for _ in tokens]
    with server(folder, port):
        for device, token in zip(devices, tokens, strict=True):
            device.begin(token)
    each = saves // phones
    lost: list[str] = []
    for round_ in range(kills + 1):
        goal = each * (round_ + 1) // (kills + 1)
        # the last round ends by itself; in every other the server dies in the midst of it
        reach = goal if round_ == kills else goal + each
        over = threading.Event()
        with server(folder, port) as process:
            threads = [
                threading.Thread(target=_work, args=(device, ledger, reach, over), daemon=True)
                for device, ledger in zip(devices, ledgers, strict=True)
            ]
            for thread in threads:
                thread.start()
            if round_ < kills:
                while min(ledger.saves for ledger in ledgers) < goal and any(thread.is_alive() for thread in threads):
                    time.sleep(0.001)
                over.set()
                kill(process)
            for thread in threads:
                thread.join()
        lost += lost_answers(folder, ledgers)
    return Outcome(sum(ledger.saves for ledger in ledgers), kills, tuple(lost))


def _work(device: Phone, ledger: Ledger, reach: int, over: threading.Event) -> None:
    while ledger.saves < reach:
        item = ITEMS[ledger.saves % len(ITEMS)]
        value = str(1 + (ledger.saves // len(ITEMS) + ledger.saves) % 5)
        ledger.in_flight = {item: value}
        try:
            status = device.save(item, value)
        except (OSError, http.client.HTTPException):
            if over.is_set():
                return
            continue  # the kept connection is of a server killed before: the phone sends again
        if status != 204:
            raise RuntimeError(f"save answered {status}")
        ledger.acknowledged[item] = value
        ledger.in_flight = {}
        ledger.saves += 1


def lost_answers(folder: Path, ledgers: list[Ledger]) -> list[str]:
    """Answers acknowledged whose place holds neither them nor what was being sent over them."""
    with sqlite3.connect(folder / "exemplar.db") as database:
        rows = database.execute(
            "SELECT p.invitation_id, r.item, r.value FROM response r"
            " JOIN invitation_part p ON p.administration_id = r.administration_id"
        ).fetchall()
    database.close()
    kept = {(invitation, item): f"{value:g}" for invitation, item, value in rows}
    return [
        f"phone {number}, {item}: acknowledged {value}, found {kept.get((number, item))}"
        for number, ledger in enumerate(ledgers, start=1)
        for item, value in ledger.acknowledged.items()
        if kept.get((number, item)) not in {value, ledger.in_flight.get(item, value)}
    ]


def main() -> None:
    """The whole proof: 1,000 saves, five kills."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        outcome = run(Path(folder), saves=1000, kills=5)
        print(f"{outcome.acknowledged} acknowledged saves, {outcome.kills} kills, {len(outcome.lost)} lost,", end=" ")
        print(f"{time.monotonic() - began:.1f} s")
        for words in outcome.lost:
            print(words)
    raise SystemExit(bool(outcome.lost))


if __name__ == "__main__":
    main()
