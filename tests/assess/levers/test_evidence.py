"""What people said is kept without names, coded by two who do not see each other, and nobody else knows who said it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.campaigns.actions.comments import open_standing
from assess.campaigns.models.comments import KnownCustomer
from assess.campaigns.models.themes import Theme
from assess.levers.actions.evidence import NoTiers, NotOfThisJob, NotStudied, code, hold, note, seat
from assess.levers.actions.registering import register
from assess.levers.models import EvidenceUnit, Lever, Meeting, SpeakerIdentity
from assess.levers.queries.evidence import coded
from assess.people.models import Account, Person
from scoring.reports.tiers import KIND as TIERS
from scoring.results import Column, Report, Sentence, Table
from surveys.moments import now
from tests.assess.levers.conftest import JOB, said
from tests.assess.performance.splitting import apart

pytestmark = pytest.mark.usefixtures("sellers")
#: By the tiers; one of the top is apart by talent.
GROUPS, APART = {"P-000": "top", "P-001": "top", "P-002": "middle", "P-003": "other"}, "P-001"
TOLD = {
    "kind": "quote", "text": "I asked Seller 007 to bring the CFO, mail me at seven@x.example.",
    "situation": "", "action": "Brought three people to the table", "result": "Signed in May", "trace": "",
    "stage": "decision",
}  # fmt: skip


@pytest.fixture
def tiers(session: Session) -> Analysis:
    table = Table("people", (Column("person_id"), Column("reference")), tuple(GROUPS.items()))
    report = Report(TIERS, Sentence("tiers.none"), tables=(table,))
    made = Analysis(kind=TIERS, subject=f"job:{JOB}", report_json=report.to_json(), inputs_hash="0" * 64,
                    made_by="system", made_at=now())  # fmt: skip
    session.add(made)
    apart(session, JOB, APART)
    return made


@pytest.fixture
def group(session: Session, tiers: Analysis) -> Meeting:
    """A focus group with the four people of the tiers."""
    made = hold(session, "lead", JOB, "focus_group", "Four at a table", date(2026, 5, 4))
    session.flush()
    seat(session, "lead", made, list(GROUPS))
    session.commit()
    return made


def test_speakers_come_from_the_stored_tiers_and_keep_their_standing_of_then(
    session: Session, group: Meeting, tiers: Analysis
):
    assert [(one.number, one.standing) for one in group.speakers] == [
        (1, "top"), (2, "outlier"), (3, "middle"), (4, "other"),
    ]  # fmt: skip
    assert group.analysis_id == tiers.id
    with pytest.raises(NotStudied, match="P-004"):
        seat(session, "lead", group, ["P-000", "P-004"])
    assert seat(session, "lead", group, ["P-000"]) == []


def test_without_stored_tiers_nobody_is_listened_to(session: Session):
    with pytest.raises(NoTiers):
        hold(session, "lead", JOB, "interview", "Too early", date(2026, 5, 4))


def test_names_and_addresses_are_gone_before_storage(session: Session, group: Meeting):
    kept = note(session, "lead", group, TOLD, group.speakers[0].id)
    assert kept.text == "I asked [name] to bring the CFO, mail me at [email]."
    with pytest.raises(NotStudied):
        note(session, "lead", group, TOLD, 999)
    session.add(KnownCustomer(name="Borealis Foundry"))
    session.flush()
    told = note(session, "lead", group, TOLD | {"text": "At Borealis Foundry I brought the CFO."}, None)
    assert "Borealis" not in told.text


def test_nobody_outside_the_study_role_learns_who_said_what(
    session: Session, group: Meeting, signed_in: Callable[..., FlaskClient], write: Callable[..., Lever]
):
    lever = write("multithread")
    unit = note(session, "lead", group, TOLD, group.speakers[0].id)
    code(session, "someone", unit, lever)
    session.commit()
    lead = signed_in(Role.STUDY_LEAD)
    # what could leak is there: the study role reads name, standing and words on one page
    page = lead.get(f"/levers/evidence/{group.id}").text
    assert all(words in page for words in ("Seller 000", "replicable top", "Speaker 1", "bring the CFO"))
    telling = ("Seller 000", "P-000", "Speaker 1", "replicable top", "Four at a table")
    pages = ("/levers/evidence", "/levers/evidence/code", "/levers/", f"/levers/{lever.id}", "/levers/log",
             "/levers/export/json", "/levers/export/csv", f"/levers/evidence/{group.id}")  # fmt: skip
    for role in set(Role) - {Role.STUDY_LEAD, Role.EXTERNAL_STUDY}:
        client = signed_in(role)
        assert client.get(f"/levers/evidence/{group.id}").status_code == 403
        for address in pages:
            assert not any(words in client.get(address).text for words in telling), (role, address)
    trail = [str(event.details) + event.subject for event in session.scalars(select(AuditEvent))]
    assert not any("P-000" in one or "person:" in one for one in trail)
    assert session.query(AuditEvent).filter_by(action="levers.speakers_viewed").count() == 1


def test_a_single_source_is_not_counted_out_to_readers(
    session: Session, group: Meeting, signed_in: Callable[..., FlaskClient], write: Callable[..., Lever]
):
    code(session, "a", note(session, "lead", group, TOLD, group.speakers[0].id), write("multithread"))
    session.commit()
    assert "fewer than 5" in signed_in(Role.LEADER).get("/levers/evidence").text


def test_who_spoke_to_somebody_from_outside_is_known_there_alone(
    session: Session, tiers: Analysis, signed_in: Callable[..., FlaskClient], account: Callable[..., Account]
):
    made = hold(session, "outside", JOB, "interview", "With us", date(2026, 5, 4), third_party=True)
    session.flush()
    seat(session, "outside", made, ["P-000"])
    session.commit()
    assert "Seller 000" in signed_in(Role.EXTERNAL_STUDY).get(f"/levers/evidence/{made.id}").text
    # whoever has a role of the company as well is of the company
    for client in (signed_in(Role.STUDY_LEAD), signed_in(account(Role.STUDY_LEAD, Role.EXTERNAL_STUDY, name="both"))):
        assert client.get(f"/levers/evidence/{made.id}").status_code == 404
        for path, data in (("speakers", {"people": "P-001"}), ("units", {"text": "x", "kind": "quote"})):
            assert client.post(f"/levers/evidence/{made.id}/{path}", data=data).status_code == 404


def test_a_meeting_is_of_whoever_holds_it(
    session: Session, group: Meeting, signed_in: Callable[..., FlaskClient], account: Callable[..., Account]
):
    """The company's own are closed to somebody from outside, and nobody of the company holds one as if from there."""
    outsider, both = signed_in(Role.EXTERNAL_STUDY), signed_in(account(Role.HR, Role.EXTERNAL_STUDY, name="both"))
    assert "Seller 000" in signed_in(Role.STUDY_LEAD).get(f"/levers/evidence/{group.id}").text
    assert outsider.get(f"/levers/evidence/{group.id}").status_code == 404
    held = {"job": JOB, "kind": "interview", "title": "Held", "day": "2026-05-04", "third_party": "y"}
    for client in (outsider, both):
        assert client.post("/levers/evidence/new", data=held).status_code == 302
    made = session.scalars(select(Meeting).where(Meeting.title == "Held").order_by(Meeting.id)).all()
    assert [one.third_party for one in made] == [True, False]


