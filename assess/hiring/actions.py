"""Making openings, adding candidates, moving them from stage to stage."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.hiring.models import STAGES, Application, Candidate, Opening
from assess.jobs.actions import announce
from assess.people.models import Account
from assess.uploads import Column, Complaint, Sheet, checked
from surveys.models import Participant, random_code
from surveys.moments import now


class OpeningCodeTaken(Conflict):
    """Another opening has this requisition id."""

    key = "hiring.opening_code_taken"


class CandidateCodeTaken(Conflict):
    """Another candidate, with another address, has this id."""

    key = "hiring.candidate_code_taken"


class AlreadyApplied(Conflict):
    """This candidate is among those of the opening."""

    key = "hiring.already_applied"


def create_opening(
    session: Session,
    actor: str,
    title: str,
    job: str,
    place: str = "",
    code: str = "",
    hiring_manager: Account | None = None,
) -> Opening:
    """A new opening; without a requisition id it is given a random one. OpeningCodeTaken if the id is in use."""
    code = code.strip() or random_code()[:8]
    if session.scalar(select(Opening.id).where(Opening.code == code)) is not None:
        raise OpeningCodeTaken(code=code)
    opening = Opening(code=code, title=title.strip(), job=job.strip(), place=place.strip())
    opening.hiring_manager = hiring_manager
    session.add(opening)
    session.flush()
    record(session, actor, "hiring.opening_created", f"opening:{opening.id}")
    return opening


def move_opening(session: Session, actor: str, opening: Opening, state: str) -> None:
    """Mark an opening as open, filled or cancelled."""
    if state == opening.state:
        return
    opening.state = state
    record(session, actor, "hiring.opening_moved", f"opening:{opening.id}", state=state)


def add_candidate(session: Session, actor: str, opening: Opening, name: str, email: str, code: str = "") -> Application:
    """An application for the opening, of a new candidate or of the known one with that address.

    AlreadyApplied if they are among the candidates of this opening, CandidateCodeTaken if the id is somebody else's.
    """
    email, code = email.strip().lower(), code.strip()
    candidate = session.scalar(select(Candidate).where(Candidate.email == email))
    if candidate is None:
        code = code or random_code()[:12]
        if session.scalar(select(Candidate.id).where(Candidate.code == code)) is not None:
            raise CandidateCodeTaken(code=code)
        candidate = Candidate(code=code, name=name.strip(), email=email, participant=Participant())
        session.add(candidate)
        session.flush()
    elif session.scalar(
        select(Application.id).where(Application.candidate_id == candidate.id, Application.opening_id == opening.id)
    ):
        raise AlreadyApplied(name=candidate.name)
    application = Application(candidate=candidate, opening=opening)
    session.add(application)
    session.flush()
    record(session, actor, "hiring.candidate_added", f"application:{application.id}", opening=opening.id)
    return application


def lock(session: Session, opening_id: int) -> None:
    """What moves candidates of one opening happens one after the other; taken before anything is recorded.

    The chain of records is locked as well, and whoever took both in the other order could wait for ever. Candidates may
    be added meanwhile.
    """
    session.execute(select(Opening.id).where(Opening.id == opening_id).with_for_update(key_share=True))


def hold(session: Session, application: Application) -> None:
    """Nobody else moves this candidate until the end of the transaction, and the stage is what others left."""
    lock(session, application.opening_id)
    session.refresh(application, ["stage"])


def move(session: Session, actor: str, application: Application, stage: str) -> None:
    """Put an application in another stage; nothing happens when it is there already."""
    hold(session, application)
    if stage == application.stage:
        return
    record(
        session,
        actor,
        "hiring.stage_changed",
        f"application:{application.id}",
        before=application.stage,
        after=stage,
    )
    application.stage, application.stage_since = stage, now()
    if stage == "closed":
        announce(session, "hiring.closed", application.id)


#: ``candidates.csv``: what a file of candidates must and may hold.
COLUMNS = (
    Column("candidate_id", synonyms=("id", "candidate"), longest=100),
    Column("name", required=True, synonyms=("display_name", "candidate_name", "full_name")),
    Column("email", required=True, synonyms=("mail", "e_mail", "address"), longest=255),
    Column("stage", "choice", choices=STAGES),
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: candidates new to the opening, those it had, or everything there is to correct."""

    added: int
    known: int
    complaints: tuple[Complaint, ...] = ()


def import_candidates(session: Session, actor: str, opening: Opening, sheet: Sheet) -> Imported:
    """Every row of the file as a candidate of the opening, or none and complaints; the same file again adds nobody."""
    table = checked(sheet, COLUMNS, key=("email",))
    complaints = [*table.complaints]
    if table.fits:
        owners = {candidate.code: candidate.email for candidate in session.scalars(select(Candidate))}
        for row, code, email in zip(table.rows, table.columns["candidate_id"], table.columns["email"], strict=True):
            if not _ADDRESS.fullmatch(email):
                complaints.append(Complaint(int(row), "email", email, "hiring.not_an_address"))
            elif code and owners.setdefault(code, email.lower()) != email.lower():
                complaints.append(Complaint(int(row), "candidate_id", code, "hiring.code_of_another"))
    if complaints:
        return Imported(0, 0, tuple(complaints))
    added = 0
    lock(session, opening.id)
    for code, name, email, stage in zip(*(table.columns[column.name] for column in COLUMNS), strict=True):
        try:
            application = add_candidate(session, actor, opening, name, email, code or "")
        except AlreadyApplied:
            continue
        if stage:
            move(session, actor, application, stage)
        added += 1
    return Imported(added, len(table) - added)
