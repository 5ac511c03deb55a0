"""Rounds: described once, the same for every candidate, planned in two taps; and which average counts."""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from assess.database import db
from assess.hiring.models import Application, Opening
from assess.interviews import actions, queries
from assess.interviews.models import Interview, Rater, Round, ScoreRule
from assess.people.models import Person
from surveys.bank import library
from surveys.models import Participant
from surveys.versions import publish
from tests.assess.interviews.conftest import TOPICS, Company, plan


@pytest.fixture
def henrik(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.manager)


@pytest.fixture
def talk(session: Session, company: Company) -> Round:
    made = actions.create_round(session, "test", company.opening, "Talk", company.version, raters=3, minutes=45)
    session.commit()
    return made


@pytest.mark.parametrize(("topics", "raters"), [(5, 2), (7, 3), (8, 3), (10, 3), (10, 4), (12, 4), (20, 6), (14, 4)])
def test_topics_are_dealt_two_to_a_topic_and_seven_to_a_rater_at_most(topics: int, raters: int) -> None:
    codes = [f"topic_{number}" for number in range(topics)]
    split = queries.proposed(codes, raters)
    assert len(split) == raters
    assert min(Counter(code for seat in split for code in seat)[code] for code in codes) >= 2
    assert max(len(seat) for seat in split) <= 7
    assert all(seat == [code for code in codes if code in seat] for seat in split)  # in the order of the guide


def test_too_few_people_for_so_many_topics_are_refused() -> None:
    assert [queries.least_raters(topics) for topics in (1, 7, 8, 10, 11, 20)] == [2, 2, 3, 3, 4, 6]


def test_a_round_is_made_and_planned_for_somebody_in_two_taps(
    session: Session, company: Company, applicant: Callable[..., Application], henrik: FlaskClient
) -> None:
    first, second = applicant("Chiara Romano"), applicant("Jon Berg")
    address = f"/interviews/openings/{company.opening.id}"
    data = {"name": "Talk", "kind": "interview", "guide": str(company.version.id)}
    made = henrik.post(f"{address}/rounds", data={**data, "raters": "2", "minutes": "45", "deadline_hours": "12"})
    round = session.scalars(select(Round)).one()
    assert (made.status_code, made.headers["Location"]) == (302, f"/interviews/rounds/{round.id}")
    assert (round.minutes, round.deadline_hours, round.split) == (45, 12, [list(TOPICS)] * 2)
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in (company.manager, company.raters[0])]
    actions.plan(session, "test", first, company.version, company.manager, places, round=round)
    session.commit()
    # the first tap: the round beside the next candidate; who sat there last is there already
    page = henrik.get(address).text
    assert f'href="/interviews/plan/{second.id}?round={round.id}"' in page
    assert f'href="/interviews/plan/{first.id}?round={round.id}"' not in page
    form = henrik.get(f"/interviews/plan/{second.id}?round={round.id}").text
    sent = filled(form)
    assert [sent["seats-0-account"], sent["seats-1-account"]] == [
        [str(company.manager.id)],
        [str(company.raters[0].id)],
    ]
    # the second: plan
    assert henrik.post(f"/interviews/plan/{second.id}?round={round.id}", data=sent).status_code == 302
    interview = session.scalars(select(Interview).order_by(Interview.id.desc())).first()
    assert interview is not None
    assert (interview.round, interview.minutes, interview.kind) == (round, 45, "interview")
    assert [seat.rater.name for seat in interview.seats] == ["Henrik Dahl", "Adaeze Okonjo"]


