"""The processes of one installation: gunicorn and the workers, started and ended together."""

import os
import signal
import subprocess
import sys
import time

from assess.config import Settings

GRACE = 10.0  # seconds a process gets to end by itself


def up(settings: Settings) -> int:
    """Run server and workers until one of them ends or we are told to stop; the exit code of the first to end."""
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    commands = [[*flask, "worker"] for _ in range(settings.job_workers)] + [_gunicorn(settings)]
    # a session of its own each: stopping one takes its children along, so that no worker outlives its parent
    running = [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603 our own words
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.2)
        return next(process.returncode for process in running if process.returncode is not None)
    finally:
        stop(running)


def stop(running: list[subprocess.Popen[bytes]]) -> None:
    """End every process group: politely, then for good."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, number)
        end = time.monotonic() + GRACE
        while time.monotonic() < end and any(process.poll() is None for process in running):
            time.sleep(0.05)


def _gunicorn(settings: Settings) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "--bind", settings.bind, "--workers", str(settings.workers),
        "--worker-class", "gthread", "--threads", str(settings.threads),
        "--preload",  # the science libraries are loaded once and shared
        "--keep-alive", "30", "--timeout", "60", "--graceful-timeout", str(int(GRACE)), "--log-level", "warning",
        "wsgi:app",
    ]  # fmt: skip
