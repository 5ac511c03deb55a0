"""A company of candidates and a client that saves answers as their phones do: over kept connections, one at a time."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assess.app import create_app
from assess.config import Settings
from assess.database import db
from assess.delivery.actions import create_assessment, invite, reveal_link
from assess.hiring.actions import add_candidate, create_opening
from assess.people.actions import ensure_roles
from surveys.bank import library
from surveys.models import Base
from surveys.versions import publish

ROOT = Path(__file__).parents[1]
#: The items the client answers: the shipped work style bank, in order.
ITEMS = tuple(library()["work_style"].items)
SECRET = "a secret for measuring only, long enough to pass"


def settings(folder: Path, database: str = "") -> Settings:
    """Settings of a company in that folder; SQLite there unless another database is named."""
    return Settings(environment="development", secret_key=SECRET, data_dir=folder, database_url=database)


def company(folder: Path, candidates: int, database: str = "") -> list[str]:
    """Make the database and invite that many candidates; their tokens."""
    app = create_app(settings(folder, database))
    with app.app_context():
        session = db.session()
        Base.metadata.create_all(db.engine)
        ensure_roles(session)
        opening = create_opening(session, "benchmark", "Opening", "Account executive")
        version = publish(session, library()["work_style"])
        assessment = create_assessment(session, "benchmark", "Work", "selection", [version], "nobody", opening)
        tokens = []
        for number in range(candidates):
            who = add_candidate(session, "benchmark", opening, f"Candidate {number}", f"c{number}@candidates.example")
            invitation = invite(session, "benchmark", assessment, application=who)
            tokens.append(reveal_link(session, "benchmark", invitation))
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return tokens


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def server(folder: Path, port: int, target: str = "wsgi:app", database: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """Gunicorn as the product runs it: two processes of four threads; killed with its children at the end."""
    environment = {
        **os.environ,
        "EXEMPLAR_DATA_DIR": str(folder),
        "EXEMPLAR_SECRET_KEY": SECRET,
        "EXEMPLAR_DATABASE_URL": database,
    }
    command = [
        sys.executable, "-m", "gunicorn", "--workers", "2", "--worker-class", "gthread", "--threads", "4", "--preload",
        "--bind", f"127.0.0.1:{port}", "--keep-alive", "30", "--log-level", "error", target,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        _wait_for(port, process)
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the whole group: no process gets to finish anything."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not come up")


@dataclass
class Phone:
    """One candidate's device: the cookie and page token it got, and its kept connection."""

    port: int
    cookies: str = ""
    page_token: str = ""
    connection: http.client.HTTPConnection | None = None

    def begin(self, token: str) -> None:
        """Open the link and begin."""
        self.ask("GET", f"/take/{token}")
        self.read_token("/take/")
        self.ask("POST", "/take/begin", f"csrf_token={self.page_token}", "application/x-www-form-urlencoded")

    def read_token(self, path: str) -> None:
        """Open a page and keep the token that its forms send."""
        self.page_token = _page_token(self.ask("GET", path))

    def save(self, item: str, value: str) -> int:
        """Save one answer; the status, or OSError and HTTPException when the server went away."""
        body = f'{{"part": 1, "item": "{item}", "value": "{value}"}}'
        self.ask("POST", "/take/save", body, "application/json")
        return self.status

    def ask(self, method: str, path: str, body: str = "", kind: str = "") -> str:
        """The page at that path, over the kept connection."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookies, "X-CSRFToken": self.page_token} | ({"Content-Type": kind} if kind else {})
        try:
            self.connection.request(method, path, body or None, headers)
            response = self.connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        self.status = response.status
        jar = dict(one.split("=", 1) for one in self.cookies.split("; ") if one)
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            jar[name] = value
        self.cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        return text

    status: int = 0


def _page_token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    if not found:
        raise RuntimeError("the page holds no token")
    return found[1]
