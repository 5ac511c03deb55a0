"""What Meridian's managers saw of each practice comes in, the data are opened, and a training is put to the test."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo.roster import ROLE
from assess.demo.uploading import upload
from assess.jobs.tasks import run_all
from assess.levers.actions.interventions import Planned, roll_out
from assess.levers.actions.opening import open_data
from assess.levers.actions.replicating import rate_replicability
from assess.levers.models import Lever, LeverMeasure
from assess.levers.models.replicability import QUESTIONS
from assess.levers.queries.interventions import teams_of
from assess.people.models import Account, Person
from scoring.change.results import Design

#: The training that was tried: what it trains, when, and what those trained said they do more of afterwards.
TRAINED, START, SEED = "improv", date(2025, 10, 1), 9
#: When it was written down, and its lot drawn.
PLANNED = datetime(2025, 9, 8, 9, 30, tzinfo=UTC)
#: Of the teams kept apart, so that the company is the same each time it is built.
LOT = 7
MORE = 0.8
WHAT = (
    "Two days of improvisation with actors, then an hour every other week. Twelve of the twenty-four teams, drawn by "
    "lot before anybody was told; the other twelve were promised it for next year."
)


#: What nobody taught the few who do it: three raters' answers, in the order of the questions.
COPIED = {"performer": (2, 1, 4, 3, 3), "manager": (2, 2, 4, 3, 2), "enablement": (1, 2, 5, 3, 3)}


def judge_levers(session: Session, analyst: Account, practices: pd.DataFrame, conditions: pd.DataFrame) -> None:
    """Values of every registered lever, the data opened, verdicts, and one roll-out with comparison teams."""
    known = select(LeverMeasure.reference).join(Lever).where(Lever.job == ROLE, LeverMeasure.kind == "upload")
    keys = set(session.scalars(known))
    values = practices[practices["lever_key"].isin(keys)].assign(source="manager")
    upload(session, analyst.pseudonym, "levers", "practices", values)
    facts = conditions[conditions["condition_key"].isin(keys)]
    if len(facts):
        upload(session, analyst.pseudonym, "conditions", "conditions", facts)
    _rate_copying(session)
    open_data(session, analyst.pseudonym, ROLE, LOT)
    session.commit()
    run_all(session)
    _try_out(session, analyst, values)
    run_all(session)


def _rate_copying(session: Session) -> None:
    """Three who know the work say that improvisation is hard to copy."""
    lever = session.scalar(select(Lever).where(Lever.job == ROLE, Lever.code == TRAINED))
    if lever is not None:
        for view, answers in COPIED.items():
            said = dict(zip(QUESTIONS, answers, strict=True))
            rate_replicability(session, f"demo {view}", lever, view, said)


def _try_out(session: Session, analyst: Account, values: pd.DataFrame) -> None:
    """The twelve teams do more of what they were trained in; results moved for nobody, as the world has it."""
    lever = session.scalar(select(Lever).where(Lever.job == ROLE, Lever.code == TRAINED))
    if lever is None:
        return
    teams = {team.id: True for team, _count in teams_of(session, ROLE)}
    plan = Planned("Improvisation training, autumn 2025", WHAT, Design.RANDOMISED, START, teams, {})
    made = roll_out(session, analyst.pseudonym, lever, plan, seed=SEED, at=PLANNED)
    trained = {arm.team_id: arm.treated for arm in made.arms}
    upload(session, analyst.pseudonym, "levers", "improvisation-observed", _observed(session, values, trained))
    session.commit()


def _observed(session: Session, values: pd.DataFrame, teams: dict[int, bool]) -> pd.DataFrame:
    """Two observations of everybody before the training and two after it, SD 5 around what the form says."""
    own = values[values["lever_key"] == TRAINED]
    where = session.execute(select(Person.code, Person.team_id))
    trained = {code for code, team in where if team is not None and teams.get(team)}
    rng, parts = np.random.default_rng([SEED, 1]), []
    for quarter, after in (("2025-Q2", False), ("2025-Q3", False), ("2026-Q1", True), ("2026-Q2", True)):
        more = 10 * MORE * own["person_id"].isin(trained) * after
        seen = own["value"] + more + rng.normal(0, 5, len(own))
        parts.append(own.assign(value=seen.round(2), period=quarter, source="observation"))
    return pd.concat(parts, ignore_index=True)
