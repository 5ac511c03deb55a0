"""Putting anchors before judges who did not write them."""

import random
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.guides.actions import anchors as actions
from assess.guides.actions import building
from assess.guides.actions.jobs import HandedIn, NothingSaid
from assess.guides.models import AnchorStudy, Guide, Judge
from assess.guides.queries import anchors, guides
from tests.assess.guides.conftest import JOB, WISHES, Company


@pytest.fixture
def guide(session: Session, company: Company) -> Guide:
    """Three topics, nine anchors, published by HR."""
    building.build(session, company.hr.pseudonym, JOB, "Guide", WISHES, "selection")
    session.commit()
    return session.scalars(select(Guide)).one()


@pytest.fixture
def study(session: Session, company: Company, guide: Guide) -> AnchorStudy:
    """Begun by the analyst, everybody asked."""
    instrument = guides.latest_of(session, guide)
    assert instrument is not None
    made = actions.begin(session, company.analyst.pseudonym, "Guide", list(instrument.items.values()), guide.code)
    actions.ask(session, company.analyst.pseudonym, made, company.knowing)
    session.commit()
    return made


def sort(session: Session, judge: Judge, wrong: tuple[int, ...] = ()) -> None:
    """Every anchor where it belongs, those at these places with the first topic that is not theirs."""
    given: dict[int, tuple[str, int | None]] = {}
    for at, one in enumerate(judge.study.anchors):
        other = next(each["code"] for each in judge.study.competencies if each["code"] != one["competency"])
        given[at] = (other if at in wrong else one["competency"], one["points"])
    actions.place(session, judge, given)
    actions.hand_in(session, judge)
    session.commit()


def close(session: Session, study: AnchorStudy, run_jobs: Callable[[], int]) -> None:
    actions.close(session, "test", study)
    session.commit()
    run_jobs()


def test_anchors_come_in_an_order_of_each_judges_own_that_stays(study: AnchorStudy) -> None:
    orders = [anchors.order(judge) for judge in study.judges]
    assert all(sorted(order) == list(range(9)) for order in orders)
    assert len({tuple(order) for order in orders}) > 1 and list(range(9)) not in orders
    random.random()
    assert anchors.order(study.judges[0]) == orders[0]


