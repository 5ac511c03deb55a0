"""Two people, each alone: what a reviewer may see and when, what comes out, and who may not judge."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.queries import latest
from assess.audit.models import AuditEvent
from assess.jobs.models import Job
from assess.people.models import Account, Person
from assess.performance.actions import screening as actions
from assess.performance.models.screening import EthicsHold, Screen, ScreenVerdict
from assess.performance.queries import screening as reading
from assess.performance.queries import tiers_of
from tests.races import meanwhile

pytestmark = pytest.mark.usefixtures("company")

#: Far enough up in the company of conftest to be screened.
TOP = "P-39"
#: Words that give a verdict away, on a page, in a log or in a file.
TELLING = "handed over by the old manager"


@pytest.fixture
def reviewers(account: Callable[..., Account]) -> list[Account]:
    return [account(Role.ANALYST if n % 2 else Role.HR, name=f"reviewer {n}") for n in range(4)]


def person(session: Session, code: str = TOP) -> Person:
    return session.scalars(select(Person).where(Person.code == code)).one()


def judged(session: Session, who: Account, verdict: str = "earned", note: str = "", code: str = TOP) -> Screen:
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    grounds = ["inherited_accounts"] if verdict == "circumstance" else ["own_business"]
    screen = actions.judge(session, who, person(session, code), analysis, verdict, grounds, note)
    session.commit()
    return screen


def everything(client: FlaskClient) -> str:
    """Every page a curious reviewer opens."""
    pages = ("/", "/performance/screening", f"/performance/screening/{TOP}", "/performance/tiers",
             f"/performance/tiers/{TOP}", "/performance/patterns", "/performance/managers")  # fmt: skip
    return "".join(client.get(page).text for page in pages)


def test_two_who_agree_settle_it_and_a_profile_reads_it(session: Session, reviewers: list[Account]) -> None:
    judged(session, reviewers[0])
    assert reading.screened(session, "Seller") == {}
    screen = judged(session, reviewers[1])
    assert screen.result == "earned" and screen.settled_at is not None
    assert reading.screened(session, "Seller") == {TOP: "earned"}


def test_the_first_verdict_is_out_of_reach_of_whoever_judges_second(
    session: Session, reviewers: list[Account], signed_in: Callable[..., FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    """The attacker is the second reviewer, before giving a verdict: pages, trail, jobs and files say nothing."""
    first, second = signed_in(reviewers[0]), signed_in(reviewers[1])
    given = {"verdict": "circumstance", "grounds": ["inherited_accounts"], "note": TELLING}
    assert first.post(f"/performance/screening/{TOP}", data=given).status_code == 302
    session.rollback()
    assert session.scalars(select(ScreenVerdict.note)).all() == [TELLING]  # it is there to be found
    assert TELLING in first.get(f"/performance/screening/{TOP}").text  # and its author reads it
    seen = everything(second)
    assert TELLING not in seen and 'dot"></span><div class="list-text"><strong>Mostly circumstance' not in seen
    assert "one verdict is in, one is missing" in seen
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "performance.screened")).all()
    assert [event.details for event in events] == [{}]
    jobs = str([job.arguments for job in session.scalars(select(Job))])
    assert "circumstance" not in jobs and TELLING not in jobs
    assert "circumstance" not in caplog.text and TELLING not in caplog.text
    analysis = latest(session, "outliers", "job:Seller")
    assert analysis is not None
    files = second.get(f"/performance/readings/outliers/{analysis.id}/csv").data
    assert TELLING.encode() not in files


def test_the_attack_succeeds_once_both_are_in(
    session: Session, reviewers: list[Account], signed_in: Callable[..., FlaskClient]
) -> None:
    judged(session, reviewers[0], "circumstance", TELLING)
    judged(session, reviewers[1], "circumstance")
    assert TELLING in everything(signed_in(reviewers[1]))


def test_a_seal_left_open_would_be_noticed(
    session: Session, reviewers: list[Account], signed_in: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same attack on a build whose reading is not sealed."""
    judged(session, reviewers[0], "circumstance", TELLING)
    monkeypatch.setattr(reading, "readable", lambda screen, viewer: list(screen.verdicts) if screen else [])
    assert TELLING in everything(signed_in(reviewers[1]))