def test_what_everybody_told_goes_to_the_coders_once(
    session: Session, tiers: Analysis, signed_in: Callable[..., FlaskClient]
):
    box = open_standing(session, "lead", third_party=False)
    told = Theme(
        box_id=box.id, title="Walks the site", paraphrase="Asks Seller 007 first.", released=True, voices="several"
    )
    session.add(told)
    session.commit()
    lead, address = signed_in(Role.STUDY_LEAD), f"/levers/evidence/ideas/{told.id}"
    page = f"/levers/evidence?job={JOB}"
    assert "Walks the site" in lead.get(page).text
    assert signed_in(Role.ENABLEMENT).post(address, data={"job": JOB}).status_code == 403
    for _ in range(2):
        assert lead.post(address, data={"job": JOB}).status_code == 302
    assert [(one.text, one.theme_id) for one in session.scalars(select(EvidenceUnit))] == [
        ("Asks [name] first.", told.id)
    ]
    assert "Walks the site" not in lead.get(page).text
    assert "Asks [name] first." in signed_in(Role.ANALYST).get(f"/levers/evidence/code?job={JOB}").text


def test_only_the_getters_of_evidence_know_identities():
    root = Path(__file__).parents[3] / "assess"
    knowing = {str(path.relative_to(root)) for path in root.rglob("*.py") if "SpeakerIdentity" in path.read_text()}
    assert knowing == {
        "levers/models/__init__.py", "levers/models/evidence.py", "levers/actions/evidence.py",
        "levers/queries/evidence.py", "levers/queries/tallies.py",
    }  # fmt: skip


