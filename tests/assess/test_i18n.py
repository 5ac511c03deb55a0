"""Which language a page speaks: the invitation's, the one chosen, the browser's, the company's."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


def spoken(page: str) -> tuple[str, ...]:
    found = re.search(r'<html lang="(\w+)" dir="(\w+)"', page)
    assert found
    return found.groups()


def test_a_page_speaks_the_browser_s_language_else_the_company_s(app: Flask, client: FlaskClient) -> None:
    assert spoken(client.get("/sign-in").text) == ("en", "ltr")
    assert spoken(client.get("/sign-in", headers=GERMAN).text) == ("de", "ltr")
    assert spoken(client.get("/sign-in", headers={"Accept-Language": "fr"}).text) == ("en", "ltr")
    app.config["BABEL_DEFAULT_LOCALE"] = "ar"
    assert spoken(client.get("/sign-in", headers={"Accept-Language": "fr"}).text) == ("ar", "rtl")


def test_whoever_chooses_a_language_keeps_it_and_comes_back_to_where_they_were(client: FlaskClient) -> None:
    page = client.get("/sign-in?next=/people/me").text
    assert 'name="back" value="/sign-in?next=/people/me"' in page
    answer = client.post("/people/language", data={"language": "ar", "back": "/sign-in?next=/people/me"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/people/me")
    page = client.get("/sign-in", headers=GERMAN).text
    assert spoken(page) == ("ar", "rtl")
    assert "تسجيل الدخول" in page and all(
        client.get(address).status_code == 200 for address in re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    )


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", ""])
def test_choosing_a_language_leads_to_no_other_site(client: FlaskClient, elsewhere: str) -> None:
    answer = client.post("/people/language", data={"language": "de", "back": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_language_the_interface_does_not_speak_is_refused(client: FlaskClient) -> None:
    assert client.post("/people/language", data={"language": "xx", "back": "/"}).status_code == 400
