"""Items chosen one by one: in an order that stays, on any device, never twice, never another than the one given."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import func, insert, select, update

from assess.access import Role
from assess.delivery.actions import BankTooSmall, keep_bank
from assess.delivery.models import CalibratedBank, ScaleScore
from assess.delivery.queries import banks
from assess.delivery.tasks.banks import by_key, calibrate, eligible
from scoring.adaptive import Rules, prepare
from scoring.irt import dump, load
from scoring.irt.expected import expected
from surveys.definition import Adaptive
from surveys.models import Administration, Participant, Presented, Response
from surveys.moments import now
from surveys.versions import publish
from tests.assess.delivery.courses import POOL, REVERSED, bank, course

PAGE = "1/pool"

DRIVE = course().scales[0]


@pytest.fixture
def calibrated(session):
    """A bank of the pool in force."""
    version = publish(session, course())
    kept = keep_bank(session, "test", version, DRIVE, bank())
    session.commit()
    return kept


def given(me) -> list[str]:
    me.session.expire_all()
    return list(me.session.scalars(select(Presented.item).order_by(Presented.position)))


def current(me) -> str:
    """The one item that lies on the page."""
    page = me.get(PAGE)
    shown = [code for code in POOL if f"Sentence {code}" in page]
    assert len(shown) == 1, shown
    return shown[0]


def answer(me, value: str) -> str:
    item = current(me)
    return me.post(PAGE, **{item: value, f"{item}__mark": ""})


def test_items_come_one_by_one_until_it_is_enough(sit, calibrated) -> None:
    me = sit(course())
    assert "One question at a time" in me.get(PAGE)
    assert me.post(f"{PAGE}/open") == f"/take/{PAGE}"
    for _ in range(3):
        assert answer(me, "4") == f"/take/{PAGE}"
    assert answer(me, "5") == "/take/1/last"
    assert len(set(given(me))) == 4  # as many as are given at most: an error of .05 is out of reach
    assert {row.bank for row in me.session.scalars(select(Presented))} == {calibrated.hash}
    assert me.answers().keys() == set(given(me))
    assert "You cannot come back to it" in me.get(PAGE)
    assert me.post(PAGE, d01="1", d01__mark="") == f"/take/{PAGE}"
    assert len(me.answers()) == 4


def test_the_items_are_those_the_adaptive_test_chooses(sit, calibrated) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    for value in ("5", "2", "4", "4"):
        answer(me, value)
    code = me.session.scalars(select(Administration.code)).one()
    test = prepare(bank(), Rules(least=3, most=4, precision=0.05))
    said: list[tuple[str, float]] = []
    for item, value in zip(given(me), (5.0, 2.0, 4.0, 4.0), strict=True):
        assert test.next(said, seed=int(code[:15], 16)) == item
        said.append((item, 6 - value if item == REVERSED else value))


def test_another_device_goes_on_at_the_same_item_and_a_killed_server_too(sit, calibrated) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    answer(me, "4")
    item = current(me)
    assert me.save(item, "2") == 204
    other = me.device()
    assert other.post("/take/begin").headers["Location"] == f"/take/{PAGE}"
    banks._pools.clear()  # another process
    page = other.get(f"/take/{PAGE}").text
    assert f"Sentence {item}" in page and "checked" in page
    assert other.post(f"/take/{PAGE}", data={item: "2", f"{item}__mark": "x"}).headers["Location"] == f"/take/{PAGE}"
    assert current(me) != item


def test_a_second_press_skips_nothing(sit, calibrated) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    me.post(f"{PAGE}/open")
    item = current(me)
    sent = {item: "4", f"{item}__mark": ""}
    assert me.post(PAGE, **sent) == f"/take/{PAGE}"
    assert me.post(PAGE, **sent) == f"/take/{PAGE}"
    assert len(given(me)) == 2


def test_an_item_that_was_not_given_or_was_left_is_refused(sit, calibrated) -> None:
    me = sit(course())
    assert me.save("d01", "4") == 422
    me.post(f"{PAGE}/open")
    item = current(me)
    forged = next(code for code in POOL if code != item)
    assert me.save(forged, "4") == 422
    assert me.post(PAGE, **{forged: "4", f"{forged}__mark": ""}) == f"/take/{PAGE}"
    me.post(PAGE, **{item: "4", f"{item}__mark": "", forged: "5", f"{forged}__mark": ""})
    assert me.save(item, "1") == 422
    assert me.answers() == {item: 4}


def test_an_item_may_be_skipped_and_does_not_come_back(sit, calibrated) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    item = current(me)
    assert "Please answer" in me.post(PAGE, **{f"{item}__mark": ""})
    assert me.post(PAGE, go="back", **{f"{item}__mark": ""}) == f"/take/{PAGE}"
    assert current(me) == item
    me.post(PAGE, go="blank", **{f"{item}__mark": ""})
    assert current(me) != item
    assert given(me)[0] == item and me.answers() == {}


def test_without_a_bank_the_whole_pool_is_given_in_order_also_when_a_bank_comes_meanwhile(sit, session) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    answer(me, "4")
    keep_bank(session, "test", publish(session, course()), DRIVE, bank())
    session.commit()
    for _ in POOL[1:]:
        answer(me, "4")
    assert given(me) == POOL
    assert set(session.scalars(select(Presented.bank))) == {None}


def test_who_has_begun_goes_on_by_the_bank_they_began_with(sit, calibrated, session) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    keep_bank(session, "test", publish(session, course()), DRIVE, bank(n=900))
    session.commit()
    answer(me, "4")
    assert set(session.scalars(select(Presented.bank))) == {calibrated.hash}


def test_a_bank_of_few_people_is_refused_and_the_same_one_kept_once(session) -> None:
    version = publish(session, course())
    with pytest.raises(BankTooSmall):
        keep_bank(session, "test", version, DRIVE, bank(n=499))
    first = keep_bank(session, "test", version, DRIVE, bank())
    assert keep_bank(session, "test", version, DRIVE, bank()) is first
    assert session.scalar(select(func.count(CalibratedBank.id))) == 1


def test_a_bank_that_knows_too_few_of_the_pool_is_not_used(sit, session) -> None:
    keep_bank(session, "test", publish(session, course()), DRIVE, bank().of(POOL[:2]))
    session.commit()
    me = sit(course())
    me.post(f"{PAGE}/open")
    assert current(me) == "d01"
    assert session.scalars(select(Presented.bank)).one() is None


def test_the_score_is_the_weighted_likelihood_estimate_in_the_units_of_the_scale(sit, calibrated, run_jobs) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    said = []
    for value in ("5", "2", "4", "4"):
        item = current(me)
        answer(me, value)
        said.append((item, 6.0 - float(value) if item == REVERSED else float(value)))
    me.client.post("/take/submit")
    run_jobs()
    row = me.session.scalars(select(ScaleScore)).one()
    theta, se = prepare(bank(), Rules(least=1, most=12)).estimate(said)
    told = expected(bank(), theta, se)
    assert (row.method, row.answered) == ("wle", 4)
    assert (row.value, row.se) == pytest.approx((told.value, told.se))
    assert 1 < row.value < 5 and 0 < row.se < 1.5


def test_a_key_corrected_after_the_bank_was_made_turns_its_own_items_only() -> None:
    kept = CalibratedBank(scale="drive", text=dump(bank()), reversed=["d02"], eligibility={}, hash="")
    scale = replace(DRIVE, items=tuple(replace(one, sign=-1 if one.item == "d03" else 1) for one in DRIVE.items))
    pool = banks.whole(kept, replace(course(), scales=(scale,)))
    assert (pool.known("d02", 5.0), pool.known("d03", 5.0)) == (1, 5)  # as they were calibrated
    turned = by_key(pool)
    told = {item: expected(turned.of([item]), 1.0, 0.0).value for item in ("d01", "d02", "d03")}
    plain = {item: expected(bank().of([item]), 1.0, 0.0).value for item in ("d01", "d02", "d03")}
    assert told == pytest.approx({"d01": plain["d01"], "d02": 6 - plain["d02"], "d03": 6 - plain["d03"]})


def test_a_mean_stays_a_mean(sit, run_jobs) -> None:
    me = sit(course())
    me.post(f"{PAGE}/open")
    for _ in POOL:
        answer(me, "4")
    me.client.post("/take/submit")
    run_jobs()
    row = me.session.scalars(select(ScaleScore)).one()
    # eleven fours, and a reversed four that counts as two
    assert (row.method, row.se, row.answered) == ("mean", None, 12)
    assert row.value == pytest.approx((11 * 4 + 2) / 12)


def test_a_bank_is_calibrated_from_what_was_handed_in(session, run_jobs) -> None:
    version = publish(session, course())
    people(session, version, 499)
    calibrate(session, version.id, "test")
    assert session.scalar(select(CalibratedBank.id)) is None
    people(session, version, 101)
    calibrate(session, version.id, "test")
    kept = session.scalars(select(CalibratedBank)).one()
    assert (kept.n, kept.scale, kept.eligibility) == (600, "drive", {})  # twelve items are too few to spare any
    slopes = load(kept.text).items["slope"]
    assert slopes["d02"] > 0 and slopes.between(0.5, 3.5).all()


def test_an_analyst_calibrates_from_the_page_of_measurement_and_sees_what_is_in_force(
    sit, session, signed_in, run_jobs
) -> None:
    sit(course(), begin=False)
    version = publish(session, course())
    analyst, hr = signed_in(Role.ANALYST), signed_in(Role.HR)
    page = f"/measurement/{version.id}"
    assert "everybody gets all items. That takes the answers of 500 people" in analyst.get(page).text
    assert "Calibrate on all answers" not in hr.get(page).text
    assert hr.post(f"{page}/banks").status_code == 403
    people(session, version, 520)
    assert analyst.post(f"{page}/banks").status_code == 302
    run_jobs()
    assert "a bank calibrated on 520 people" in hr.get(page).text


def people(session, version, count: int) -> None:
    """Who answered the whole pool as the bank foretells."""
    rng = np.random.default_rng(count)
    items = bank().items
    who = [Participant() for _ in range(count)]
    session.add_all(who)
    session.flush()
    sat = [Administration(version_id=version.id, respondent_id=one.id, purpose="selection") for one in who]
    session.add_all(sat)
    session.flush()
    rows = []
    for one, trait in zip(sat, rng.normal(size=count), strict=True):
        for code in POOL:
            steps = items.loc[code, [f"threshold_{step}" for step in (1, 2, 3, 4)]].to_numpy(float)
            value = 1.0 + float((trait + rng.logistic(scale=1 / items.loc[code, "slope"]) > steps).sum())
            value = 6 - value if code == REVERSED else value
            rows.append({"administration_id": one.id, "item": code, "value": value, "answered_at": now()})
    session.execute(insert(Response), rows)
    session.execute(
        update(Administration).where(Administration.id.in_([one.id for one in sat])).values(submitted_at=now())
    )
    session.commit()


def test_a_large_pool_gets_limits_of_exposure() -> None:
    pool = course().section("pool")
    narrow = course().with_sections((replace(pool, adaptive=Adaptive("drive", 2, 2)),))
    found = eligible(narrow, "drive", bank())["pool"]
    assert found.keys() == set(POOL) and 0 < min(found.values()) < 1
    assert eligible(course(), "drive", bank()) == {}