def test_deleting_a_person_leaves_what_was_said_without_them(session: Session, group: Meeting):
    kept = note(session, "lead", group, TOLD, group.speakers[0].id)
    person = session.scalars(select(Person).where(Person.code == "P-000")).one()
    session.execute(SpeakerIdentity.__table__.delete().where(SpeakerIdentity.person_id == person.id))
    session.expire_all()
    assert session.get_one(EvidenceUnit, kept.id).speaker.standing == "top"  # type: ignore[union-attr]


def test_two_coders_see_each_unit_once_and_never_each_others_codes(
    session: Session, group: Meeting, signed_in: Callable[..., FlaskClient], account: Callable[..., Account],
    write: Callable[..., Lever],
):  # fmt: skip
    lever = write("multithread")
    for text in ("One", "Three"):
        note(session, "lead", group, TOLD | {"text": text}, group.speakers[0].id)
    session.commit()
    first, second = signed_in(Role.ANALYST), signed_in(account(Role.ENABLEMENT, name="second"))
    before = second.get("/levers/evidence/code").text
    assert "0 of 2 done" in before
    unit = session.scalars(select(EvidenceUnit).where(EvidenceUnit.text == "One")).one()
    address = f"/levers/evidence/units/{unit.id}/code"
    assert first.post(address, data={}).status_code == 422
    assert first.post(address, data={"lever": "999"}).status_code == 422
    assert first.post(address, data={"lever": str(lever.id)}).status_code == 302
    assert "1 of 2 done" in first.get("/levers/evidence/code").text
    assert second.get("/levers/evidence/code").text == before
    assert signed_in(Role.LEADER).post(address, data={"lever": "none"}).status_code == 403
    first.post(address, data={"lever": "none"})
    session.expire_all()
    assert [one.lever_id for one in unit.codes] == [None]


def test_evidence_is_coded_to_hypotheses_of_its_own_job(session: Session, group: Meeting):
    unit = note(session, "lead", group, TOLD, None)
    with pytest.raises(NotOfThisJob):
        code(session, "a", unit, register(session, "lead", "Buyer", "other", said()))


