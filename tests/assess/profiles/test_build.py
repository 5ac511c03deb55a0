"""A profile is built from stored tiers and scores; its gate opens or says what is missing; two people approve."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.delivery.models import AnswerQuality, ScaleScore
from assess.demo.roster import ENGINEER, ROLE, engineer_ids
from assess.demo.selection import incumbents
from assess.instruments.actions import withdraw
from assess.jobs.actions import announce
from assess.people.models import Account
from assess.performance.queries import criterion_of
from assess.profiles import actions, frames, queries
from assess.profiles.models import ProfileScale, ProfileVersion
from scoring.profile import from_json
from scoring.results import Report
from surveys.bank import library
from surveys.models import InstrumentVersion
from surveys.versions import publish
from tests.assess.profiles.company import REPS, WORLD, Company


def test_the_gate_opens_on_meridians_reps(session: Session, draft: ProfileVersion) -> None:
    """methods §16.3: 120 incumbents, 40 of them the best by plain results; judgement, achievement, assertiveness."""
    profile = from_json(draft.content)
    assert profile.open and profile.people == len(incumbents(WORLD)) == 120
    assert {s.scale for s in profile.scales if s.weight} == {
        "Judgement with customers", "Conscientiousness", "Extraversion", "Emotional stability",
    }  # fmt: skip
    openness = next(scale for scale in profile.scales if scale.scale == "Openness")
    assert [reason.code.value for reason in openness.reasons] == ["NOT_JOB_RELATED"]
    assert draft.top_low is not None and draft.top_high is not None and -0.5 < draft.top_low < draft.top_high < 2
    report = draft.analysis.report
    assert report.kind == "profile" and report.provenance is not None
    assert report.provenance.parameters["job"] == ROLE


def test_the_reference_top_is_high_and_steady_and_the_middle_is_the_middle(session: Session, company: Company) -> None:
    people = frames.incumbents(session, ROLE, REPS)
    rated = REPS.table("people")
    chances = dict(zip(rated.column("person_id"), rated.column("chance_top"), strict=True))
    codes = {person.participant_id: code for code, person in company.people.items()}
    top = {code for code, chance in chances.items() if isinstance(chance, float) and chance >= 0.5}
    assert len(people) == 247 and len(top) == 40
    steady = {
        code for code, group in zip(rated.column("person_id"), rated.column("reference"), strict=True) if group == "top"
    }
    assert steady < top and (people["group"] == "top").sum() == len(steady) == 30
    middle = (people["group"] == "middle").sum()
    ranked = sum(rank is not None for rank in rated.column("adjusted_rank"))
    assert middle == pytest.approx(0.4 * ranked, abs=2)
    assert codes  # everybody is known to the engine


def test_building_twice_gives_the_same_bytes(
    session: Session, draft: ProfileVersion, analyst: Account, run_jobs: Callable[[], int]
) -> None:
    first, report = draft.content, draft.analysis.report_json
    actions.ask_to_build(session, analyst.pseudonym, ROLE)
    session.commit()
    run_jobs()
    session.refresh(draft)
    assert (draft.content, draft.analysis.report_json, draft.number) == (first, report, 1)
    assert len(session.scalars(select(Analysis).where(Analysis.kind == "profile")).all()) == 1


def test_careless_answers_stay_out_of_the_profile(
    session: Session, company: Company, analyst: Account, run_jobs: Callable[[], int]
) -> None:
    rows = session.scalars(select(ScaleScore.administration_id).where(ScaleScore.scale == "openness").limit(5)).all()
    session.add_all(
        AnswerQuality(administration_id=id, longstring=9, spread=0.1, seconds=1.0, flags=["irv"], careless=True)
        for id in rows
    )
    actions.ask_to_build(session, analyst.pseudonym, ROLE)
    session.commit()
    run_jobs()
    found = queries.newest(session, ROLE)
    assert found is not None and from_json(found.content).people == 115


def engineers(session: Session) -> None:
    """38 engineers rated and assessed: methods §16.3's job with too few people."""
    people, steps = REPS.table("people"), {row[0]: row for row in REPS.table("steps").rows}
    lent = [row for row, status in zip(people.rows, people.column("status"), strict=True) if status != "refused"]
    ids = dict(zip([row[0] for row in lent[60:98]], engineer_ids(), strict=True))
    rows = tuple((ids[row[0]], *row[1:]) for row in lent[60:98])
    adjusted = tuple((name, *steps[rep][1:]) for rep, name in ids.items())
    tables = tuple(
        replace(one, rows=rows) if one.key == "people" else replace(one, rows=adjusted) if one.key == "steps" else one
        for one in REPS.tables
    )
    store(session, replace(REPS, tables=tables), f"job:{ENGINEER}", "test")
    version = publish(session, library()["work_style"])
    session.add(
        ProfileScale(
            job=ENGINEER, version_id=version.id, scale="conscientiousness", direction=1, job_related=True, set_by="test"
        )
    )


