"""Are answers at random noticed beside those of others who took the same instrument?"""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.delivery.models import AnswerQuality, Assessment, Invitation
from assess.delivery.tasks import score
from assess.delivery.tasks.scoring import signs
from surveys.bank import library
from surveys.models import Administration, Participant, Response
from surveys.moments import now

WORK_STYLE = library()["work_style"]
HABITS = library()["work_habits"]


def take_honestly(session: Session, version_id: int, people: int, seed: int = 1) -> None:
    """So many people answer the fifty sentences: traits of SD 1 with loadings of .7, cut into five answers."""
    rng = np.random.default_rng(seed)
    scales = {keyed.item: (place, keyed.sign) for place, scale in enumerate(WORK_STYLE.scales) for keyed in scale.items}
    moment = now() - timedelta(days=1)
    who = [Participant() for _ in range(people)]
    session.add_all(who)
    session.flush()
    sittings = [Administration(version_id=version_id, respondent_id=one.id, purpose="selection") for one in who]
    session.add_all(sittings)
    session.flush()
    traits = rng.normal(size=(people, len(WORK_STYLE.scales)))
    rows = []
    for sitting, trait in zip(sittings, traits, strict=True):
        for item, (place, sign) in scales.items():
            felt = 0.7 * sign * trait[place] + 0.7 * rng.normal()
            value = float(1 + np.digitize(felt, [-1.5, -0.5, 0.5, 1.5]))
            rows.append({"administration_id": sitting.id, "item": item, "answered_at": moment, "value": value})
    session.execute(insert(Response), rows)
    session.execute(
        update(Administration).where(Administration.id.in_([one.id for one in sittings])).values(submitted_at=moment)
    )
    session.commit()


def habits(**answers: float) -> pd.DataFrame:
    """One person who answers the habits in pairs of 4 and 2, but for those given."""
    codes = [code for code, item in HABITS.items.items() if not item.expected]
    return pd.DataFrame([{code: 4.0 - 2 * (at // 2 % 2) for at, code in enumerate(codes)} | answers], index=[7])


@pytest.mark.parametrize(
    ("first", "second", "flagged"), [(5, 2, False), (4, 2, False), (1, 2, False), (5, 4, False), (1, 4, True)]
)
def test_two_wrong_answers_to_items_that_check_attention_are_a_sign(first: float, second: float, flagged: bool) -> None:
    answers = habits(reading_1=first, reading_2=second)
    found = signs(Administration(id=7), HABITS, answers, 5.0, answers.iloc[:0])
    assert found is not None and not found.careless
    assert ("infrequency" in found.flags) is flagged


def test_answers_at_random_stand_out_from_a_crowd_and_only_from_a_crowd(
    session: Session, assessment: Assessment, invitation: Invitation, device: FlaskClient, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    """Distance is judged from five people an item on (methods §4.7); with the hurry it makes two signs."""
    rng, seen = np.random.default_rng(8), now().isoformat()
    for item in WORK_STYLE.items:
        device.post("/take/save", json={"part": 1, "item": item, "value": str(rng.integers(1, 6)), "shown": seen})
    device.post("/take/submit")
    run_jobs()
    alone = session.scalars(select(AnswerQuality)).one()
    assert (alone.flags, alone.careless) == (["speed"], False)

    take_honestly(session, assessment.parts[0].version_id, 5 * len(WORK_STYLE.items) + 1)
    score(session, invitation.id)
    session.commit()
    session.expire_all()
    beside = session.scalars(select(AnswerQuality)).one()
    assert (beside.flags, beside.careless) == (["speed", "mahalanobis"], True)
    page = signed_in(Role.HR).get(f"/invitations/{invitation.id}/scores").text
    assert "a pattern of answers hardly anybody else gives" in page
