"""A scoring key corrected after people answered: looked at beforehand, both scores kept, one key for everybody."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.delivery.actions import KeyAdaptive, KeyUnderWay, KeyUnusable, SameKey, keep_norm, propose_key, revise_key
from assess.delivery.models import Assessment, Invitation, KeyProposal, ScaleScore
from assess.delivery.queries.keys import by_key_in_force, preview
from assess.delivery.queries.scores import newest_norms
from assess.delivery.tasks import keys as key_tasks
from assess.delivery.tasks import score
from scoring.norms import Norm
from surveys.bank import library
from surveys.keying import in_force, instrument_by, pending
from surveys.models import Administration, InstrumentVersion, KeyRevision, Participant, Response
from surveys.moments import now
from surveys.versions import publish
from tests.assess.delivery.courses import course

ITEMS = tuple(one.item for one in next(s for s in library()["work_style"].scales if s.code == "openness").items)


@pytest.fixture
def version(assessment: Assessment) -> InstrumentVersion:
    return assessment.parts[0].version


@pytest.fixture
def handed_in(
    session: Session, device: FlaskClient, invitation: Invitation, run_jobs: Callable[[], int]
) -> Administration:
    """Somebody who agreed fully to the first item of openness and was undecided otherwise; scored."""
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "5" if item == ITEMS[0] else "3"})
    device.post("/take/submit")
    run_jobs()
    return session.get_one(Invitation, invitation.id).parts[0].administration


def turned(version: InstrumentVersion, session: Session) -> dict[str, dict[str, dict[str, float]]]:
    """The key with the first item of openness pointing the other way."""
    scale = next(one for one in instrument_by(session, version, 0).scales if one.code == "openness")
    key = {one.item: one.sign * one.weight for one in scale.items}
    return {"scales": {"openness": key | {ITEMS[0]: -key[ITEMS[0]]}}}


def openness(session: Session, administration: Administration) -> dict[int, float | None]:
    query = select(ScaleScore).where(ScaleScore.administration_id == administration.id, ScaleScore.scale == "openness")
    return {score.key: score.value for score in session.scalars(query)}


def test_both_scores_are_kept_and_the_new_one_counts(
    session: Session, version: InstrumentVersion, handed_in: Administration, run_jobs: Callable[[], int]
) -> None:
    """A mean of ten answers, nine of 3 and one of 5: 3.2 with the item as it was, 2.8 with it turned round."""
    assert openness(session, handed_in) == {0: pytest.approx(3.2)}
    proposal = propose_key(session, "analyst", version, turned(version, session), "The item was keyed the wrong way.")
    session.commit()
    run_jobs()
    assert openness(session, handed_in) == {0: pytest.approx(3.2)}  # looking beforehand changes nothing
    seen = preview(session, session.get_one(KeyProposal, version.id))
    assert seen is not None
    row = dict(zip([c.key for c in seen.report.table("rekeyed").columns], seen.report.table("rekeyed").rows[0],
                   strict=True))  # fmt: skip
    assert (row["scale"], row["scores_changed"]) == ("openness", 1)
    assert row["largest"] == pytest.approx(0.4) and row["mean_change"].value == pytest.approx(-0.4)
    revise_key(session, "analyst", proposal)
    session.commit()
    run_jobs()
    assert openness(session, handed_in) == {0: pytest.approx(3.2), 1: pytest.approx(2.8)}
    counting = select(ScaleScore.key).where(ScaleScore.administration_id == handed_in.id, by_key_in_force())
    assert set(session.scalars(counting)) == {1} and in_force(session, version.id) == 1
    actions = set(session.scalars(select(AuditEvent.action)))
    assert {"delivery.key_proposed", "delivery.key_revised", "delivery.key_in_force"} <= actions


def test_until_everybody_is_scored_the_key_before_counts_and_a_dead_worker_leaves_nobody_out(
    session: Session, version: InstrumentVersion, handed_in: Administration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person a job: after each the work may stop; what is next begins where the last commit ended."""
    monkeypatch.setattr(key_tasks, "AT_ONCE", 1)
    others = [take(session, version, handed_in) for _ in range(3)]
    revision = revise_key(session, "analyst", propose_key(session, "analyst", version, turned(version, session), "why"))
    session.commit()
    key_tasks.rescore(session, revision.id, 0)
    session.rollback()  # the worker died before its commit
    assert openness(session, handed_in) == {0: pytest.approx(3.2)}
    key_tasks.rescore(session, revision.id, 0)
    session.commit()
    assert 1 in openness(session, handed_in) and in_force(session, version.id) == 0
    key_tasks.rescore(session, revision.id, 0)  # the same job again, as after a lease ran out: goes on with the next
    session.commit()
    for _ in range(4):
        key_tasks.rescore(session, revision.id, 0)
        session.commit()
    assert in_force(session, version.id) == 1
    assert all(1 in openness(session, one) for one in others)
    made = select(func.count()).where(ScaleScore.scale == "openness", ScaleScore.key == 1)
    assert session.scalar(made) == 4
    key_tasks.rescore(session, revision.id, 0)  # once more does nothing


def take(session: Session, version: InstrumentVersion, like: Administration) -> Administration:
    """Somebody who gave the same answers in an invitation of their own, not scored by any key yet."""
    participant = Participant()
    session.add(participant)
    session.flush()
    made = Administration(version_id=version.id, respondent_id=participant.id, purpose="selection")
    session.add(made)
    session.flush()
    session.add_all(
        Response(administration_id=made.id, item=one.item, value=one.value, text=one.text) for one in like.responses
    )
    session.flush()
    made.submitted_at = now()
    session.execute(
        text("INSERT INTO invitation (assessment_id, participant_id, application_id, invited_at, expires_at, attempt,"
             " reminded, language) SELECT assessment_id, :p, application_id, invited_at, expires_at, 1, 0, ''"
             " FROM invitation LIMIT 1"), {"p": participant.id})  # fmt: skip
    session.execute(text("INSERT INTO invitation_part SELECT max(id), 1, :a FROM invitation"), {"a": made.id})
    session.commit()
    return made


