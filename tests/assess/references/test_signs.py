"""Signs of invented references: noticed, told in tiers with an innocent reading, and never part of a number."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.phrases import WORDS
from assess.references import actions
from assess.references.models import Referee, ReferenceCheck
from assess.references.queries import signs
from tests.assess.references.conftest import Company, hand_in, named

HOME, OFFICE = "84.44.12.7", "91.20.3.4"


def at(address: str) -> dict[str, str]:
    return {"REMOTE_ADDR": address}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("84.44.12.7", "84.44.12.0/24"),
        ("2a02:8071:b782:4cc0::1", "2a02:8071:b782::/48"),
        ("127.0.0.1", ""),
        ("10.0.0.7", ""),
        ("unknown", ""),
    ],
)
def test_a_network_and_no_single_address_is_what_counts(address: str, network: str) -> None:
    assert signs.network_class(address) == network


def test_what_stands_for_a_network_is_keyed_and_tells_nothing_across_checks() -> None:
    one = signs.trace("key", 1, HOME)
    assert one == signs.trace("key", 1, "84.44.12.200") and len(one) == 64
    assert (
        len({one, signs.trace("key", 2, HOME), signs.trace("other key", 1, HOME), signs.trace("key", 1, OFFICE)}) == 4
    )
    assert signs.trace("key", 1, "127.0.0.1") == ""


def answer(client, address: str) -> None:
    client.post("/referee/begin", data={"relation": "colleague", "length": "1_to_3"})
    first = dict.fromkeys(("preparation", "discovery", "deciding", "negotiation"), "4")
    client.post("/referee/page/with_customers", data=first)
    rest = dict.fromkeys(("pipeline", "learning", "care"), "4")
    client.post("/referee/page/day_to_day", data=rest, environ_overrides=at(address))


def test_a_referee_from_the_candidates_network_and_browser_is_something_to_ask_about(
    app: Flask, session: Session, check: ReferenceCheck, holding: Callable, company: Company, signed_in: Callable,
    run_jobs: Callable,
) -> None:  # fmt: skip
    candidate = holding("chiara.romano@romano.example", names=True)
    rows = {f"referees-{n}-{key}": getattr(one, key) for n, one in enumerate(named())
            for key in ("name", "email", "relation", "length", "last")}  # fmt: skip
    assert candidate.post("/referee/names/", data=rows, environ_overrides=at(HOME)).status_code == 303
    own = holding("karim@work1.example", client=candidate)  # the candidate's own browser
    answer(own, HOME)
    other = holding("paula@work2.example", client=candidate)
    answer(other, OFFICE)
    session.expire_all()
    assert [one.signs for one in check.referees] == [
        [], ["candidates_browser"], ["candidates_browser", "referees_browser"], []
    ]  # fmt: skip
    assert check.network and check.referees[1].network == check.network != check.referees[2].network
    hand_in(session, check.referees[3])
    actions.close(session, "test", check)
    session.commit()
    run_jobs()
    session.expire_all()
    assert check.signs == ["together", "quick", "candidates_network", "candidates_browser", "referees_browser"]
    assert signs.tier(check.signs) == "ask"
    page = signed_in(company.hr).get(f"/references/{check.id}").get_data(as_text=True)
    assert "It could be innocent: They may share an office or a home network." in page
    assert "Call the company by the number on its own site" in page
    manager = signed_in(company.manager).get(f"/references/{check.id}").get_data(as_text=True)
    assert "innocent" not in manager and "They may share" not in manager
    # what stood for networks is gone once it was compared
    assert check.network is None and {one.network for one in check.referees} == {None}


def test_no_address_is_kept_anywhere(
    session: Session, check: ReferenceCheck, holding: Callable, run_jobs: Callable
) -> None:
    candidate = holding("chiara.romano@romano.example", names=True)
    rows = {f"referees-{n}-{key}": getattr(one, key) for n, one in enumerate(named())
            for key in ("name", "email", "relation", "length", "last")}  # fmt: skip
    candidate.post("/referee/names/", data=rows, environ_overrides=at(HOME))
    answer(holding("karim@work1.example"), HOME)
    run_jobs()
    session.commit()
    everything = [
        str(row)
        for table in session.connection().engine.dialect.get_table_names(session.connection())
        for row in session.execute(text(f'SELECT * FROM "{table}"'))
    ]
    assert len(everything) > 20
    assert not [row for row in everything if HOME in row or "84.44.12" in row]


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        ({"email": "karim@gmail.com"}, "free_mail"),
        ({"email": "karim@romano.example"}, "candidates_company"),
        ({"said_relation": "report"}, "other_relation"),
        ({"said_length": "over_3"}, "other_length"),
        ({"signs": ["referees_browser"]}, "referees_browser"),
    ],
)
def test_each_sign_is_noticed_by_itself(session: Session, answering: ReferenceCheck, change: dict, sign: str) -> None:
    for referee in answering.referees:
        hand_in(session, referee)
    unlike = signs.of_answers(answering, 0, {})
    session.execute(update(Referee).where(Referee.id == answering.referees[1].id).values(**change))
    session.expire_all()
    assert signs.of_answers(answering, 0, {}) == [one for one in signs.SIGNS if one in {*unlike, sign}] != unlike


def test_the_same_words_are_a_sign_and_the_same_ratings_are_not(session: Session, answering: ReferenceCheck) -> None:
    for referee in answering.referees:
        hand_in(session, referee, (5, 1, 4, 2, 3, 5, 1))
    ids = [one.id for one in answering.referees]
    long = "A person one can build on, always."
    assert "same_words" in signs.of_answers(answering, 7, {ids[0]: long, ids[1]: f" {long.upper()} "})
    assert "same_words" not in signs.of_answers(answering, 7, {ids[0]: "Great.", ids[1]: "Great."})
    assert not any("ratings" in sign for sign in signs.SIGNS)


def test_every_sign_has_its_words_and_an_innocent_reading() -> None:
    for sign, tier in signs.SIGNS.items():
        assert tier in {"look", "ask"}
        assert f"references.sign.{sign}" in WORDS and f"references.innocent.{sign}" in WORDS
    assert signs.tier([]) == "none" and signs.tier(["free_mail"]) == "look"


def test_no_sign_changes_a_number(session: Session, answering: ReferenceCheck, run_jobs: Callable) -> None:
    for referee in answering.referees:
        hand_in(session, referee, 4)
    answering.referees[0].signs = ["candidates_browser", "referees_browser"]
    session.commit()
    run_jobs()
    session.expire_all()
    made = session.get_one(Analysis, answering.analysis_id)
    assert signs.tier(answering.signs) == "ask" and made.report.estimates["references_all"].value == 4.0
    assert not any(sign in made.report_json for sign in signs.SIGNS)
