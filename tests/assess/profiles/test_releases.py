"""An employee's fit is their own until they show it; leading is compared with those who lead (S2-34, S2-35)."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.demo.roster import ROLE, rep_ids
from assess.demo.selection import incumbents
from assess.errors import NotFound
from assess.people.actions import open_account
from assess.people.models import Account, Person, Team
from assess.profiles import actions, queries
from assess.profiles.models import FitRelease, FitResult, ProfileVersion
from scoring.reports.fit import KIND
from surveys.models import Participant
from tests.assess.profiles.company import WORLD, Company

LEAD = "Sales manager"


@pytest.fixture
def rep(session: Session, company: Company) -> Account:
    """A rep who was assessed, with a manager who signs in."""
    person = company.people[rep_ids(WORLD)[int(incumbents(WORLD)[0])]]
    return open_account(session, "test", "rep@meridian.example", "Rea", [Role.EMPLOYEE], "x" * 20, person)


@pytest.fixture
def boss(session: Session, rep: Account) -> Account:
    assert rep.person is not None and rep.person.team is not None
    leader = Person(code="B-1", name="Bo", job=LEAD)
    session.add(leader)
    session.flush()
    rep.person.team.manager_id = leader.id
    found = open_account(session, "test", "boss@meridian.example", "Bo", [Role.LINE_MANAGER], "x" * 20, leader)
    found.tf_primary_method = "authenticator"
    session.commit()
    return found


def test_a_manager_sees_the_scales_of_those_who_show_them_and_of_nobody_else(
    session: Session, approved: ProfileVersion, rep: Account, boss: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    assert rep.person is not None
    code = rep.person.code
    theirs = signed_in(boss)
    assert theirs.get(f"/profiles/team/{code}").status_code == 404
    assert rep.person.name not in theirs.get("/profiles/team").text
    own = signed_in(rep)
    assert "Show it to my manager" in own.get("/profiles/mine").text
    shown = own.post("/profiles/mine/show", data={"audience": "manager", "job": ROLE})
    assert shown.status_code == 302
    theirs = signed_in(boss)
    assert rep.person.name in theirs.get("/profiles/team").text
    assert "Scale by scale" in theirs.get(f"/profiles/team/{code}").text
    session.expire_all()
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "profiles.shown_fit_viewed")).one()
    other = next(p for p in session.scalars(select(Person).where(Person.job == ROLE)) if p.code != code)
    assert theirs.get(f"/profiles/team/{other.code}").status_code == 404
    own = signed_in(rep)
    own.post("/profiles/mine/take-back", data={"audience": "manager", "job": ROLE})
    assert signed_in(boss).get(f"/profiles/team/{code}").status_code == 404


@pytest.mark.parametrize(
    ("audience", "job"), [("manager", LEAD), ("leaders", ROLE), ("leaders", "Astronaut"), ("everybody", ROLE)]
)
def test_only_what_can_be_shown_can_be_asked_for(
    session: Session, approved: ProfileVersion, rep: Account, boss: Account, audience: str, job: str,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    answer = signed_in(rep).post("/profiles/mine/show", data={"audience": audience, "job": job})
    assert answer.status_code == 404
    assert session.scalars(select(FitRelease)).all() == []


def test_without_a_profile_of_leaders_nobody_is_compared_with_them(
    session: Session, approved: ProfileVersion, rep: Account, boss: Account, hr: Account,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    """methods §5.7: succession needs a profile built on managers; that of reps is refused."""
    assert rep.person is not None
    signed_in(rep).post("/profiles/mine/show", data={"audience": "leaders", "job": LEAD})
    run_jobs()
    page = signed_in(hr).get("/profiles/leaders").text
    assert f"Nobody is compared with {LEAD}" in page and "at least 60 people who lead" in page
    assert rep.person.name in page
    assert session.scalars(select(Analysis).where(Analysis.subject == f"leaders:{LEAD}")).all() == []


def leaders_profile(session: Session, approved: ProfileVersion) -> ProfileVersion:
    """The reps' profile as if it had been built on managers: only what is done with it is of interest here."""
    made = ProfileVersion(
        job=LEAD, number=1, state="approved", content=approved.content.replace(f'"role":"{ROLE}"', f'"role":"{LEAD}"'),
        scales=approved.scales, keys=approved.keys, analysis_id=approved.analysis_id, built_by="test",
        built_at=approved.built_at, approved_by="other", approved_at=approved.approved_at,
    )  # fmt: skip
    session.add(made)
    session.commit()
    return made


def test_who_asks_to_lead_is_measured_by_the_profile_of_leaders_and_keeps_the_own_fit(
    session: Session, approved: ProfileVersion, rep: Account, boss: Account, hr: Account,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    leaders_profile(session, approved)
    signed_in(rep).post("/profiles/mine/show", data={"audience": "leaders", "job": LEAD})
    run_jobs()
    session.expire_all()
    assert rep.person is not None and rep.person.participant_id is not None
    jobs = {queries.own_fit(session, rep, job).profile.job for job in (ROLE, LEAD)}  # type: ignore[union-attr]
    assert jobs == {ROLE, LEAD}
    pool = queries.leaders(session, LEAD)
    assert [[person.name for person, _ in people] for _band, people in pool.bands] == [[rep.person.name]]
    page = signed_in(hr).get("/profiles/leaders").text
    assert "Band 1" in page and "decides nothing" in page
    assert "Your scales beside those who lead best" in signed_in(rep).get(f"/profiles/mine?job={LEAD}").text


def test_taking_it_back_leaves_nothing_of_it(
    session: Session, approved: ProfileVersion, rep: Account, boss: Account,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    leaders_profile(session, approved)
    assert rep.person is not None and rep.person.participant_id is not None
    participant = session.get_one(Participant, rep.person.participant_id)
    actions.release(session, rep.pseudonym, participant.id, "leaders", LEAD)
    session.commit()
    run_jobs()
    stored = select(Analysis).where(Analysis.kind == KIND, Analysis.subject == f"leaders:{LEAD}")
    assert participant.code in session.scalars(stored).one().report_json
    actions.take_back(session, rep.pseudonym, participant, "leaders", LEAD)
    session.commit()
    run_jobs()
    session.expire_all()
    assert all(participant.code not in one.report_json for one in session.scalars(stored))
    led = session.scalars(select(FitResult).where(FitResult.participant_id == participant.id)).all()
    assert [one.profile.job for one in led] == [ROLE]


def test_a_manager_of_another_team_finds_nothing(session: Session, approved: ProfileVersion, rep: Account) -> None:
    assert rep.person is not None and rep.person.participant_id is not None
    actions.release(session, rep.pseudonym, rep.person.participant_id, "manager", ROLE)
    leader = Person(code="B-2", name="Bea", job=LEAD)
    team = next(one for one in session.scalars(select(Team)) if one.id != rep.person.team_id)
    session.add(leader)
    session.flush()
    team.manager_id = leader.id
    other = open_account(session, "test", "bea@meridian.example", "Bea", [Role.LINE_MANAGER], "x" * 20, leader)
    with pytest.raises(NotFound):
        queries.team_fit(session, other, rep.person.code)
