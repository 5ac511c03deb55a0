"""Each role × each route: allowed or refused as the matrix says, and nothing unlisted."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from assess.access import Holder, Role, rule_of
from assess.security import LINK_COOKIE

MATRIX: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "access_matrix.toml").read_text())["endpoints"]


def admitted(words: list[str]) -> frozenset[Role]:
    if {"everybody", "signed in"} & set(words):
        return frozenset(Role)
    return frozenset(Role(word) for word in words if not word.startswith("link:"))


def address(app: Flask, rule: Rule) -> str:
    """A route's path with ids nothing has: the gate answers before any getter looks."""
    values = {
        name: 999_999 if type(rule._converters[name]).__name__ == "IntegerConverter" else "nothing"
        for name in rule.arguments
    }
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def routes(app: Flask) -> list[tuple[Rule, str]]:
    own = [
        rule
        for rule in app.url_map.iter_rules()
        if "static" not in rule.endpoint and not rule.endpoint.startswith("security.")
    ]
    return [(rule, method) for rule in own for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]


def test_every_route_is_listed_and_nothing_else(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(MATRIX)


def test_every_rule_in_code_says_what_the_matrix_says(app: Flask) -> None:
    for rule, _ in routes(app):
        coded, words = rule_of(app.view_functions[rule.endpoint]), MATRIX[rule.endpoint]
        assert coded.everybody == ("everybody" in words), rule.endpoint
        if not coded.everybody:
            assert coded.roles == admitted(words), rule.endpoint
        assert [f"link:{coded.holder}"] * (coded.holder is not None) == [w for w in words if w.startswith("link:")], (
            rule.endpoint
        )


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_its_routes_and_no_other(app: Flask, signed_in: Callable[..., FlaskClient], role: Role) -> None:
    client = signed_in(role)
    for rule, method in routes(app):
        status = client.open(address(app, rule), method=method).status_code
        if role in admitted(MATRIX[rule.endpoint]):
            assert status not in {401, 403}, (rule.endpoint, method, status)
        else:
            assert status in {401, 403}, (rule.endpoint, method, status)


def test_somebody_not_signed_in_opens_only_what_is_for_everybody(app: Flask, client: FlaskClient) -> None:
    for rule, method in routes(app):
        response = client.open(address(app, rule), method=method)
        if "everybody" not in MATRIX[rule.endpoint]:
            turned_away = response.status_code in {401, 403} or "/sign-in" in response.headers.get("Location", "")
            assert turned_away, (rule.endpoint, method, response.status_code)


def test_a_forged_link_cookie_opens_nothing(app: Flask) -> None:
    for holder in Holder:
        client = app.test_client()
        client.set_cookie(LINK_COOKIE.format(holder=holder), "1.forged.signature")
        for rule, method in routes(app):
            if f"link:{holder}" in MATRIX[rule.endpoint] and "everybody" not in MATRIX[rule.endpoint]:
                response = client.open(address(app, rule), method=method)
                assert response.status_code in {401, 403, 302}, rule.endpoint
                assert response.status_code != 302 or "/sign-in" in response.headers["Location"]


def test_a_view_without_a_rule_stays_shut(app: Flask, signed_in: Callable[..., FlaskClient]) -> None:
    app._got_first_request = False
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert signed_in(Role.ADMINISTRATOR).get("/forgotten").status_code == 403
