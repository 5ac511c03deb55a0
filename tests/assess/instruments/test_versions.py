"""Publishing drafts, advice answered with a reason, differences, withdrawing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.instruments.models import InstrumentPublication
from assess.instruments.queries import WHERE_USED, Use, answerable, offered
from assess.people.models import Account
from assess.phrases import WORDS
from surveys.bank import library
from surveys.definition import CONSTRUCTS
from surveys.differences import Effect
from surveys.drafting import parts
from surveys.drafting.lines import LineUnreadable
from surveys.errors import CatalogueRefused
from surveys.items import KINDS
from surveys.lint import RULES
from surveys.models import InstrumentVersion, Participant
from surveys.moments import now
from surveys.sessions import start
from tests.assess.instruments.drafts import begun, post, sent


@pytest.fixture
def analyst(account: Callable[..., Account], signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(account(Role.ANALYST, name="Ann Lyst"))


def test_the_next_version_begins_as_the_one_before(session: Session, analyst: FlaskClient) -> None:
    first = analyst.post("/instruments/shipped/work_style/publish").headers["Location"]
    draft = analyst.post(f"{first}/draft").headers["Location"]
    assert "Exactly this content is published already" in analyst.get(f"{draft}/publish").text
    post(analyst, f"{draft}/items/e01", text="I talk first.")
    check = analyst.get(f"{draft}/publish").text
    assert "1 difference against the version before" in check and "The keys are the same, but words differ." in check
    second = analyst.post(f"{draft}/publish").headers["Location"]
    page = analyst.get(second).text
    assert "Version 2" in page and "Ann Lyst" in page and "Version 1" in page
    compared = analyst.get(f"{second}/differences").text
    assert "Version 2 against version 1" in compared
    assert "I talk first." in compared and "I speak first when a group is silent." in compared
    assert compared.count("scores mean the same") == 4 and compared.count("other words") == 1
    other_way = analyst.get(f"{first}/differences?before={second.rsplit('/', 1)[1]}").text
    assert "Version 1 against version 2" in other_way
    assert analyst.get(f"{first}/differences?before=999").status_code == 404


def test_a_version_somebody_answers_stays_as_it_is(session: Session, analyst: FlaskClient) -> None:
    first = analyst.post("/instruments/shipped/work_style/publish").headers["Location"]
    version = session.scalars(select(InstrumentVersion)).one()
    before = version.content_hash
    start(session, version, Participant(), purpose="research", now=now())
    session.commit()
    draft = analyst.post(f"{first}/draft").headers["Location"]
    post(analyst, f"{draft}/passport", title="Another title")
    analyst.post(f"{draft}/publish")
    versions = session.scalars(select(InstrumentVersion).order_by(InstrumentVersion.id)).all()
    assert len(versions) == 2 and versions[0].content_hash == before and versions[0].frozen
    assert "1 person began to answer it" in analyst.get(first).text


def test_an_advice_is_answered_with_a_reason_that_stays_with_the_version(
    session: Session, analyst: FlaskClient
) -> None:
    style = library()["work_style"]
    double = replace(style.items["e01"], text="I talk first and I listen last.")
    draft = f"/instruments/drafts/{begun(session, parts.changed_item(style, 'e01', double))}"
    page = analyst.get(f"{draft}/advice").text
    assert "It seems to ask two things, joined by “and”." in page
    form = next(one for one in page.split("<form") if "DOUBLE_BARRELLED" in one and 'value="item e01"' in one)
    data = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("rule", "place", "mark")}
    empty = analyst.post(f"{draft}/advice", data={**data, "reason": " "})
    assert empty.status_code == 422 and "Please say why." in empty.text
    assert analyst.post(f"{draft}/advice", data={**data, "reason": "Both are one habit here."}).status_code == 302
    assert "Both are one habit here." in analyst.get(f"{draft}/advice").text
    assert "1 answered with a reason" in analyst.get(f"{draft}/publish").text
    version = analyst.post(f"{draft}/publish").headers["Location"]
    assert "Both are one habit here." in analyst.get(version).text
    event = session.scalar(select(AuditEvent).where(AuditEvent.action == "instruments.advice_answered"))
    assert event is not None and event.details == {"rule": "DOUBLE_BARRELLED", "place": "item e01"}


def test_an_answer_lapses_when_the_item_changes_and_can_be_taken_back(session: Session, analyst: FlaskClient) -> None:
    style = library()["work_style"]
    double = replace(style.items["e01"], text="I talk first and I listen last.")
    draft = f"/instruments/drafts/{begun(session, parts.changed_item(style, 'e01', double))}"

    def data() -> dict[str, str]:
        page = analyst.get(f"{draft}/advice").text
        form = next(one for one in page.split("<form") if "DOUBLE_BARRELLED" in one and 'value="item e01"' in one)
        return {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("rule", "place", "mark")}

    analyst.post(f"{draft}/advice", data={**data(), "reason": "One habit."})
    analyst.post(f"{draft}/advice", data={**data(), "back": "y"})
    assert "One habit." not in analyst.get(f"{draft}/advice").text
    analyst.post(f"{draft}/advice", data={**data(), "reason": "One habit."})
    post(analyst, f"{draft}/items/e01", text="I talk first and I listen at last.")
    page = analyst.get(f"{draft}/advice").text
    assert "One habit." not in page and "joined by “and”" in page


def test_the_wanted_precision_can_be_chosen(session: Session, analyst: FlaskClient) -> None:
    draft = f"/instruments/drafts/{begun(session)}"
    assert "For 0.32 it takes 27 items" in analyst.get(f"{draft}/advice?sem=0.32").text
    assert "standard error of about" not in analyst.get(f"{draft}/advice?sem=0.55").text
    assert "For 0.45 it takes 12 items" in analyst.get(f"{draft}/advice?sem=nonsense").text


def test_a_withdrawn_version_is_offered_to_nobody_new_and_stays_readable(
    session: Session, analyst: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    first = analyst.post("/instruments/shipped/work_style/publish").headers["Location"]
    assert [one.version.code for one in offered(session)] == ["work_style"]
    hr = signed_in(Role.HR)
    assert "How you work</option>" in hr.get("/assessments/new").text
    assert analyst.post(f"{first}/withdraw", data={"reason": " "}).status_code == 422
    assert analyst.post(f"{first}/withdraw", data={"reason": "Item 3 leaked."}).status_code == 302
    session.expire_all()
    assert offered(session) == [] and [one.version.code for one in answerable(session)] == ["work_style"]
    assert "How you work</option>" not in hr.get("/assessments/new").text
    page = analyst.get(first).text
    assert "Withdrawn on" in page and "Item 3 leaked." in page
    assert "withdrawn" in analyst.get("/instruments/").text
    assert analyst.post("/instruments/shipped/work_style/publish").headers["Location"] == first
    session.expire_all()
    assert offered(session) == []
    analyst.post(f"{first}/restore")
    session.expire_all()
    assert len(offered(session)) == 1
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "version:1")).all()
    assert actions[-1] == "instruments.restored" and "instruments.withdrawn" in actions


def test_who_published_first_stays_the_publisher(
    session: Session, analyst: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    analyst.post("/instruments/shipped/work_style/publish")
    first = session.scalars(select(InstrumentPublication.published_by)).one()
    signed_in(Role.ADMINISTRATOR).post("/instruments/shipped/work_style/publish")
    session.expire_all()
    assert session.scalars(select(InstrumentPublication.published_by)).one() == first


def test_features_above_say_where_a_version_is_used(session: Session, analyst: FlaskClient) -> None:
    first = analyst.post("/instruments/shipped/work_style/publish").headers["Location"]
    use = Use("used.assessment", "Account executives <b>2026</b>", "instruments.version", 1)
    WHERE_USED.append(lambda session, id: [use] if id == 1 else [])
    try:
        assert "Account executives &lt;b&gt;2026&lt;/b&gt;" in analyst.get(first).text
    finally:
        WHERE_USED.pop()


def test_a_draft_thrown_away_is_gone_after_a_second_look(session: Session, analyst: FlaskClient) -> None:
    id = begun(session)
    assert "Versions already published stay as they are." in analyst.get(f"/instruments/drafts/{id}/discard").text
    assert analyst.post(f"/instruments/drafts/{id}/discard").status_code == 302
    assert analyst.get(f"/instruments/drafts/{id}").status_code == 404


def test_a_first_draft_has_nothing_to_be_compared_with(session: Session, analyst: FlaskClient) -> None:
    page = analyst.get(f"/instruments/drafts/{begun(session)}/differences").text
    assert "No version with the code work_style is published yet" in page


def test_every_word_of_the_editor_is_there() -> None:
    keys = [f"advice.{rule}" for rule in RULES] + [f"construct.{one}" for one in CONSTRUCTS]
    keys += [f"line.{reason}" for reason in LineUnreadable.REASONS] + [f"kind.{kind}" for kind in KINDS]
    keys += [f"catalogue.{reason}" for reason in CatalogueRefused.reasons]
    keys += [f"{sort}.{effect.name}" for sort in ("effect", "meaning") for effect in Effect]
    assert [key for key in keys if key not in WORDS] == []


def test_every_entry_that_can_differ_has_its_word() -> None:
    names = {name for item in library()["work_style"].items.values() for name in vars(item)} - {"options"}
    section = {name for name in vars(library()["work_style"].sections[0])} - {"items"}
    scale = {name for name in vars(library()["work_style"].scales[0])} - {"items"}
    assert [name for name in names | section | scale if f"entry.{name}" not in WORDS] == []


def test_an_item_moved_between_pages_keeps_its_form(session: Session, analyst: FlaskClient) -> None:
    draft = f"/instruments/drafts/{begun(session)}"
    drawn = sent(analyst.get(f"{draft}/items/e01").text)
    analyst.post(f"{draft}/items/e01/move", data={"section": "part_5", "place": "1"})
    assert analyst.post(f"{draft}/items/e01", data={**drawn, "text": "I talk first."}).status_code == 302
