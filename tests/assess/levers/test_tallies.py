"""What two count at an observation becomes a value of a person, as reliable as they agree, and nobody reads whose."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.tallying import NotCounted, NotObserved, tally
from assess.levers.frames import measured
from assess.levers.models import Lever, Meeting, Speaker, SpeakerIdentity
from assess.levers.queries.registry import levers
from assess.levers.queries.tallies import agreements
from assess.levers.queries.values import coverage
from assess.people.models import Account, Person
from assess.plans.frames import ratings
from tests.assess.levers.conftest import JOB

pytestmark = pytest.mark.usefixtures("sellers")
DAY = date(2026, 2, 3)
#: What two coders counted of twelve people, of ten occasions each: they differ by one at most.
PAIRS = tuple((n % 9 + 1, n % 9 + 1 - n % 2) for n in range(12))


@pytest.fixture
def lever(write: Callable[..., Lever], session: Session) -> Lever:
    made = write("multithread", measured=False)
    measure(session, "analyst", made, Measured("observation", "several_people"))
    session.commit()
    return made


def watched(session: Session, kind: str = "observation", people: int = 12) -> Meeting:
    """An observation, by somebody from outside, of the first people of the job."""
    made = Meeting(job=JOB, kind=kind, title="A day with Seller 000", day=DAY, third_party=True, made_by="outside")
    session.add(made)
    session.flush()
    found = session.scalars(select(Person).order_by(Person.code).limit(people)).all()
    for number, person in enumerate(found, 1):
        speaker = Speaker(meeting_id=made.id, number=number, standing="top")
        session.add(speaker)
        session.flush()
        session.add(SpeakerIdentity(speaker_id=speaker.id, person_id=person.id))
    session.commit()
    return made


def count(session: Session, meeting: Meeting, pairs: Iterable[tuple[int, int]] = PAIRS) -> None:
    for speaker, pair in zip(meeting.speakers, pairs, strict=False):
        for coder, done in zip(("first", "second"), pair, strict=True):
            tally(session, coder, speaker, "several_people", done, 10)
    session.commit()


def test_what_two_counted_is_a_share_of_the_person_in_the_period_of_its_day(session: Session, lever: Lever) -> None:
    meeting = watched(session)
    count(session, meeting)
    # one coder alone is not heard, and a later word takes the place of the first
    tally(session, "first", meeting.speakers[3], "several_people", 0, 10)
    found = measured(session, JOB, [lever])
    row = found[found["person_id"] == "P-001"].iloc[0]
    assert (row["source"], row["period"], row["opportunities"]) == ("observation", "2026-01-01", 10)
    assert row["value"] == pytest.approx(0.15)
    assert found.loc[found["person_id"] == "P-003", "value"].item() == pytest.approx(0.15)
    assert len(found) == 12


def test_one_coder_is_not_enough_and_a_deleted_person_has_no_value(session: Session, lever: Lever) -> None:
    meeting = watched(session)
    tally(session, "first", meeting.speakers[0], "several_people", 3, 10)
    assert measured(session, JOB, [lever]).empty
    count(session, meeting)
    session.execute(delete(SpeakerIdentity).where(SpeakerIdentity.speaker_id == meeting.speakers[0].id))
    assert len(measured(session, JOB, [lever])) == 11


def test_reliability_is_how_far_the_coders_agree(session: Session, lever: Lever) -> None:
    count(session, watched(session))
    found = agreements(session, JOB)["several_people"]
    # one-way analysis of variance by hand: 1 − MSW/MSB of the shares
    shares = [(a / 10, b / 10) for a, b in PAIRS]
    means = [sum(one) / 2 for one in shares]
    grand = sum(means) / 12
    between = 2 * sum((one - grand) ** 2 for one in means) / 11
    within = sum((a - b) ** 2 / 2 for a, b in shares) / 12
    assert found.value == pytest.approx(1 - within / between)
    assert (found.n, found.method) == (12, "ICC(1,k), McGraw & Wong 1996")
    one = coverage(session, JOB)[0]
    assert (one.have, one.of, one.agreed) == (12, 240, found)


def test_what_is_measured_anonymously_or_told_in_a_meeting_never_becomes_a_value(
    session: Session, lever: Lever, write: Callable[..., Lever]
) -> None:
    quiet = write("quiet", measured=False)
    measure(session, "analyst", quiet, Measured("observation", "asks", anonymous=True))
    meeting, talk = watched(session), watched(session, "focus_group")
    with pytest.raises(NotCounted):
        tally(session, "first", meeting.speakers[0], "asks", 1, 2)
    with pytest.raises(NotObserved):
        tally(session, "first", talk.speakers[0], "several_people", 1, 2)
    count(session, meeting)
    assert set(measured(session, JOB, levers(session, JOB))["lever"]) == {"multithread"}


def test_what_was_counted_under_a_number_reaches_no_plan(session: Session, lever: Lever) -> None:
    """A manager reads plans, and would know what a coder saw of whom."""
    lever.measures[0].reliability = 0.8
    count(session, watched(session))
    assert len(measured(session, JOB, [lever])) == 12
    assert ratings(session, JOB, [lever]).empty


def test_coders_see_numbers_and_their_own_counts_alone(
    session: Session, lever: Lever, signed_in: Callable[..., FlaskClient], account: Callable[..., Account]
) -> None:
    meeting = watched(session)
    address, given = f"/levers/evidence/{meeting.id}/count", {"key": "several_people", "occasions": "7", "done": "5"}
    first, second = signed_in(Role.ANALYST), signed_in(account(Role.ENABLEMENT, name="second"))
    # what could leak is there: whoever holds it reads names and standing
    page = signed_in(Role.EXTERNAL_STUDY).get(f"/levers/evidence/{meeting.id}").text
    assert "Seller 000" in page and "replicable top" in page and "Who was watched" in page
    given["speaker"] = str(meeting.speakers[0].id)
    assert first.post(address, data=given | {"done": "8"}).status_code == 422
    assert first.post(address, data=given | {"speaker": "999"}).status_code == 422
    assert first.post(address, data=given).status_code == 302
    assert "5 of 7" in first.get(address).text
    for client in (first, second):
        seen = client.get(address).text + client.get("/levers/evidence").text
        assert not any(words in seen for words in ("Seller 0", "P-000", "replicable top", "A day with"))
    assert "5 of 7" not in second.get(address).text
    assert signed_in(Role.LEADER).get(address).status_code == 403
    assert first.get(f"/levers/evidence/{watched(session, 'interview').id}/count").status_code == 404
    trail = [str(event.details) + event.subject for event in session.scalars(select(AuditEvent))]
    assert any("several_people" in one for one in trail)
    assert not any("P-000" in one or "person:" in one or "speaker" in one for one in trail)


def test_only_the_study_of_levers_reads_counts_by_person() -> None:
    root = Path(__file__).parents[3] / "assess"
    texts = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*.py")}
    own = {"levers/queries/tallies.py", "levers/queries/readings.py"}
    assert {name for name, text in texts.items() if "counted_by_person" in text} == own
    assert {name for name, text in texts.items() if "levers.queries.readings" in text} == {"levers/frames.py"}
