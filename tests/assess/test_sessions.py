"""Sign-ins end when they should, codes open once, and no request decides where a mail leads."""

import re
import time
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.app import create_app
from assess.config import Settings
from assess.people.models import Account
from tests.conftest import PASSWORD


def enter(app: Flask, someone: Account, **more: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/sign-in", data={"email": someone.email, "password": PASSWORD, **more})
    assert answer.status_code == 302
    return client


def plain(session: Session, account: Callable[..., Account]) -> Account:
    """An account that a password alone lets in."""
    someone = account(Role.INTERVIEWER)
    someone.tf_primary_method = None
    session.commit()
    return someone


def test_nobody_is_remembered_even_if_the_form_asks_for_it(
    app: Flask, account: Callable[..., Account], session: Session
) -> None:
    someone, client = plain(session, account), app.test_client()
    answer = client.post("/sign-in", data={"email": someone.email, "password": PASSWORD, "remember": "y"})
    assert "session=" in str(answer.headers) and "remember_token" not in str(answer.headers)
    assert client.get("/people/me").status_code == 200


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    app: Flask, account: Callable[..., Account], session: Session
) -> None:
    client = enter(app, plain(session, account))
    cookie = client.get_cookie("session")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/people/me").status_code == 200
    client.post("/sign-out")
    assert "/sign-in" in thief.get("/people/me").headers["Location"]


def test_a_sign_in_ends_after_its_hours_however_busy_it_was(
    app: Flask, account: Callable[..., Account], session: Session
) -> None:
    client = enter(app, plain(session, account))
    hours = app.config["EXEMPLAR"].session_hours
    for age, status in ((hours * 3600 - 60, 200), (hours * 3600 + 1, 302)):
        with client.session_transaction() as kept:
            kept["fs_paa"] = time.time() - age
        assert client.get("/people/me").status_code == status


def test_a_new_password_ends_every_other_session(app: Flask, account: Callable[..., Account], session: Session) -> None:
    someone = plain(session, account)
    one, other = enter(app, someone), enter(app, someone)
    fresh = "a much better passphrase"
    one.post("/change", data={"password": PASSWORD, "new_password": fresh, "new_password_confirm": fresh})
    assert one.get("/people/me").status_code == 200
    assert "/sign-in" in other.get("/people/me").headers["Location"]


def test_a_code_from_the_app_opens_the_door_once(app: Flask, account: Callable[..., Account], session: Session) -> None:
    someone = account(Role.ANALYST)
    totp = app.extensions["security"].totp_factory
    someone.tf_totp_secret = totp.generate_totp_secret()
    session.commit()
    code = totp.generate_totp_password(someone.tf_totp_secret)
    found = []
    for _ in range(2):
        client = enter(app, someone)
        client.post("/tf-validate", data={"code": code})
        found.append(client.get("/people/me").status_code)
    assert found == [200, 302]


def test_the_link_of_a_reset_mail_leads_to_us_whatever_host_was_asked(
    app: Flask, client: FlaskClient, account: Callable[..., Account]
) -> None:
    """Otherwise anybody could have a mail sent whose link hands the token to them."""
    client.post("/reset", data={"email": account(Role.INTERVIEWER).email}, headers={"Host": "evil.example"})
    [mail] = app.extensions["mailman"].outbox
    whole = mail.body + str(mail.alternatives)
    assert "evil.example" not in whole
    assert whole.count(f"{app.config['EXEMPLAR'].base_url}/reset/") >= 2


def test_forms_work_behind_https_although_browsers_send_no_referrer(settings: Settings) -> None:
    secure = settings.model_copy(update={"base_url": "https://hr.example", "trusted_proxies": 1})
    app = create_app(secure)
    client, proxy = app.test_client(), {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    page = client.get("/sign-in", headers=proxy, base_url="https://hr.example")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token is not None
    data = {"email": "nobody@hr.example", "password": "x" * 12}
    answers = [
        client.post("/sign-in", headers=proxy, base_url="https://hr.example", data={**data, "csrf_token": one})
        for one in (token[1], "forged")
    ]
    assert [answer.status_code for answer in answers] == [200, 400]
    assert "Secure" in page.headers["Set-Cookie"]


def test_guessing_passwords_and_codes_is_slowed_down(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"environment": "development"}))
    app.config["WTF_CSRF_ENABLED"] = False
    for path, most in (("/sign-in", 20), ("/reset", 20), ("/tf-validate", 20), ("/mf-recovery", 20)):
        client = app.test_client()
        found = [client.post(path, data={"email": "a@b.example", "code": "1"}).status_code for _ in range(most + 1)]
        assert 429 not in found[:most] and found[most] == 429, path


def test_codes_of_one_account_cannot_be_tried_from_many_addresses(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"environment": "development", "trusted_proxies": 1}))
    app.config["WTF_CSRF_ENABLED"] = False
    found = []
    for number in range(31):
        client = app.test_client()
        with client.session_transaction() as kept:
            kept["tf_user_id"] = "somebody half signed in"
        address = {"X-Forwarded-For": f"192.0.2.{number}"}
        found.append(client.post("/tf-validate", data={"code": "1"}, headers=address).status_code)
    assert 429 not in found[:30] and found[30] == 429
