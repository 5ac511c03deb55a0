"""How much memory does an installation take? Shares counted once: proportional set size, Linux only."""

import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.autosave import company, free_port, server


def proportional(pid: int | None) -> float:
    """Megabytes of a process, or of this one; pages shared with others are counted in parts."""
    for line in Path(f"/proc/{pid or 'self'}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def main() -> None:
    """Gunicorn's parent and its two workers after a few requests."""
    with tempfile.TemporaryDirectory() as name:
        company(Path(name), 1)
        port = free_port()
        with server(Path(name), port) as process:
            for _ in range(40):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in").read()
            time.sleep(0.5)
            children = [
                int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            ]
            workers = ", ".join(f"{proportional(pid):.0f} MB" for pid in children)
            print(f"memory                a web worker {workers}; their parent {proportional(process.pid):.0f} MB")


if __name__ == "__main__":
    main()
