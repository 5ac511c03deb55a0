"""Employees and candidates answer, openings are opened, a profile is built and approved."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.actions import begin, create_assessment, finish, invite, keep
from assess.delivery.models import Assessment, Invitation
from assess.demo import forms, selection
from assess.demo.accounts import HIRING_MANAGER
from assess.demo.roster import ROLE
from assess.demo.world import World
from assess.hiring.actions import add_candidate, create_opening, move
from assess.hiring.models import Application, Opening
from assess.jobs.tasks import run_all
from assess.people.models import Account, Person
from assess.profiles.actions import Choice, approve, ask_to_build, release, set_scales
from assess.profiles.queries import job_links, leading_jobs, newest
from surveys.definition import Instrument
from surveys.items import Given
from surveys.models import InstrumentVersion
from surveys.moments import now
from surveys.versions import instrument_of

BATTERY = ("work_style", "situational_judgement")
CONTACT = "hiring@meridian.example"
#: Scale → competency that experts on the job call for, and why: written down before the analyst looks at any result.
DIRECTIONS = {
    "judgement": ("negotiation", "Customers who postpone are helped to decide, not pushed: critical in every deal."),
    "conscientiousness": ("pipeline", "Plans and follow-up over many months carry the results."),
    "extraversion": ("prospecting", "First contacts and groups are daily work."),
}
#: Stage of the demo's files → stage of the product.
STAGES = {"applied": "applied", "assessment": "assessment", "interview": "interview", "panel": "interview"}


def versions(session: Session, codes: Sequence[str] = BATTERY) -> list[InstrumentVersion]:
    """The published versions of these instruments, in this order."""
    return [session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == code)).one() for code in codes]


def assess_employees(session: Session, hr: Account, world: World) -> None:
    """120 reps and 38 engineers answer both instruments for their own development."""
    asked = versions(session)
    assessment = create_assessment(session, hr.pseudonym, "How you work, autumn 2026", "development", asked, CONTACT)
    session.commit()
    people = {person.code: person for person in session.scalars(select(Person))}
    given = _given(session, asked, world, selection.incumbent_answers, selection.engineer_answers)
    for code in sorted({code for _version, code in given}):
        _answer(session, hr, assessment, given, code, person=people[code])


def assess_candidates(session: Session, hr: Account, world: World, openings: dict[str, Opening]) -> None:
    """Candidates past the first stage answer for their opening; one stops half-way, one does not read."""
    asked = versions(session)
    made = {
        opening.id: create_assessment(session, hr.pseudonym, opening.name, "selection", asked, CONTACT, opening)
        for opening in openings.values()
    }
    session.commit()
    given = _given(session, asked, world, selection.candidate_answers)
    for application in session.scalars(select(Application).order_by(Application.id)).all():
        code = application.candidate.code
        if application.stage == "applied":
            continue
        _answer(session, hr, made[application.opening_id], given, code, application=application)


def open_openings(session: Session, hr: Account, world: World) -> dict[str, Opening]:
    """Three openings with their candidates, each at the stage the files say."""
    manager = session.scalars(select(Account).where(Account.email == HIRING_MANAGER.address)).one()
    openings = {}
    for _, row in selection.requisitions().iterrows():
        title, _comma, place = str(row["title"]).partition(", ")
        openings[str(row["requisition_id"])] = create_opening(
            session, hr.pseudonym, title, ROLE, place, row["requisition_id"], manager
        )
    people = selection.candidates(world).set_index("candidate_id")
    for _, row in selection.applications(world).iterrows():
        person = people.loc[row["candidate_id"]]
        application = add_candidate(
            session, hr.pseudonym, openings[row["requisition_id"]], person["display_name"], person["email"],
            row["candidate_id"],
        )  # fmt: skip
        stage = "closed" if row["outcome"] else STAGES.get(row["stage"], row["stage"])
        move(session, hr.pseudonym, application, stage)
    session.commit()
    return openings


def build_profile(session: Session, analyst: Account, hr: Account) -> None:
    """The analyst says what each scale is expected to do, the profile is built, HR approves it."""
    judgement = {version.code: version for version in versions(session)}
    called = job_links(session, ROLE)
    if called is None:
        raise RuntimeError("the demo's experts call for nothing")
    choices = [
        Choice(version.id, scale.code, 1, True, reason, competency if competency in called.competencies else "")
        for version in judgement.values()
        for scale in instrument_of(session, version.content_hash).scales
        for competency, reason in [DIRECTIONS.get(scale.code, ("", ""))]
        if reason
    ]
    set_scales(session, analyst.pseudonym, ROLE, choices)
    ask_to_build(session, analyst.pseudonym, ROLE)
    session.commit()
    run_all(session)
    draft = newest(session, ROLE)
    if draft is None:
        raise RuntimeError("the demo's profile was not built")
    approve(session, hr.pseudonym, draft)
    session.commit()
    run_all(session)


def show_fits(session: Session, reps: Sequence[str]) -> None:
    """One rep shows his scales to his manager, another asks to be considered for leading."""
    first, second = (
        session.scalars(select(Account).join(Account.person).where(Person.code == code)).one() for code in reps[:2]
    )
    for account, audience, job in ((first, "manager", ROLE), (second, "leaders", leading_jobs(session)[0])):
        if account.person is not None and account.person.participant_id is not None:
            release(session, account.pseudonym, account.person.participant_id, audience, job)
    session.commit()


Answers = dict[tuple[int, str], tuple[Instrument, pd.DataFrame]]


def _given(session: Session, asked: Sequence[InstrumentVersion], world: World, *sources: object) -> Answers:
    """Answers by version and person."""
    found: Answers = {}
    for version in asked:
        instrument = instrument_of(session, version.content_hash)
        for source in sources:
            table = source(world, instrument.code, forms.definition(instrument))  # type: ignore[operator]
            table = forms.chosen(instrument, table)
            table["started_at"] = pd.to_datetime(table["started_at"])
            table["submitted_at"] = pd.to_datetime(table["submitted_at"])
            for code, rows in table.groupby("respondent_ref", sort=False):
                found[version.id, str(code)] = (instrument, rows)
    return found


def _answer(
    session: Session, hr: Account, assessment: Assessment, given: Answers, code: str,
    person: Person | None = None, application: Application | None = None,
) -> None:  # fmt: skip
    invitation: Invitation = invite(session, hr.pseudonym, assessment, application, person)
    begin(session, invitation)
    complete = True
    for part in assessment.parts:
        if (part.version_id, code) not in given:
            complete = False
            continue
        instrument, rows = given[part.version_id, code]
        pages = {item.code: section.code for section in instrument.sections for item in section.items}
        for _, page in rows.groupby(rows["item_key"].map(pages), sort=False):
            answers = {key: Given(str(value)) for key, value in zip(page["item_key"], page["answer"], strict=True)}
            keep(session, invitation.id, part.position, answers, shown=now() - _took(page))
        complete = complete and set(instrument.items) == set(rows["item_key"])
    if complete:
        finish(session, invitation)
    session.commit()


def _took(page: pd.DataFrame) -> timedelta:
    """How long the person was on a page."""
    return timedelta(seconds=(page["submitted_at"].max() - page["started_at"].min()).total_seconds())
