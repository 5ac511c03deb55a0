"""Builds the invented company through the same actions as real uploads, sign-ins and answers."""

from collections.abc import Callable

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.actions import SYSTEM, record
from assess.audit.models import AuditEvent
from assess.demo import files
from assess.demo.accounts import ANALYST, ENABLEMENT, HR, PASSWORD, STAFF, STUDY_LEAD, Demo
from assess.demo.agreeing import agree_on_plans
from assess.demo.benchmarking import set_benchmarks
from assess.demo.books import tell
from assess.demo.calibrating import bring_in
from assess.demo.capturing import capture_practices
from assess.demo.earlier import hire_in_spring
from assess.demo.guiding import analyse_job, build_guide
from assess.demo.interviewing import hold_interviews, play_roles, watch_at_work
from assess.demo.judging import judge_levers
from assess.demo.project import run_project
from assess.demo.referring import ask_referees
from assess.demo.registering import register_hypotheses
from assess.demo.roster import ROLE
from assess.demo.screening import screen_results
from assess.demo.selecting import assess_candidates, assess_employees, build_profile, open_openings, show_fits
from assess.demo.surveying import hold_surveys
from assess.demo.training import train_interviewers
from assess.demo.uploading import upload
from assess.demo.watching import watch_calls
from assess.demo.weighing import weigh
from assess.demo.world import make
from assess.instruments.actions import publish
from assess.jobs.actions import enqueue
from assess.jobs.tasks import run_all
from assess.measurement.queries import measured
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account, Person
from assess.performance.actions.weights import settle
from surveys.bank import library

SEED, RAMP = 7, 12
#: The last event of the building.
BUILT = "demo.built"
#: Files in the order they are uploaded, and what is in each.
UPLOADS = (
    ("people", "people"), ("metrics", "metrics"), ("service_metrics", "metrics"), ("territories", "territories"),
    ("assignments", "assignments"), ("kpis", "kpis"), ("service_kpis", "kpis"),
)  # fmt: skip
#: Managers who interview, two of them at a site of their own, and reps who sign in to see their own results.
INTERVIEWERS = 18
REPS = ("M-0241", "M-0242", "M-0243")


def build(session: Session, say: Callable[[str], None] = lambda _: None) -> None:
    """The whole company, committed step by step; ``say`` hears what is done."""
    world = make(SEED)
    # nobody is written to: these people are invented
    current_app.extensions["mailman"].backend = "dummy"
    ensure_roles(session)
    accounts = {demo.name: _account(session, demo) for demo in STAFF}
    analyst, hr = accounts[ANALYST.name], accounts[HR.name]
    session.commit()
    say("KPI rows of twelve quarters")
    tables = files.tables(world)
    for name, kind in UPLOADS:
        upload(session, analyst.pseudonym, kind, name, tables[name])
    # a year of ramp: what new reps sell in it is not yet theirs
    settle(session, analyst.pseudonym, {ROLE: RAMP})
    _sign_in_people(session)
    tell(session, analyst, world)
    run_all(session)
    say("who earned it")
    screen_results(session, hr, analyst)
    run_all(session)
    say("assessments of the sales team")
    for instrument in library().values():
        publish(session, analyst.pseudonym, instrument)
    session.commit()
    assess_employees(session, hr, world)
    run_all(session)
    say("a job analysis and a profile of the top producers")
    analyse_job(session, analyst, REPS)
    build_profile(session, analyst, hr)
    show_fits(session, REPS)
    say("three openings and their candidates")
    openings = open_openings(session, hr, world)
    assess_candidates(session, hr, world, openings)
    run_all(session)
    say("what the assessments measure")
    for one in measured(session):
        if one.answered:
            enqueue(session, "measurement.compute", version_id=one.published.version.id, actor=analyst.pseudonym)
    session.commit()
    run_all(session)
    say("a guide for interviews")
    guide = build_guide(session, hr)
    say("interviews, role plays and a day with customers")
    hold_interviews(session, hr, guide)
    play_roles(session, hr)
    watch_at_work(session, accounts[ENABLEMENT.name])
    run_all(session)
    say("interviewers' training and calibration")
    train_interviewers(session)
    bring_in(session, analyst)
    run_all(session)
    say("references")
    ask_referees(session, hr)
    run_all(session)
    say("a rule for Lyon, and a decision")
    weigh(session, hr)
    say("applicants of the spring before, and how groups among them fared")
    hire_in_spring(session, analyst, hr)
    say("benchmarks")
    set_benchmarks(session, hr, analyst, lambda person: _employee(session, person))
    say("two surveys, one anonymous and one in confidence")
    hold_surveys(session, world)
    run_all(session)
    say("what sets people apart: hypotheses, beliefs and two focus groups, before anybody looks")
    register_hypotheses(session, accounts, lambda demo: _account(session, demo))
    watch_calls(session, accounts[STUDY_LEAD.name], accounts[ENABLEMENT.name], tables["practices"])
    say("the data are opened: verdicts, and a training put to the test")
    judge_levers(session, analyst, tables["practices"], tables["conditions"])
    say("a project of the sales team")
    run_project(session)
    say("what the best do, and three plans")
    capture_practices(session, lambda demo: _account(session, demo))
    agree_on_plans(session)
    record(session, SYSTEM, BUILT)
    session.commit()


def is_built(session: Session) -> bool:
    """Whether the demo company stands in this database, whole."""
    return session.scalar(select(AuditEvent.id).where(AuditEvent.action == BUILT).limit(1)) is not None


def _account(session: Session, demo: Demo) -> Account:
    person = session.scalar(select(Person).where(Person.code == demo.person)) if demo.person else None
    account = open_account(session, "demo", demo.address, demo.name, demo.roles, PASSWORD, person, demo=True)
    # every demo account has a second factor; its page shows the code, since nobody has these people's phones
    account.tf_primary_method = "authenticator"
    account.tf_totp_secret = current_app.extensions["security"].totp_factory.generate_totp_secret()
    session.flush()
    return account


def _sign_in_people(session: Session) -> None:
    managers = select(Person).where(Person.job == "Sales manager").order_by(Person.code).limit(INTERVIEWERS)
    for person in session.scalars(managers).all():
        _account(session, Demo(person.name, (Role.INTERVIEWER, Role.LINE_MANAGER), person.code, person.email))
    for person in session.scalars(select(Person).where(Person.code.in_(REPS)).order_by(Person.code)).all():
        _employee(session, person)
    session.commit()


def _employee(session: Session, person: Person) -> Account:
    return _account(session, Demo(person.name, (Role.EMPLOYEE,), person.code, person.email))
