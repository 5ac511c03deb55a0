"""What no page of ours would send is refused in words and never fails."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assess.access import Role
from tests.assess.delivery.test_take import STYLE

ITEM = next(iter(STYLE))


@pytest.mark.parametrize("shown", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2020-01-01", None, {}])
def test_a_strange_moment_of_being_shown_loses_no_answer(device: FlaskClient, shown: object) -> None:
    sent = {"part": 1, "item": ITEM, "value": "3", "shown": shown}
    assert device.post("/take/save", json=sent).status_code == 204


@pytest.mark.parametrize("part", [10**30, -(10**30), True, "1", 1.0, None])
def test_a_part_that_cannot_be_is_refused(device: FlaskClient, part: object) -> None:
    answer = device.post("/take/save", json={"part": part, "item": ITEM, "value": "3"})
    assert answer.status_code in {400, 404}


def test_a_number_longer_than_any_id_is_an_unknown_address(signed_in: Callable[..., FlaskClient]) -> None:
    client = signed_in(Role.HR)
    for path in ("/openings/{}", "/invitations/{}/scores", "/decisions/applications/{}", "/interviews/{}"):
        assert client.get(path.format(10**30)).status_code == 404