def test_alpha_of_two_coders_is_krippendorffs(session: Session, group: Meeting, write: Callable[..., Lever]):
    first, second = write("multithread"), write("research")
    # ten units, nine agreements: D_o = 2/20; 9 of 20 codes are one lever and 11 the other, D_e = 2·9·11/(20·19)
    codes = [(first, first)] * 4 + [(second, second)] * 5 + [(first, second)]
    for number, pair in enumerate(codes):
        unit = note(session, "lead", group, TOLD | {"text": f"Unit {number}"}, group.speakers[number % 4].id)
        for coder, lever in zip(("a", "b"), pair, strict=True):
            code(session, coder, unit, lever)
    coding, grades = coded(session, JOB)
    assert (coding.units, coding.twice, coding.wanted) == (10, 10, 10)
    assert coding.alpha is not None and coding.alpha.value == pytest.approx(1 - 0.1 / (198 / 380))
    assert coding.state == "agreed"
    # the unit the coders see differently counts for neither
    assert {one.lever.code: (one.units, one.letter) for one in grades} == {
        "multithread": (4, "B"),
        "research": (5, "B"),
    }


@pytest.mark.parametrize(
    ("units", "supported", "letter"),
    [
        ([], False, ""),
        ([{"action": ""}], False, "D"),
        ([{}], False, "C"),
        ([{}, {"speaker": 1}], False, "B"),
        ([{"trace": "The minutes"}], False, "B"),
        ([{"trace": "The minutes"}, {"speaker": 1}], False, "B"),
        ([{"trace": "The minutes"}, {"speaker": 1}], True, "A"),
    ],
)
def test_grades_are_those_of_methods_11_4(
    session: Session, group: Meeting, write: Callable[..., Lever], units: list[dict[str, object]], supported: bool,
    letter: str,
):  # fmt: skip
    lever = write("multithread")
    for unit in units:
        speaker = group.speakers[int(unit.pop("speaker", 0))].id  # type: ignore[call-overload]
        code(session, "a", note(session, "lead", group, TOLD | unit, speaker), lever)  # type: ignore[arg-type]
    if supported:
        table = Table("verdicts", (Column("lever"), Column("verdict")), (("multithread", "supported_provisional"),))
        report = Report("levers", Sentence("levers.none"), tables=(table,))
        session.add(Analysis(kind="levers", subject=f"job:{JOB}", report_json=report.to_json(), inputs_hash="0" * 64,
                             made_by="system", made_at=now()))  # fmt: skip
    session.flush()
    assert coded(session, JOB)[1][0].letter == letter


def test_meetings_come_page_by_page(session: Session, tiers: Analysis, signed_in: Callable[..., FlaskClient]):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(51)]
    session.add_all(
        Meeting(job=JOB, kind="interview", title=f"Talk {n:02}", day=day, made_by="lead") for n, day in enumerate(days)
    )
    session.commit()
    lead = signed_in(Role.STUDY_LEAD)
    first, second = (lead.get(f"/levers/evidence?page={page}").text for page in (1, 2))
    assert "Talk 50" in first and "Talk 01" in first and "Talk 00" not in first
    assert "Talk 00" in second and "Talk 01" not in second


def test_a_study_lead_keeps_a_meeting_on_its_pages(
    session: Session, tiers: Analysis, signed_in: Callable[..., FlaskClient]
):
    lead = signed_in(Role.STUDY_LEAD)
    assert "No evidence yet" in lead.get("/levers/evidence").text
    given = {"job": JOB, "kind": "case", "title": "A lost deal", "day": "2026-05-04"}
    assert lead.post("/levers/evidence/new", data=given | {"day": "2999-01-01"}).status_code == 422
    made = lead.post("/levers/evidence/new", data=given).headers["Location"]
    refused = lead.post(f"{made}/speakers", data={"people": "P-000\nP-009"})
    assert refused.status_code == 422
    assert "Not among the people of the tiers this meeting is tied to: P-009." in refused.text
    assert lead.post(f"{made}/speakers", data={"people": "P-000, P-002"}).status_code == 302
    assert lead.post(f"{made}/units", data={"text": "", "kind": "quote", "speaker": ""}).status_code == 422
    sent = lead.post(f"{made}/units", data=TOLD | {"text": "Told by Seller 002", "speaker": ""})
    assert sent.status_code == 302
    assert "Told by [name]" in lead.get(made).text
    assert "A lost deal" in lead.get("/levers/evidence").text
