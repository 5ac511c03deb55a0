"""A verdict on single people may rest on what two coders counted, and is refused where they do not agree."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from sqlalchemy.orm import Session

from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.opening import open_data
from assess.levers.actions.registering import register
from assess.levers.models import Lever, Meeting, Speaker, SpeakerIdentity, Tally
from assess.levers.queries.verdicts import rows, verdicts_of
from assess.people.models import Person
from scoring.results import Estimate
from tests.assess.levers.conftest import JOB, said
from tests.assess.levers.verdicts.conftest import practised


def watch(session: Session, company: list[Person], key: str, apart: bool) -> None:
    """Everybody on one day, twenty occasions; coders who look at other things agree by chance alone."""
    meeting = Meeting(job=JOB, kind="observation", title="A day", day=date(2025, 2, 3), made_by="lead")
    session.add(meeting)
    session.flush()
    speakers = [Speaker(meeting_id=meeting.id, number=n, standing="other") for n in range(1, len(company) + 1)]
    session.add_all(speakers)
    session.flush()
    rng = np.random.default_rng(5)
    done = np.clip(np.round(10 + 4 * practised()[0]["several"]), 0, 20).astype(int)
    for n, (one, speaker) in enumerate(zip(company, speakers, strict=True)):
        session.add(SpeakerIdentity(speaker_id=speaker.id, person_id=one.id))
        for coder in ("first", "second"):
            seen = int(rng.integers(0, 21)) if apart else int(np.clip(done[n] + rng.integers(-1, 2), 0, 20))
            session.add(Tally(speaker_id=speaker.id, key=key, coder=coder, done=seen, occasions=20))


@pytest.mark.usefixtures("rated")
def test_a_verdict_rests_on_counts_as_far_as_the_coders_agree(
    company: list[Person], session: Session, run_jobs: Callable[[], int]
) -> None:
    for key in ("agreed", "apart"):
        made: Lever = register(session, "lead", JOB, key, said(name=key))
        measure(session, "analyst", made, Measured("observation", key))
        watch(session, company, key, key == "apart")
    open_data(session, "analyst", JOB)
    session.commit()
    run_jobs()
    found = verdicts_of(session, JOB)
    assert found is not None
    told = {str(row["lever"]): (row["verdict"], row["people"]) for row in rows(found.report, "verdicts")}
    # another lever, "several", is the same behaviour by a form; people of what is confided are counted in fives
    assert told["several"] == ("supported_provisional", 96)
    assert told["agreed"] == ("supported_provisional", 95)
    assert told["apart"] == ("not_testable", 95)
    reasons = {str(row["lever"]): str(row["reasons"]) for row in rows(found.report, "verdicts")}
    assert "UNRELIABLE_MEASURE" in reasons["apart"]
    # nobody works out from groups what was counted of one: no row of top beside middle, no exact effect
    assert not {"agreed", "apart"} & {row["lever"] for row in rows(found.report, "groups")}
    decided = next(row["decided"] for row in rows(found.report, "verdicts") if row["lever"] == "agreed")
    assert isinstance(decided, Estimate)
    assert decided.value is not None
    assert decided.value == round(decided.value, 3)
