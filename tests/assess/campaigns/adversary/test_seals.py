"""What leaders believe is read by nobody before the data are open; on a build without the seal by every reader."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from assess.levers.actions.believing import believe
from assess.levers.models import BeliefPlace, Lever
from assess.levers.queries import beliefs
from assess.levers.queries.registry import levers
from surveys.moments import now
from tests.assess.campaigns.adversary.printing import show
from tests.assess.levers.conftest import JOB, sellers, write
from tests.assess.levers.test_beliefs import READING, _calm
from tests.databases import SERVER

__all__ = ["sellers", "write"]
#: By name, since the package may hand out a view of the same name.
VIEWS = import_module("assess.levers.views.beliefs")
#: Beliefs are frozen: the attacker's comparison needs the same leaders with another order.
THAW = "ALTER TABLE lever_belief_place DISABLE TRIGGER USER" if SERVER else "DROP TRIGGER lever_belief_place_no_update"


@pytest.mark.usefixtures("sellers")
def test_the_seal_keeps_what_leaders_believe_from_every_reader(
    session: Session, write: Callable[..., Lever], signed_in: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    one, other, third = write("multithread"), write("research"), write("social")
    readers = [signed_in(role) for role in READING]
    for leader in ("first", "second", "third"):
        believe(session, leader, JOB, [one.id, third.id])
    session.execute(text(THAW))

    def seen(first: Lever) -> list[str]:
        session.query(BeliefPlace).filter_by(place=1).update({"lever_id": first.id})
        session.commit()
        return [_calm(client.get(f"/levers/beliefs?job={JOB}").text) for client in readers]

    def learned() -> int:
        return sum(a != b for a, b in zip(seen(one), seen(other), strict=True))

    built = learned()
    for place in (beliefs, VIEWS):  # each holds by itself
        monkeypatch.setattr(place, "opening", lambda session, job: SimpleNamespace(opened_at=now()))
    monkeypatch.setattr(beliefs, "registered", levers)
    weak = learned()
    show(capsys, "readers who see what leaders believe", "seal off", built, weak, len(READING))
    assert (built, weak) == (0, len(READING))
