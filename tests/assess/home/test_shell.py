"""Nobody is lost: a refusal keeps the rail, and a phone reaches what the rail has no room for."""

from collections.abc import Callable

from flask.testing import FlaskClient

from assess.access import Role


def test_a_refusal_keeps_the_rail_for_whoever_is_signed_in(
    client: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    refused = signed_in(Role.HR).get("/openings/999999")
    assert refused.status_code == 404
    assert 'class="rail"' in refused.text and "Back to your start page" in refused.text
    stranger = client.get("/no-such-page")
    assert 'class="rail"' not in stranger.text and 'class="door"' in stranger.text


def test_the_pages_of_a_section_and_of_the_house_stand_outside_the_rail_for_phones(
    signed_in: Callable[..., FlaskClient],
) -> None:
    page = signed_in(Role.HR).get("/interviews/").text
    below = page.split('class="rail-below"')[1].split("</nav>")[0]
    assert 'href="/openings/"' in below and 'href="/interviews/" aria-current="page"' in below
    menu = page.split('class="rail-menu"')[1].split("</details>")[0]
    assert 'href="/people/"' in menu and "/people/audit" not in menu
