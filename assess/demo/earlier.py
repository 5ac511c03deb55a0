"""The spring before: applicants who went through the process of that time, and what they said of themselves."""

import numpy as np
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.decisions.actions import decide
from assess.decisions.queries import Seen
from assess.demo.accounts import HIRING_MANAGER
from assess.demo.applicants import Applicants, make
from assess.demo.names import address, names
from assess.demo.roster import ROLE
from assess.enclave import Enclave
from assess.hiring.actions import add_candidate, create_opening, move, move_opening
from assess.impact.actions import consider
from assess.jobs.actions import enqueue
from assess.jobs.tasks import run_all
from assess.people.models import Account
from assess.vault.actions import put

SEED, APPLICANTS = 7, 120
#: The process of that time: the better half by the cognitive test, then the better half of these by the interview.
HURDLE, HIRED = 0.50, 0.25
#: Who says nothing, who prefers not to say, and who has a disability.
SILENT, UNDISCLOSED, DISABLED = 0.06, 0.05, 0.11

#: What the analyst plans with: validities and differences of methods §16.3 as scores show them, times √reliability.
PLAN = {
    "predictors": [
        ["cognitive", 0.09, 0.63, "assumed"], ["sjt", 0.23, 0.08, "assumed"], ["fit", 0.29, 0.03, "assumed"],
        ["interview", 0.30, 0.0, "assumed"],
    ],
    "correlation": 0.15, "focal": 0.30, "selected": 0.25, "validity_error": 0.05, "difference_error": 0.10,
}  # fmt: skip
ALTERNATIVE = (
    "Situational judgement, fit and interview with equal weights, without the cognitive hurdle.",
    "Expected to be more valid and to keep nearly equal rates; the plan of weights stands beside this list.",
    "The hurdle is dropped from the autumn intake on; the cognitive test is no longer given.",
)


def hire_in_spring(session: Session, analyst: Account, hr: Account) -> None:
    """Everybody applies, says something voluntarily or not, and is decided about; then the job is checked."""
    manager = session.scalars(select(Account).where(Account.email == HIRING_MANAGER.address)).one()
    opening = create_opening(
        session, hr.pseudonym, "Account executive, spring intake", ROLE, "Region South", "REQ-04", manager
    )
    people = make(SEED, APPLICANTS)
    outs = places(people)
    said = sayings(people)
    enclave: Enclave = current_app.extensions["vault"]
    with enclave.session() as vault:
        for number, (first, last) in enumerate(names(1000, SEED + 1)[-APPLICANTS:]):
            name = f"{first} {last}"
            mail = f"s{number + 1}.{address(name, 'mail.example')}"
            application = add_candidate(session, hr.pseudonym, opening, name, mail, f"S-{number + 1:04}")
            if said[number]:
                put(vault, application.candidate.participant.code, opening.id, said[number])
            move(session, hr.pseudonym, application, "assessment" if outs[number] == "assessment" else "interview")
            decision, reason = ("hire" if outs[number] == "hired" else "decline"), "interview_evidence"
            if outs[number] == "assessment":
                reason = "assessment_evidence"
            decide(session, hr.pseudonym, application, decision, [reason], "", Seen(None, None))
        vault.commit()
    move_opening(session, hr.pseudonym, opening, "filled")
    # weights are planned before anybody is counted by group
    enqueue(session, "impact.plan", job=ROLE, actor=analyst.pseudonym, **PLAN)
    session.commit()
    run_all(session)
    enqueue(session, "impact.check", job=ROLE, actor=analyst.pseudonym)
    consider(session, hr.pseudonym, ROLE, *ALTERNATIVE)
    session.commit()
    run_all(session)


def places(people: Applicants) -> list[str]:
    """Where each went out, or ``hired``: cognitive test, then interview (methods §16.3)."""
    cognitive = people.scores[:, 0]
    passed = cognitive > np.quantile(cognitive, HURDLE)
    hired = np.zeros(len(passed), dtype=bool)
    among = np.flatnonzero(passed)
    hired[among[np.argsort(-people.interview[among])[: round(HIRED * len(passed))]]] = True
    return ["hired" if hired[i] else "interview" if passed[i] else "assessment" for i in range(len(passed))]


def sayings(people: Applicants) -> list[dict[str, str]]:
    """What each says on the page of voluntary questions; nothing from some."""
    rng = np.random.default_rng([SEED, 77])
    draws = rng.random((len(people.focal), 3))
    found: list[dict[str, str]] = []
    for focal, (silent, shy, disabled) in zip(people.focal, draws, strict=True):
        if silent < SILENT:
            found.append({})
            continue
        sex = "undisclosed" if shy < UNDISCLOSED else "female" if focal else "male"
        found.append({"sex": sex, "disability": "yes" if disabled < DISABLED else "no"})
    return found
