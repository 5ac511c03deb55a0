"""Ten who know the job say what it consists of, and HR builds a guide for its interviews."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from assess.demo import jobs, panels
from assess.demo.accounts import ENABLEMENT
from assess.demo.colleagues import colleague, staff
from assess.demo.roster import ROLE
from assess.guides.actions.building import Wish, build
from assess.guides.actions.jobs import Said, ask, begin, close, hand_in, say
from assess.guides.queries.jobs import family_of
from assess.jobs.tasks import run_all
from assess.people.models import Account
from surveys.competencies import bank
from surveys.models import InstrumentVersion

TITLE = "Structured interview, sales representative"


def analyse_job(session: Session, analyst: Account, reps: Sequence[str]) -> None:
    """Ask six managers, three who do the job and one who trains for it; close it and have it computed."""
    family = family_of(session, ROLE)
    analysis = begin(session, analyst.pseudonym, ROLE, [family.code])
    for standing, asked in (
        ("leads_it", [colleague(session, code) for code in panels.interviewer_ids()[6:12]]),
        ("does_it", [colleague(session, code) for code in reps]),
        ("trains_for_it", [staff(session, ENABLEMENT)]),
    ):
        ask(session, analyst.pseudonym, analysis, asked, standing)
    tasks = [task.id for task in analysis.tasks]
    for number, expert in enumerate(analysis.experts):
        told = jobs.view(number)
        links = {code: [tasks[at] for at in places] for code, places in told.links.items()}
        say(session, expert, Said({tasks[at]: said for at, said in told.tasks.items()}, told.competencies, links))
        hand_in(session, expert)
    close(session, analyst.pseudonym, analysis)
    session.commit()
    run_all(session)


def build_guide(session: Session, hr: Account) -> InstrumentVersion:
    """Of what the experts say the job calls for, the five that its interviews ask about, with their usual questions."""
    known = bank().competencies
    wishes = [Wish(code, known[code].usual) for code in known if code in panels.COMPETENCIES]
    version = build(session, hr.pseudonym, ROLE, TITLE, wishes, "selection")
    session.commit()
    return version
