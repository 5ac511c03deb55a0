"""A candidate is asked once, names as many referees as are asked for, and each gets a link of their own."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.errors import Refusal
from assess.hiring.actions import create_opening
from assess.links.models import Link
from assess.references import actions
from assess.references.actions import naming
from assess.references.models import ReferenceCheck
from assess.references.queries import signs
from tests.assess.references.conftest import NAMES, Company, named


def filled(**changed: str) -> dict[str, str]:
    rows = {}
    for at, one in enumerate(named()):
        for key in ("name", "email", "relation", "length", "last"):
            rows[f"referees-{at}-{key}"] = getattr(one, key)
    return rows | changed


def test_hr_asks_and_the_candidate_names_four_who_each_get_a_mail(
    app: Flask, session: Session, company: Company, applicant: Callable, signed_in: Callable, holding: Callable
) -> None:
    hr = signed_in(company.hr)
    assert hr.post(f"/references/ask/{applicant().id}").status_code == 303
    candidate = holding("chiara.romano@romano.example", names=True)
    page = candidate.get("/referee/names/").get_data(as_text=True)
    assert "Please name 4 people who have worked with you." in page and "my manager" in page
    assert candidate.post("/referee/names/", data=filled()).status_code == 303
    check = session.query(ReferenceCheck).one()
    assert [one.name for one in check.referees] == list(NAMES)
    assert (check.state, check.language) == ("answering", "en")
    holding("mona@work0.example")
    letters = [mail for mail in app.extensions["mailman"].outbox if mail.subject.startswith("Chiara Romano asks")]
    assert [mail.to for mail in letters] == [[one.email] for one in check.referees]
    assert len({mail.body.split("/referee/")[1].split()[0] for mail in letters}) == 4
    assert "Karim" in candidate.get("/referee/names/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"referees-1-email": "MONA+x@work0.example"}, "share the address mona+x@work0.example"),
        ({"referees-2-email": "chiara.romano+a@romano.example"}, "your own"),
        ({"referees-0-relation": "colleague"}, "at least one of them as “my manager”"),
        ({"referees-3-email": "nobody"}, "Invalid email address"),
        ({"referees-3-relation": ""}, "Please choose."),
        ({"referees-0-name": " "}, "Who is it?"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_written_stays(
    check: ReferenceCheck, session: Session, holding: Callable, change: dict, words: str
) -> None:
    candidate = holding("chiara.romano@romano.example", names=True)
    answer = candidate.post("/referee/names/", data=filled(**change))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and words in page
    assert 'value="Karim Aziz"' in page
    session.refresh(check)
    assert check.referees == []


def test_nobody_can_be_named_beyond_what_is_asked_for(session: Session, answering: ReferenceCheck) -> None:
    with pytest.raises(naming.TooManyNamed):
        actions.name(session, answering, [actions.Named("Eve", "eve@x.example", "other", "under_1", "now")], "en", "")


def test_who_declines_is_replaced_by_somebody_the_candidate_names(
    app: Flask, session: Session, answering: ReferenceCheck, holding: Callable, run_jobs: Callable
) -> None:
    mona = holding("mona@work0.example")
    assert mona.post("/referee/decline").status_code == 303
    assert "You do not take part" in mona.get("/referee/receipt").get_data(as_text=True)
    candidate = holding("chiara.romano@romano.example", names=True)
    assert "Mona Leitner cannot take part" in app.extensions["mailman"].outbox[-1].body
    page = candidate.get("/referee/names/").get_data(as_text=True)
    assert "Please name 1 person" in page and "cannot take part" in page
    lea = {"name": "Lea", "email": "lea@work9.example", "relation": "manager", "length": "over_3", "last": "now"}
    row = {f"referees-0-{key}": value for key, value in lea.items()}
    assert candidate.post("/referee/names/", data=row).status_code == 303
    session.expire_all()
    assert [(one.position, one.state) for one in answering.referees] == [
        (1, "unavailable"), (2, "waiting"), (3, "waiting"), (4, "waiting"), (5, "waiting")
    ]  # fmt: skip


def test_a_candidate_is_asked_once_and_only_where_it_is_said_what_for(
    session: Session, check: ReferenceCheck, applicant: Callable
) -> None:
    with pytest.raises(actions.AlreadyAsked):
        actions.ask(session, "test", check.application)
    from_elsewhere = applicant("Noor Said", opening=create_opening(session, "test", "Engineer", "ENG", "Ulm"))
    with pytest.raises(actions.NoRules):
        actions.ask(session, "test", from_elsewhere)


def test_tokens_are_kept_as_hashes_and_each_opens_its_own(
    app: Flask, session: Session, answering: ReferenceCheck, token_of: Callable, holding: Callable
) -> None:
    token = token_of("mona@work0.example")
    assert token not in "".join(link.digest for link in session.query(Link))
    stranger = app.test_client()
    assert stranger.get(f"/referee/names/{token}").status_code == 404  # a referee's token is no candidate's
    assert stranger.get("/referee/").status_code == 401
    mona, karim = holding("mona@work0.example"), holding("karim@work1.example")
    karim.post("/referee/decline")
    assert "Reference for Chiara" in mona.get("/referee/").get_data(as_text=True)
    assert mona.get("/referee/names/").status_code == 401


def test_nobody_is_named_once_the_references_are_closed(
    session: Session, answering: ReferenceCheck, holding: Callable
) -> None:
    candidate = holding("chiara.romano@romano.example", names=True)
    actions.close(session, "test", answering)
    session.commit()
    assert candidate.post("/referee/names/", data=filled()).status_code == 422
    with pytest.raises(actions.CheckClosed):
        actions.name(session, answering, named(), "en", "")


def test_addresses_of_one_mailbox_are_known_as_one() -> None:
    assert signs.same_mailbox("Ann.Lee+x@Gmail.com", "annlee@googlemail.com")
    assert not signs.same_mailbox("ann.lee@work.example", "annlee@work.example")


def test_refusals_of_names_are_told_on_the_page_and_not_as_errors() -> None:
    for one in (naming.TooFewNamed, naming.TooManyNamed, naming.RelationMissing, naming.NamedTwice):
        assert issubclass(one, Refusal) and one.status == 422