def test_a_profile_of_managers_rests_on_the_report_about_managers(
    session: Session, company: Company, analyst: Account, run_jobs: Callable[[], int]
) -> None:
    """S2-35, methods §2.9: who leads is judged by those they lead, never by having sold well."""
    engineers(session)
    tiers = session.scalars(select(Analysis).where(Analysis.subject == f"job:{ENGINEER}")).one()
    assert criterion_of(session, ENGINEER) is tiers
    session.delete(tiers)
    store(session, replace(tiers.report, kind="managers"), f"job:{ENGINEER}", "test")
    actions.ask_to_build(session, analyst.pseudonym, ENGINEER)
    session.commit()
    run_jobs()
    found = queries.newest(session, ENGINEER)
    assert found is not None and from_json(found.content).people == 38
    assert next(job for job in queries.jobs(session) if job.name == ENGINEER).rated


def test_a_closed_gate_says_what_is_missing_and_measures_nobody(
    session: Session,
    company: Company,
    analyst: Account,
    hr: Account,
    run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:
    engineers(session)
    actions.ask_to_build(session, analyst.pseudonym, ENGINEER)
    session.commit()
    run_jobs()
    found = queries.newest(session, ENGINEER)
    assert found is not None
    with pytest.raises(actions.GateClosed):
        actions.approve(session, hr.pseudonym, found)
    client = signed_in(hr)
    page = client.get(f"/profiles/{found.id}").text
    assert "gate closed" in page and "38 of 60" in page and "Structured interviews" in page
    assert "22 more with results and an assessment" in page
    assert "Approve for use" not in page
    assert client.post(f"/profiles/{found.id}/approve").status_code == 409


def test_an_open_gate_shows_prediction_on_new_people(
    draft: ProfileVersion, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(hr).get(f"/profiles/{draft.id}").text
    assert "gate open" in page and "Approve for use" in page
    assert "in people it was not built on" in page and "Inside and outside the people it was built on" in page
    assert "120; at least 60 needed" in page


def test_whoever_built_a_profile_does_not_approve_it(session: Session, draft: ProfileVersion, analyst: Account) -> None:
    with pytest.raises(actions.BuiltByApprover):
        actions.approve(session, analyst.pseudonym, draft)


def test_new_results_refresh_drafts_and_leave_the_approved_alone(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    before = approved.content
    session.execute(update(ScaleScore).where(ScaleScore.scale == "stability").values(value=3.0))
    announce(session, "performance.rated", 1)
    session.commit()
    run_jobs()
    session.refresh(approved)
    assert approved.content == before and queries.newest(session, ROLE) is approved


def test_a_direction_is_fixed_once_results_have_been_seen(
    session: Session, draft: ProfileVersion, analyst: Account
) -> None:
    version, scale = draft.places["Judgement with customers"]
    with pytest.raises(actions.ScaleFixed):
        actions.set_scales(session, analyst.pseudonym, ROLE, [actions.Choice(version, scale, -1, True)])
    other = actions.Choice(version, "indecision", 1, True, "helps committees decide")
    assert actions.set_scales(session, analyst.pseudonym, ROLE, [other]) == 1
    said = session.scalars(select(AuditEvent).where(AuditEvent.action == "profiles.scale_set")).all()
    assert said[-1].actor == analyst.pseudonym and said[-1].details["scale"] == "indecision"


def test_the_page_of_scales_keeps_what_the_analyst_says(
    session: Session, company: Company, analyst: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(analyst)
    offered = queries.offered(session, ENGINEER)
    form = {
        f"scales-{place}-{name}": value
        for place, one in enumerate(offered)
        for name, value in (("key", one.key), ("direction", "0"), ("reason", ""))
    }
    form |= {"scales-2-direction": "-1", "scales-2-job_related": "y", "scales-2-reason": "works alone"}
    assert client.post("/profiles/scales", query_string={"job": ENGINEER}, data=form).status_code == 302
    (kept,) = queries.settings(session, ENGINEER)
    assert (kept.scale, kept.direction, kept.job_related) == (offered[2].scale.code, -1, True)
    assert kept.reason == "works alone"
    form["scales-0-key"] = "999:made_up"
    assert client.post("/profiles/scales", query_string={"job": ENGINEER}, data=form).status_code == 422
    assert client.get("/profiles/scales", query_string={"job": "Astronaut"}).status_code == 404


def test_a_profile_is_built_only_from_scales_somebody_vouched_for(session: Session, company: Company) -> None:
    with pytest.raises(actions.NoScales):
        actions.ask_to_build(session, "test", ENGINEER)


def test_every_look_and_step_is_recorded(
    session: Session, approved: ProfileVersion, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    for path in ("", "/csv", "/pdf"):
        assert client.get(f"/profiles/{approved.id}{path}").status_code == 200
    client.post(f"/profiles/{approved.id}/retire")
    actions_ = session.scalars(select(AuditEvent.action).where(AuditEvent.action.startswith("profiles.")).distinct())
    assert set(actions_) >= {
        "profiles.build_asked", "profiles.built", "profiles.approved", "profiles.viewed", "profiles.exported",
        "profiles.retired",
    }  # fmt: skip
    session.refresh(approved)
    assert approved.state == "retired"


def test_the_page_of_profiles_lists_jobs_for_who_may_see_them(
    company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(Role.ANALYST).get("/profiles/").text
    assert ROLE in page and "Choose scales" in page
    assert "Choose scales" not in signed_in(Role.HR).get("/profiles/").text


def test_a_person_nobody_rated_has_no_criterion(session: Session, company: Company) -> None:
    """Nova Reyes came too late to be rated (methods §16.1)."""
    people = frames.incumbents(session, ROLE, REPS)
    refused = [
        person
        for person, status in zip(*(REPS.table("people").column(key) for key in ("person_id", "status")), strict=True)
        if status == "refused"
    ]
    assert refused and people["criterion"].isna().sum() == len(refused)
    assert np.isfinite(people["criterion"].dropna()).all()


def test_a_report_of_tiers_without_tables_builds_nothing(
    session: Session, company: Company, analyst: Account, run_jobs: Callable[[], int]
) -> None:
    store(session, Report("tiers", REPS.sentence, provenance=REPS.provenance), f"job:{ROLE}", "test")
    actions.ask_to_build(session, analyst.pseudonym, ROLE)
    session.commit()
    run_jobs()
    assert queries.newest(session, ROLE) is None


def test_a_profile_whose_instrument_was_withdrawn_says_so_and_goes_on(
    session: Session, approved: ProfileVersion, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    assert "withdrawn from the library" not in client.get(f"/profiles/{approved.id}").text
    version = session.get_one(InstrumentVersion, approved.places["Conscientiousness"][0])
    withdraw(session, hr.pseudonym, version, "a shorter one replaces it")
    session.commit()
    page = client.get(f"/profiles/{approved.id}").text
    assert f"{library()['work_style'].title}: withdrawn from the library" in page
    assert queries.approved(session, ROLE) == approved