def test_where_two_differ_the_third_is_alone_too_and_settles_it(
    session: Session, reviewers: list[Account], signed_in: Callable[..., FlaskClient]
) -> None:
    judged(session, reviewers[0], "circumstance", TELLING)
    assert judged(session, reviewers[1], "earned").result is None
    assert reading.screened(session, "Seller") == {}
    assert TELLING in everything(signed_in(reviewers[1]))  # the two read each other: neither can speak again
    third = everything(signed_in(reviewers[2]))
    assert TELLING not in third and "a third person is asked for" in third
    assert judged(session, reviewers[2], "circumstance").result == "circumstance"
    with pytest.raises(actions.AlreadySettled):
        judged(session, reviewers[3])


def test_three_who_all_differ_leave_it_open_for_good(session: Session, reviewers: list[Account]) -> None:
    for who, verdict in zip(reviewers, ("earned", "circumstance", "cannot_tell"), strict=False):
        screen = judged(session, who, verdict)
    assert screen.result == "cannot_tell"


def test_nobody_speaks_twice_or_changes_a_verdict(session: Session, reviewers: list[Account]) -> None:
    judged(session, reviewers[0])
    with pytest.raises(actions.AlreadyJudged):
        judged(session, reviewers[0], "circumstance")
    session.rollback()
    verdict = session.scalars(select(ScreenVerdict)).one()
    verdict.verdict = "circumstance"
    with pytest.raises((IntegrityError, OperationalError), match="SCREENING_APPEND_ONLY"):
        session.commit()