def filled(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form as it stands."""
    form = page[page.index('<form method="post" class="stack">') :]
    sent: dict[str, list[str]] = {}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = re.findall(r'<option selected value="([^"]*)"', options)[:1]
    for box in re.findall(r"<input[^>]*checked[^>]*>", form):
        name, value = (re.search(rf'{key}="([^"]*)"', box) for key in ("name", "value"))
        assert name and value
        sent.setdefault(name.group(1), []).append(value.group(1))
    return sent


def test_everybody_in_a_round_is_asked_by_its_guide(
    session: Session, company: Company, applicant: Callable[..., Application], talk: Round
) -> None:
    instrument = library()["interview_scorecard"]
    other = publish(session, type(instrument)(**{**vars_of(instrument), "code": "another_scorecard"}))
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in (company.manager, company.raters[0])]
    with pytest.raises(actions.OtherGuide):
        actions.plan(session, "test", applicant(), other, company.manager, places, round=talk)


def vars_of(instrument: object) -> dict[str, object]:
    return {name: getattr(instrument, name) for name in instrument.__dataclass_fields__}  # type: ignore[attr-defined]


def test_two_rounds_of_one_opening_may_have_two_guides(
    session: Session, company: Company, applicant: Callable[..., Application], talk: Round
) -> None:
    instrument = library()["interview_scorecard"]
    other = publish(session, type(instrument)(**{**vars_of(instrument), "code": "another_scorecard"}))
    play = actions.create_round(session, "test", company.opening, "Role play", other, kind="simulation")
    someone = applicant()
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in (company.manager, company.raters[0])]
    kinds = []
    for version, round in ((company.version, talk), (other, play)):
        made = actions.plan(session, "test", someone, version, company.manager, places, round=round)
        kinds.append(made.kind)
    assert kinds == ["interview", "simulation"]


def test_who_asks_what_is_dealt_by_hand_within_the_rules(
    session: Session, company: Company, talk: Round, henrik: FlaskClient
) -> None:
    url, rest = f"/interviews/rounds/{talk.id}", [topic for topic in TOPICS if topic != "care"]
    alone = {"seats-0-topics": list(TOPICS), "seats-1-topics": rest, "seats-2-topics": rest}
    refused = henrik.post(url, data=alone)
    assert refused.status_code == 422
    assert "Too few rate" in refused.text
    assert henrik.post(url, data={**alone, "seats-1-topics": list(TOPICS), "seats-2-topics": []}).status_code == 302
    session.expire_all()
    assert talk.split == [list(TOPICS), list(TOPICS)]


def test_a_round_is_taken_out_until_somebody_is_in_it(
    session: Session, company: Company, applicant: Callable[..., Application], talk: Round, henrik: FlaskClient
) -> None:
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in (company.manager, company.raters[0])]
    made = actions.plan(session, "test", applicant(), company.version, company.manager, places, round=talk)
    session.commit()
    assert henrik.post(f"/interviews/rounds/{talk.id}/drop").status_code == 409
    session.delete(made)
    session.commit()
    assert henrik.post(f"/interviews/rounds/{talk.id}/drop").status_code == 302
    assert session.scalars(select(Round)).all() == []


def test_a_second_round_of_one_name_is_refused(session: Session, company: Company, talk: Round) -> None:
    with pytest.raises(actions.RoundNameTaken):
        actions.create_round(session, "test", company.opening, " Talk ", company.version)


def test_a_round_of_another_managers_opening_is_not_found(
    session: Session, company: Company, talk: Round, henrik: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    assert henrik.get(f"/interviews/rounds/{talk.id}").status_code == 200
    company.opening.hiring_manager = None
    session.commit()
    assert henrik.get(f"/interviews/rounds/{talk.id}").status_code == 404
    assert henrik.get(f"/interviews/openings/{company.opening.id}").status_code == 404
    assert signed_in(company.hr).get(f"/interviews/rounds/{talk.id}").status_code == 200


def test_which_average_counts_is_chosen_before_anybody_can_have_rated(
    session: Session, company: Company, applicant: Callable[..., Application], henrik: FlaskClient
) -> None:
    url = f"/interviews/openings/{company.opening.id}/rule"
    assert queries.rule_of(session, company.opening.id) == "raw"
    assert henrik.post(url, data={"rule": "fair"}).status_code == 302
    assert queries.rule_of(session, company.opening.id) == "fair"
    plan(session, company, applicant())
    assert henrik.post(url, data={"rule": "raw"}).status_code == 409
    assert queries.rule_of(session, company.opening.id) == "fair"
    page = henrik.get(f"/interviews/openings/{company.opening.id}").text
    assert "Fixed since the first panel was planned" in page


def test_nobody_chooses_the_rule_while_the_first_panel_is_being_planned(
    session: Session, company: Company, applicant: Callable[..., Application]
) -> None:
    """Either the choice comes first or it is refused: never a rule chosen after a panel was there."""
    application, makers = applicant(), sessionmaker(db.engine, expire_on_commit=False)
    people = [actions.rater(session, one).id for one in (company.manager, company.raters[0])]
    session.commit()
    barrier = Barrier(2)

    def choose() -> str:
        with makers() as mine:
            opening = mine.get_one(Opening, company.opening.id)
            mine.rollback()
            barrier.wait()
            try:
                actions.choose_rule(mine, "test", opening, "fair")
                mine.commit()
            except actions.RuleFixed:
                return "refused"
            return "chosen"

    def plan_one() -> str:
        with makers() as mine:
            mine.get_one(Application, application.id)
            mine.rollback()
            barrier.wait()
            places = [actions.Place(mine.get_one(Rater, id), TOPICS) for id in people]
            found = mine.get_one(Application, application.id)
            version, chair = mine.merge(company.version), mine.merge(company.manager)
            actions.plan(mine, "test", found, version, chair, places)
            at = mine.scalar(select(ScoreRule.set_at))
            mine.commit()
            return "fair" if at is not None else "raw"

    with ThreadPoolExecutor(2) as pool:
        chosen, seen = (one.result() for one in (pool.submit(choose), pool.submit(plan_one)))
    assert (chosen, seen) in {("chosen", "fair"), ("refused", "raw")}


def test_employees_are_observed_for_their_development(
    session: Session, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    person = Person(code="M-0042", name="Rosa Winter", job="Sales representative")
    session.add(person)
    session.commit()
    ruth = signed_in(company.hr)
    assert "Rosa Winter" in ruth.get("/interviews/people?q=rosa").text
    data = {"chair": str(company.manager.id), "scheduled_at": "2031-03-04T10:00"}
    for place, one in enumerate((company.manager, company.raters[0])):
        data |= {f"seats-{place}-account": str(one.id), f"seats-{place}-topics": list(TOPICS)}  # type: ignore[dict-item]
    assert ruth.post(f"/interviews/observe/{person.id}", data=data).status_code == 302
    made = session.scalars(select(Interview)).one()
    assert (made.kind, made.name, made.about, made.application_id) == ("observation", "Rosa Winter", person.job, None)
    assert session.get_one(Participant, person.participant_id)
    for page in ("", "/guide"):
        assert ruth.get(f"/interviews/{made.id}{page}").status_code == 200
    assert "Rosa Winter" in signed_in(company.raters[0]).get("/interviews/").text
    assert "Rosa Winter" in signed_in(company.raters[0]).get(f"/interviews/{made.id}/scorecard").text
    assert signed_in(company.raters[1]).get(f"/interviews/{made.id}").status_code == 404


def test_nobody_observes_themselves(session: Session, company: Company) -> None:
    person = Person(code="M-0042", name="Adaeze Okonjo", job="Sales representative")
    session.add(person)
    company.raters[0].person = person
    session.flush()
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in (company.manager, company.raters[0])]
    with pytest.raises(actions.OtherSubject):
        actions.observe(session, "test", person, company.version, company.manager, places)
