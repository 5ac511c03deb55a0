"""Whoever reads every log learns neither who came when nor anybody's link; without the filter all of them."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from gunicorn.config import Config
from gunicorn.glogging import Logger
from sqlalchemy import text
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.app import Exemplar
from assess.campaigns.models import CampaignInvitation
from assess.jobs import tasks as jobs
from assess.links.actions import issue
from tests.assess.campaigns.adversary.printing import show
from tests.assess.campaigns.companies import hire, opened

CAME = 5


@pytest.fixture
def links(session: Session) -> list[str]:
    hire(session, {"North 1": ("North", 10)})
    opened(session)
    asked = session.query(CampaignInvitation).order_by(CampaignInvitation.id).limit(CAME)
    made = [issue(session, Holder.RESPONDENT, one.id, timedelta(days=1)) for one in asked]
    session.commit()
    return made


@contextmanager
def unfiltered() -> Iterator[None]:
    """The weakened build: web servers write what they like."""
    logs = [logging.getLogger(name) for name in ("werkzeug", "gunicorn.error", "gunicorn.access")]
    kept = [list(log.filters) for log in logs]
    for log in logs:
        log.filters.clear()
    yield
    for log, filters in zip(logs, kept, strict=True):
        log.filters.extend(filters)


def served(app: Flask, links: list[str], folder: Path) -> str:
    """What gunicorn writes of these visits, its log of access on and every visit failing in the end."""
    config = Config()
    config.set("accesslog", str(folder / "access.log"))
    config.set("errorlog", str(folder / "error.log"))
    log = Logger(config)
    for link in links:
        client = app.test_client()
        for path in (f"/answer/{link}", "/answer/"):
            found = client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"})
            environ = found.request.environ | {"RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1"}
            sent = SimpleNamespace(status=found.status, sent=len(found.data), headers=[])
            log.access(sent, SimpleNamespace(headers=[]), environ, timedelta(milliseconds=3))
            log.exception("Error handling request %s", path)
    for handler in (*log.access_log.handlers, *log.error_log.handlers):
        handler.close()
    log.access_log.handlers.clear()
    log.error_log.handlers.clear()
    return (folder / "access.log").read_text() + (folder / "error.log").read_text()


def test_no_log_of_the_web_server_has_a_link_or_the_moment_of_a_visit(
    app: Flask, links: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = served(app, links, tmp_path)
    with unfiltered():
        weak = served(app, links, tmp_path)
    counts = [sum(link in text for link in links) for text in (built, weak)]
    show(capsys, "links and moments in the server's logs", "logs unfiltered", *counts, CAME)
    assert counts == [0, CAME]
    assert "/answer" not in built
    assert len(re.findall(r"192\.0\.2\.7.*GET /answer/ HTTP", weak)) == CAME


@pytest.mark.parametrize("taken", ["/take/AbC123", "/seat/AbC123"])
def test_links_of_others_are_cut_out_of_the_lines_that_stay(app: Flask, taken: str, tmp_path: Path) -> None:
    config = Config()
    config.set("accesslog", str(tmp_path / "access.log"))
    log = Logger(config)
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": f"{taken}?x=1", "PATH_INFO": taken, "SERVER_PROTOCOL": "HTTP/1.1"}
    sent = SimpleNamespace(status="200 OK", sent=5, headers=[])
    log.access(sent, SimpleNamespace(headers=[]), environ, timedelta(0))
    for handler in (*log.access_log.handlers, *log.error_log.handlers):
        handler.close()
    log.access_log.handlers.clear()
    assert f"GET {taken[:6]}… HTTP/1.1" in (tmp_path / "access.log").read_text()


def test_a_visit_that_fails_puts_no_link_into_the_applications_log(
    app: Flask, session: Session, links: list[str], client: FlaskClient, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    session.execute(text("ALTER TABLE link RENAME TO link_lost"))
    session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def logged() -> str:
        assert client.get(f"/answer/{links[0]}").status_code == 500
        return "".join(capfd.readouterr()) + caplog.text

    as_built = logged()
    assert "request_failed" in as_built
    assert links[0] not in as_built
    monkeypatch.setattr(Exemplar, "log_exception", Flask.log_exception)
    assert links[0] in logged()


def test_the_workers_log_says_of_a_mail_that_failed_neither_to_whom_nor_what(
    session: Session, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    people = hire(session, {"North 1": ("North", 10)})
    addresses = {str(person.email) for person in people}

    def deliver(to: str, subject: str, body: str) -> None:
        raise OSError(f"mailbox of {to} is full: {body}")

    monkeypatch.setattr("assess.mail.send", deliver)
    opened(session)
    run_jobs()
    as_built = "".join(capfd.readouterr())
    assert "job_failed" in as_built
    assert not [address for address in addresses if address in as_built]
    # the weakened build, which logs what the exception says
    monkeypatch.setattr(jobs, "place", str)
    opened(session)
    run_jobs()
    weak = "".join(capfd.readouterr())
    assert [address for address in addresses if address in weak]
