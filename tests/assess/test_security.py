"""Signing in, the second factor, CSRF, headers, and what never reaches a log."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Holder, Role
from assess.errors import LinkUnknown, LinkWithdrawnOrExpired
from assess.links.actions import issue, withdraw
from assess.links.models import Link
from assess.links.queries import opened_by
from assess.logs import loggable
from assess.people.models import Account
from tests.conftest import PASSWORD


def sign_in(client: FlaskClient, account: Account, password: str = PASSWORD) -> "object":
    return client.post("/sign-in", data={"email": account.email, "password": password})


def test_a_password_lets_an_interviewer_in(
    client: FlaskClient, account: Callable[..., Account], session: Session
) -> None:
    someone = account(Role.INTERVIEWER)
    someone.tf_primary_method = None
    session.commit()
    response = client.post("/sign-in", data={"email": someone.email, "password": PASSWORD})
    assert response.status_code == 302
    assert client.get("/people/me").status_code == 200


def test_a_wrong_password_and_an_unknown_address_read_the_same(
    client: FlaskClient, account: Callable[..., Account]
) -> None:
    known = client.post("/sign-in", data={"email": account(Role.HR).email, "password": "wrong wrong wrong"}).text
    unknown = client.post("/sign-in", data={"email": "nobody@meridian.example", "password": "wrong wrong wrong"}).text
    errors = [re.findall(r'class="question-error"[^>]*>.*?</svg>([^<]+)', page) for page in (known, unknown)]
    assert errors[0] == errors[1] != []


@pytest.mark.parametrize("role", [Role.HR, Role.ANALYST, Role.ADMINISTRATOR, Role.STUDY_LEAD, Role.AUDITOR])
def test_a_role_that_sees_many_gets_nowhere_without_a_second_factor(
    role: Role, client: FlaskClient, account: Callable[..., Account], session: Session
) -> None:
    someone = account(role)
    someone.tf_primary_method = None
    session.commit()
    response = client.post("/sign-in", data={"email": someone.email, "password": PASSWORD})
    assert "/tf-setup" in response.headers["Location"]
    assert "/sign-in" in client.get("/").headers["Location"]


def test_a_code_from_the_app_completes_the_sign_in(
    app: Flask, client: FlaskClient, account: Callable[..., Account], session: Session
) -> None:
    someone = account(Role.ANALYST)
    totp = app.extensions["security"].totp_factory
    someone.tf_totp_secret = totp.generate_totp_secret()
    session.commit()
    client.post("/sign-in", data={"email": someone.email, "password": PASSWORD})
    assert "/sign-in" in client.get("/people/me").headers["Location"]
    wrong = client.post("/tf-validate", data={"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/tf-validate", data={"code": totp.generate_totp_password(someone.tf_totp_secret)})
    assert right.status_code == 302
    assert client.get("/people/me").status_code == 200


def test_only_the_demo_company_is_shown_its_code(
    app: Flask, client: FlaskClient, account: Callable[..., Account], session: Session
) -> None:
    someone = account(Role.ANALYST)
    totp = app.extensions["security"].totp_factory
    someone.tf_totp_secret = totp.generate_totp_secret()
    for demo in (True, False):
        someone.demo = demo
        session.commit()
        client.post("/sign-in", data={"email": someone.email, "password": PASSWORD})
        assert (totp.generate_totp_password(someone.tf_totp_secret) in client.get("/tf-validate").text) is demo


def test_a_closed_account_is_signed_out_everywhere(
    signed_in: Callable[..., FlaskClient], account: Callable[..., Account], session: Session
) -> None:
    admin = signed_in(Role.ADMINISTRATOR)
    leaver = account(Role.INTERVIEWER)
    theirs = signed_in(leaver)
    assert theirs.get("/people/me").status_code == 200
    admin.post(f"/people/accounts/{leaver.id}/close")
    assert "/sign-in" in theirs.get("/people/me").headers["Location"]


def test_a_reset_mail_goes_out_and_its_link_sets_a_password(
    app: Flask, client: FlaskClient, account: Callable[..., Account]
) -> None:
    someone = account(Role.INTERVIEWER)
    client.post("/reset", data={"email": someone.email})
    [mail] = app.extensions["mailman"].outbox
    [path] = re.findall(r"http://[^/]+(/reset/\S+)", mail.body)
    fresh = "a much better passphrase"
    assert client.post(path, data={"password": fresh, "password_confirm": fresh}).status_code == 302
    assert client.post("/sign-in", data={"email": someone.email, "password": PASSWORD}).status_code == 200


def test_a_form_without_its_token_changes_nothing(
    app: Flask, signed_in: Callable[..., FlaskClient], account: Callable[..., Account], session: Session
) -> None:
    victim = account(Role.INTERVIEWER)
    client = signed_in(Role.ADMINISTRATOR)
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/people/accounts/{victim.id}/close").status_code == 400
    session.refresh(victim)
    assert victim.active


def test_every_page_forbids_foreign_scripts_frames_caches_and_referrers(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_a_token_is_kept_only_as_its_hash(session: Session) -> None:
    token = issue(session, Holder.CANDIDATE, 7, timedelta(hours=1))
    opened = opened_by(session, token, Holder.CANDIDATE)
    assert (opened.target, len(token) * 6 >= 128) == (7, True)
    link = session.get_one(Link, opened.id)
    assert token not in str({column.name: getattr(link, column.name) for column in Link.__table__.columns})


def test_a_link_opens_only_what_it_was_made_for(session: Session) -> None:
    token = issue(session, Holder.SEAT, 7, timedelta(hours=1))
    with pytest.raises(LinkUnknown):
        opened_by(session, token, Holder.CANDIDATE)
    with pytest.raises(LinkUnknown):
        opened_by(session, token[:-1] + ("A" if token[-1] != "A" else "B"), Holder.SEAT)


def test_an_expired_or_withdrawn_link_opens_nothing(session: Session) -> None:
    expired = issue(session, Holder.SEAT, 7, timedelta(seconds=-1))
    with pytest.raises(LinkWithdrawnOrExpired):
        opened_by(session, expired, Holder.SEAT)
    taken_back = issue(session, Holder.SEAT, 8, timedelta(hours=1))
    withdraw(session, Holder.SEAT, 8)
    with pytest.raises(LinkWithdrawnOrExpired):
        opened_by(session, taken_back, Holder.SEAT)


def test_logs_hold_no_secret_addresses() -> None:
    assert loggable("/take/AbC123?x=1") == "/take/…"
    assert loggable("/reset/AbC123") == "/reset/…"
    assert loggable("/people/?q=Ada") == "/people/"


def test_a_new_analyst_sets_up_an_authenticator_and_is_in(
    app: Flask, client: FlaskClient, account: Callable[..., Account], session: Session
) -> None:
    someone = account(Role.ANALYST)
    someone.tf_primary_method = None
    session.commit()
    client.post("/sign-in", data={"email": someone.email, "password": PASSWORD})
    shown = client.post("/tf-setup", data={"setup": "authenticator"}).text
    assert "<img" in shown and "data:image" in shown
    session.refresh(someone)
    with client.session_transaction() as kept:
        secret = someone.tf_totp_secret or kept["tf_totp_secret"]
    code = app.extensions["security"].totp_factory.generate_totp_password(secret)
    path = re.search(r'action="(/tf-(?:setup|validate)[^"]*)"', shown.split("<img")[1])
    assert path is not None
    assert client.post(path.group(1), data={"code": code}).status_code == 302
    assert client.get("/people/me").status_code == 200