def test_the_subject_and_the_subjects_manager_do_not_judge_and_do_not_look(
    session: Session, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    own = account(Role.HR, name="the subject")
    own.person = person(session)
    boss = account(Role.HR, name="the manager")
    boss.person = person(session, "M-3")
    session.commit()
    assert person(session).team.manager_id == boss.person_id
    for who in (own, boss):
        with pytest.raises(actions.NotOwnAffair):
            judged(session, who)
        session.rollback()
        client = signed_in(who)
        assert client.get(f"/performance/screening/{TOP}").status_code == 403
        assert client.post(f"/performance/screening/{TOP}", data={"verdict": "earned"}).status_code == 403
        assert f"/performance/screening/{TOP}" not in client.get("/performance/screening").text
    assert session.scalars(select(ScreenVerdict)).all() == []


def test_two_who_judge_at_once_take_two_seats(session: Session, reviewers: list[Account]) -> None:
    engine, ids = session.get_bind(), [one.id for one in reviewers]
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    who, what = person(session).id, analysis.id
    session.commit()

    def give(reviewer: int, verdict: str) -> Callable[[Session], object]:
        def run(own: Session) -> object:
            return actions.judge(
                own, own.get_one(Account, reviewer), own.get_one(Person, who), own.get_one(type(analysis), what),
                verdict, ["own_business"], "",
            )  # fmt: skip

        return run

    meanwhile(engine, give(ids[0], "earned"), give(ids[1], "earned"))  # type: ignore[arg-type]
    session.rollback()
    assert session.scalars(select(ScreenVerdict.seat).order_by(ScreenVerdict.seat)).all() == [1, 2]
    assert session.scalars(select(Screen.result)).all() == ["earned"]


def test_one_who_sends_twice_at_once_is_heard_once(session: Session, reviewers: list[Account]) -> None:
    engine, reviewer = session.get_bind(), reviewers[0].id
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    who, what = person(session).id, analysis.id
    session.commit()

    def give(own: Session) -> object:
        return actions.judge(
            own, own.get_one(Account, reviewer), own.get_one(Person, who), own.get_one(type(analysis), what),
            "earned", ["own_business"], "",
        )  # fmt: skip

    with pytest.raises(actions.AlreadyJudged):
        meanwhile(engine, give, give)  # type: ignore[arg-type]
    session.rollback()
    assert len(session.scalars(select(ScreenVerdict)).all()) == 1


@pytest.mark.parametrize("given", [{}, {"verdict": "earned"}, {"verdict": "great", "grounds": ["own_business"]},
                                   {"verdict": "earned", "grounds": ["other"]}])  # fmt: skip
def test_a_verdict_without_a_ground_is_asked_for_again_and_nothing_is_kept(
    session: Session, analyst: FlaskClient, given: dict[str, object]
) -> None:
    sent = analyst.post(f"/performance/screening/{TOP}", data=given)
    assert sent.status_code == 422 and "name at least one ground" in sent.text
    assert session.scalars(select(Screen)).all() == []


def test_who_is_not_on_top_is_not_to_be_screened(analyst: FlaskClient) -> None:
    assert analyst.get("/performance/screening/P-05").status_code == 404
    assert analyst.get("/performance/screening/nobody").status_code == 404


def test_a_hold_is_kept_with_its_reason_and_takes_the_person_out(session: Session, reviewers: list[Account]) -> None:
    for who in reviewers[:2]:
        judged(session, who)
    with pytest.raises(actions.NoReason):
        actions.decide_hold(session, reviewers[0], person(session), "Seller", "keep", " ")
    actions.decide_hold(session, reviewers[0], person(session), "Seller", "keep", "Confirmed breach in March.")
    session.commit()
    assert reading.screened(session, "Seller") == {TOP: "held"}
    actions.decide_hold(session, reviewers[1], person(session), "Seller", "release", "The finding was withdrawn.")
    session.commit()
    assert reading.screened(session, "Seller") == {TOP: "earned"}
    assert len(session.scalars(select(EthicsHold)).all()) == 2


def test_the_reference_group_is_what_two_people_left_in_it(session: Session, reviewers: list[Account]) -> None:
    analysis = tiers_of(session, "Seller")
    assert analysis is not None
    groups = reading.reference_group(session, "Seller", analysis.report)
    tops = sorted(code for code, (group, _verdict) in groups.items() if group == "top")
    assert TOP in tops and len(tops) >= 3 and {groups[code] for code in tops} == {("top", None)}
    for code, verdict in zip(tops[:3], ("earned", "circumstance", "cannot_tell"), strict=True):
        for who in reviewers[:2]:
            judged(session, who, verdict, code=code)
    groups = reading.reference_group(session, "Seller", analysis.report)
    assert [groups[code] for code in tops[:3]] == [
        ("top", "earned"), ("other", "circumstance"), ("other", "cannot_tell"),
    ]  # fmt: skip
    assert len(groups) == 40  # nobody is out of the data


def test_agreement_is_told_of_settled_rounds_only_and_refused_below_twenty(
    session: Session, reviewers: list[Account], run_jobs: Callable[[], int], analyst: FlaskClient
) -> None:
    judged(session, reviewers[0], "circumstance")
    run_jobs()
    assert latest(session, "screening", "job:Seller") is None
    judged(session, reviewers[1], "circumstance")
    run_jobs()
    said = latest(session, "screening", "job:Seller")
    assert said is not None
    assert said.report.sentence.values == {"agreed": 1, "rounds": 1}
    assert said.report.estimates["screeners_kappa"].status == "refused"
    assert "In 1 of 1 settled rounds" in analyst.get("/performance/screening").text


def test_a_new_round_begins_after_a_settled_one_and_the_old_verdicts_stay(
    session: Session, reviewers: list[Account], analyst: FlaskClient
) -> None:
    assert analyst.post(f"/performance/screening/{TOP}/anew").status_code == 409
    for who in reviewers[:2]:
        judged(session, who, "circumstance", TELLING)
    assert analyst.post(f"/performance/screening/{TOP}/anew").status_code == 302
    session.rollback()
    assert [one.round for one in session.scalars(select(Screen).order_by(Screen.round))] == [1, 2]
    # what was settled counts until the new round is
    assert TELLING in analyst.get(f"/performance/screening/{TOP}").text


def test_looking_is_in_the_trail(session: Session, analyst: FlaskClient) -> None:
    analyst.get("/performance/screening")
    analyst.get(f"/performance/screening/{TOP}")
    session.rollback()
    seen = set(session.scalars(select(AuditEvent.action)))
    assert {"performance.screening_viewed", "performance.screen_viewed"} <= seen


def test_the_pages_beside_the_tiers_say_their_sentences(analyst: FlaskClient) -> None:
    page = analyst.get("/performance/patterns").text
    assert "Outliers and replicable top" in page and "It is not 80/20 here" in page
    assert "Managers with enough reps: 4." in analyst.get("/performance/managers").text