def test_who_hands_in_while_the_key_changes_is_scored_by_both(
    session: Session, version: InstrumentVersion, device: FlaskClient, invitation: Invitation,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    revise_key(session, "analyst", propose_key(session, "analyst", version, turned(version, session), "why"))
    session.commit()
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "4"})
    device.post("/take/submit")
    assert pending(session, version.id) is not None
    score(session, invitation.id)
    session.commit()
    assert set(openness(session, invitation.parts[0].administration)) == {0, 1}
    run_jobs()
    assert in_force(session, version.id) == 1


def test_norms_are_never_by_another_key(
    session: Session, version: InstrumentVersion, handed_in: Administration, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient], invitation: Invitation,
) -> None:  # fmt: skip
    keep_norm(session, "test", version, "selection", "openness", Norm("selection", 60, 3.0, 0.5, now().date(), ()))
    session.commit()
    assert set(newest_norms(session, version.id, "selection")) == {"openness"}
    revise_key(session, "analyst", propose_key(session, "analyst", version, turned(version, session), "why"))
    session.commit()
    run_jobs()
    assert newest_norms(session, version.id, "selection") == {}
    page = signed_in(Role.HR).get(f"/invitations/{invitation.id}/scores").text
    assert "by the key before" in page and "3.2" in page and "2.8" in page


def test_what_cannot_score_anybody_is_refused_with_its_place(
    session: Session, version: InstrumentVersion, handed_in: Administration
) -> None:
    with pytest.raises(SameKey):
        propose_key(session, "a", version, {"scales": {}}, "why")
    with pytest.raises(KeyUnusable) as refused:
        propose_key(session, "a", version, {"scales": {"openness": {}}}, "why")
    assert refused.value.values == {"place": "scale openness", "reason": "has no items"}
    with pytest.raises(KeyUnusable) as refused:
        propose_key(session, "a", version, {"scales": {"openness": {"nowhere": 1.0}}}, "why")
    assert "nowhere" in str(refused.value.values["reason"])
    revise_key(session, "a", propose_key(session, "a", version, turned(version, session), "why"))
    with pytest.raises(KeyUnderWay):
        propose_key(session, "a", version, turned(version, session), "why")


def test_a_scale_whose_items_a_bank_chooses_keeps_its_key(session: Session) -> None:
    version = publish(session, course())
    key = {one.item: 2.0 for one in next(s for s in course().scales if s.code == "drive").items}
    with pytest.raises(KeyAdaptive):
        propose_key(session, "a", version, {"scales": {"drive": key}}, "why")


def test_the_database_itself_keeps_a_key_as_it_was_made(
    session: Session, version: InstrumentVersion, handed_in: Administration, run_jobs: Callable[[], int]
) -> None:
    made = revise_key(session, "a", propose_key(session, "a", version, turned(version, session), "why"))
    session.commit()
    run_jobs()
    for statement in (
        "UPDATE key_revision SET reason = 'another'", "DELETE FROM key_revision", "UPDATE key_revision SET number = 2",
        "UPDATE key_revision SET in_force_at = NULL",
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match="KEY_APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()
    assert session.get_one(KeyRevision, made.id).reason == "why"


def test_an_analyst_corrects_a_key_on_the_page(
    session: Session, version: InstrumentVersion, handed_in: Administration, run_jobs: Callable[[], int],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    analyst, address = signed_in(Role.ANALYST), f"/keys/{version.id}"
    assert "Scored by the key it was published with" in analyst.get(address).text
    fields = {}
    for scale in library()["work_style"].scales:
        for one in scale.items:
            fields |= {f"{scale.code}__{one.item}__sign": str(one.sign), f"{scale.code}__{one.item}__weight": "1"}
    unchanged = analyst.post(address, data=fields | {"reason": "nothing"})
    assert unchanged.status_code == 422 and "nothing would change" in unchanged.text
    assert analyst.post(address, data=fields).status_code == 422  # no reason
    fields[f"openness__{ITEMS[0]}__sign"] = "0"
    assert analyst.post(f"{address}/run").status_code == 404
    assert analyst.post(address, data=fields | {"reason": "Works differently for a group."}).status_code == 302
    assert analyst.post(f"{address}/run").status_code == 404  # not looked at yet
    run_jobs()
    page = analyst.get(address).text
    assert "1 of the newest 1 people would get another score" in page and "Works differently for a group." in page
    assert analyst.post(f"{address}/run").status_code == 302
    run_jobs()
    assert "Scored by key 1" in analyst.get(address).text
    assert openness(session, handed_in) == {0: pytest.approx(3.2), 1: pytest.approx(3.0)}


def test_whoever_reads_scores_says_by_which_key() -> None:
    """Somebody's score by an old key beside another's by a new one would compare what cannot be compared."""
    root = Path(__file__).parents[3] / "assess"
    reading = {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*.py")
        if re.search(r"select\([^)]*ScaleScore", path.read_text())
    }
    assert len(reading) >= 5
    silent = {name for name, code in reading.items() if not re.search(r"by_key_in_force\(|ScaleScore\.key", code)}
    assert silent == {"profiles/queries/versions.py"}, "it asks only whether somebody was scored at all"