def test_a_judge_sees_neither_the_code_nor_the_level_an_anchor_was_written_for(
    study: AnchorStudy, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(company.knowing[0]).get(f"/guides/judge/{study.id}").text
    shown = [one for one in study.anchors if one["behaviour"].split(";")[0].split(",")[0] in page]
    assert len(shown) == 5
    # every topic is offered for every sentence, none chosen, and no level either
    assert page.count('<option value="discovery">') == 5 and " selected" not in page and " checked" not in page


def test_a_judge_sorts_page_by_page_and_hands_in_at_the_end(
    session: Session, study: AnchorStudy, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    client, address = signed_in(company.knowing[0]), f"/guides/judge/{study.id}"
    judge = anchors.judge_for(session, company.knowing[0], study.id)
    order = anchors.order(judge)
    half = {f"c{order[0]}": "care", f"p{order[0]}": "3", f"c{order[1]}": "care"}
    answer = client.post(address, data={"page": "1", **half})
    assert answer.status_code == 422 and "4 sentences need a topic and a level" in answer.text
    first = {f"c{at}": "none" for at in order[1:5]}
    assert client.post(address, data={"page": "1", **half, **first}).status_code == 302
    page = client.get(address).text
    assert "Page 2 of 2" in page and "Hand in" in page
    second = {key: value for at in order[5:] for key, value in ((f"c{at}", "care"), (f"p{at}", "5"))}
    client.post(address, data={"page": "2", "go": "hand_in", **second})
    found = anchors.judge_for(session, company.knowing[0], study.id)
    assert found.submitted_at is not None
    placed = {one.place: (one.competency, one.points) for one in found.placements}
    assert placed[order[0]] == ("care", 3) and placed[order[1]] == ("", None) and placed[order[8]] == ("care", 5)
    assert client.post(address, data={"page": "1", **half, **first}).status_code == 409


def test_handing_in_early_keeps_what_is_there_and_goes_to_what_is_open(
    session: Session, study: AnchorStudy, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    client, address = signed_in(company.knowing[0]), f"/guides/judge/{study.id}"
    order = anchors.order(anchors.judge_for(session, company.knowing[0], study.id))
    last = {f"c{at}": "none" for at in order[5:]}
    client.post(address, data={"page": "2", "go": "hand_in", **last})
    found = anchors.judge_for(session, company.knowing[0], study.id)
    assert found.submitted_at is None and len(found.placements) == 4
    assert "Page 1 of 2" in client.get(address).text


def test_whoever_published_the_guide_or_began_the_round_cannot_judge(
    session: Session, study: AnchorStudy, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    for writer in (company.hr, company.analyst):
        with pytest.raises(actions.WroteThem, match=writer.name):
            actions.ask(session, "test", study, [writer])
    page = signed_in(company.analyst).get(f"/guides/anchors/{study.id}").text
    offered = page.split("<select", 1)[1].split("</select>")[0]
    assert company.hr.name not in offered and company.analyst.name not in offered


def test_a_judges_page_is_nobody_elses(
    study: AnchorStudy, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    assert signed_in(company.hr).get(f"/guides/judge/{study.id}").status_code == 404
    assert signed_in(company.knowing[0]).get("/guides/judge/999").status_code == 404


def test_judges_are_asked_by_mail(
    study: AnchorStudy, run_jobs: Callable[[], int], app: Flask, company: Company
) -> None:
    run_jobs()
    sent = app.extensions["mailman"].outbox
    assert [mail.to for mail in sent] == [[one.email] for one in company.knowing]
    assert f"/guides/judge/{study.id}" in sent[0].body


def test_anchors_that_judges_put_back_hold_and_the_guide_says_so(
    session: Session, study: AnchorStudy, guide: Guide, run_jobs: Callable[[], int], company: Company,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    assert guides.overview(session, guide).standing.status == "unjudged"
    for judge in study.judges:
        sort(session, judge)
    close(session, study, run_jobs)
    standing = guides.overview(session, guide).standing
    assert (standing.status, standing.holds, standing.anchors) == ("held", 9, 9)
    page = signed_in(company.hr).get(f"/guides/anchors/{study.id}").text
    assert "9 of 9 anchors hold, by 6 judges who did not write them." in page
    assert "not yet retranslated" not in signed_in(company.hr).get(f"/guides/{guide.id}").text


def test_an_anchor_two_of_six_misplace_fails_and_the_guide_says_which(
    session: Session, study: AnchorStudy, guide: Guide, run_jobs: Callable[[], int], company: Company,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    for judge in study.judges[:2]:
        sort(session, judge, wrong=(4,))
    for judge in study.judges[2:]:
        sort(session, judge)
    close(session, study, run_jobs)
    standing = guides.overview(session, guide).standing
    # 4 of 6 is .667, below .70
    assert (standing.status, standing.holds, standing.fails) == ("failed", 8, 1)
    page = signed_in(company.hr).get(f"/guides/{guide.id}").text
    assert study.anchors[4]["competency"] == "deciding" and study.anchors[4]["points"] == 3
    assert 'answers the objections raised. <span class="chip chip-danger">reads as another topic' in page


def test_four_judges_are_too_few_to_say_anything(
    session: Session, study: AnchorStudy, guide: Guide, run_jobs: Callable[[], int]
) -> None:
    for judge in study.judges[:4]:
        sort(session, judge)
    close(session, study, run_jobs)
    assert guides.overview(session, guide).standing.status == "unjudged"


def test_what_a_judge_has_not_handed_in_does_not_count(
    session: Session, study: AnchorStudy, run_jobs: Callable[[], int]
) -> None:
    for judge in study.judges[:5]:
        sort(session, judge)
    actions.place(session, study.judges[5], dict.fromkeys(range(9), ("", None)))
    close(session, study, run_jobs)
    stored = anchors.report_of(session, study)
    assert stored is not None and stored.report.sentence.values["judges"] == 5
    assert stored.report.sentence.values["holds"] == 9


def test_an_anchor_whose_words_changed_since_is_not_judged_any_more(
    session: Session, study: AnchorStudy, guide: Guide, run_jobs: Callable[[], int]
) -> None:
    for judge in study.judges:
        sort(session, judge)
    close(session, study, run_jobs)
    found = guides.latest_of(session, guide)
    assert found is not None
    plain = found.plain()
    plain["sections"][0]["items"][0]["anchors"][1]["behaviour"] += " Every time."
    standing = anchors.standing(anchors.verdicts(session), type(found).from_plain(plain))
    assert (standing.status, standing.holds, standing.unjudged) == ("unjudged", 8, 1)


def test_a_round_without_answers_cannot_be_closed_and_a_closed_one_takes_none(
    session: Session, study: AnchorStudy, run_jobs: Callable[[], int]
) -> None:
    with pytest.raises(NothingSaid):
        actions.close(session, "test", study)
    sort(session, study.judges[0])
    with pytest.raises(HandedIn):
        actions.place(session, study.judges[0], {0: ("", None)})
    close(session, study, run_jobs)
    with pytest.raises(actions.StudyClosed):
        actions.place(session, study.judges[1], {0: ("", None)})


def test_one_topic_alone_is_not_put_before_judges(session: Session, guide: Guide) -> None:
    instrument = guides.latest_of(session, guide)
    assert instrument is not None
    with pytest.raises(actions.TooFewCompetencies):
        actions.begin(session, "test", "One", list(instrument.items.values())[:1])


def test_a_round_can_be_about_a_whole_list_of_the_bank(
    session: Session, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    answer = signed_in(company.hr).post("/guides/anchors/new", data={"source": "bank:managers"})
    study = session.scalars(select(AnchorStudy)).one()
    assert answer.headers["Location"] == f"/guides/anchors/{study.id}"
    assert (len(study.competencies), len(study.anchors)) == (8, 24)
    bad = signed_in(company.hr).post("/guides/anchors/new", data={"source": "bank:nothing"})
    assert bad.status_code == 422


def test_the_report_is_taken_out_as_pdf_and_csv(
    session: Session, study: AnchorStudy, run_jobs: Callable[[], int], company: Company,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    for judge in study.judges:
        sort(session, judge)
    close(session, study, run_jobs)
    client = signed_in(company.hr)
    assert client.get(f"/guides/anchors/{study.id}/pdf").data.startswith(b"%PDF")
    assert client.get(f"/guides/anchors/{study.id}/csv").data.startswith(b"PK")
    assert client.get(f"/guides/anchors/{study.id}/doc").status_code == 404
    stored = anchors.report_of(session, study)
    assert stored is not None and stored.report.provenance is not None
    assert stored.report.provenance.parameters == {"study": study.id}
