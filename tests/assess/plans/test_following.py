"""What check-ins show: dots, a trend from three scores on, limits of chance from eight counts on, a table beside."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.levers.models import Lever
from assess.plans import actions, queries
from assess.plans.models import Goal, Plan
from assess.plans.queries import Following
from tests.assess.plans.conftest import Pair
from tests.assess.plans.test_plans import BEGINS, wanted

Client = Callable[..., FlaskClient]
#: Eight counts as before (mean 10.5, moving ranges 2 1 2 1 1 1 3 of mean 11/7), then one that is not.
COUNTS = [10, 12, 11, 9, 10, 11, 12, 9, 20]
BOTH = ("person", "manager")


def followed(
    session: Session, plan: Plan, lever: Lever, seen: Sequence[float | tuple[float, int]], **changed: object
) -> Following:
    """A goal both signed, and looked at every other week."""
    goal = actions.aim(session, "x", plan, wanted(lever, **changed), plan.goals[0] if plan.goals else None)
    for side in BOTH:
        actions.sign(session, "x", plan, side, plan.content_hash)
    for number, one in enumerate(seen):
        value, of = one if isinstance(one, tuple) else (one, None)
        on = BEGINS + timedelta(days=14 * (number + 1))
        actions.look(session, "x", goal, plan, on, True, float(value), "", of)
    session.commit()
    return queries.following(goal)


def test_counts_have_limits_from_eight_looks_on(
    ranked: Plan, pair: Pair, judged: dict[str, Lever], session: Session, signed_in: Client
) -> None:
    found = followed(session, ranked, judged["several"], COUNTS[:7], error=0.0)
    client = signed_in(pair.person)
    page = client.get(f"/plans/{ranked.id}").text
    assert found.limits == ({}, {}) and "limits are drawn from eight looks on; there are 7." in page
    assert page.count('class="pt"') == 7 and "trend-band" not in page and 'class="line"' not in page, "dots only"
    goal = ranked.goals[0]
    for number in (7, 8):
        on = BEGINS + timedelta(days=14 * (number + 1))
        actions.look(session, "x", goal, ranked, on, True, COUNTS[number], "")
    session.commit()
    found = queries.following(goal)
    last = found.days[-1]
    # x̄ ± 2.66·MR̄ of the first eight: 10.5 ± 2.66 · 11/7
    assert found.centre == pytest.approx(10.5) and found.limits[1][last] == pytest.approx(10.5 + 2.66 * 11 / 7)
    assert sorted(found.signals[last]) == ["beyond_limits"] and found.slope is None
    page = client.get(f"/plans/{ranked.id}").text
    assert (
        "trend-band" in page and 'class="line"' in page and "pt-open" in page and page.count("beyond the limits") == 1
    )
    assert page.count("within the limits") == 8


def test_shares_are_judged_by_how_many_chances_there_were(
    ranked: Plan, judged: dict[str, Lever], session: Session
) -> None:
    seen = [(k, 20) for k in (5, 6, 4, 5, 5, 6, 4, 5)] + [(18, 20), (1, 2)]
    found = followed(session, ranked, judged["several"], seen, error=0.0, per=10, baseline=2.5, target=5.0)
    assert found.centre == pytest.approx(2.5) and found.course.points[-2].value == pytest.approx(9.0)
    high = found.limits[1]
    # p̄ + 3·√(p̄(1 − p̄)/n): of two chances even both are no news
    assert high[found.days[0]] == pytest.approx(5.405, abs=0.001) and high[found.days[-1]] == 10.0
    assert [sorted(found.signals[on]) for on in found.days[-2:]] == [["beyond_limits"], []]


def test_a_score_has_a_trend_from_three_looks_on_and_no_limits(
    ranked: Plan, pair: Pair, judged: dict[str, Lever], session: Session, signed_in: Client
) -> None:
    followed(session, ranked, judged["several"], [3.0, 4.0])
    page = signed_in(pair.person).get(f"/plans/{ranked.id}").text
    assert "A trend is told from three measurements on; there are 2." in page
    on = BEGINS + timedelta(days=42)
    actions.look(session, "x", ranked.goals[0], ranked, on, True, 5.5, "")
    session.commit()
    found = queries.following(ranked.goals[0])
    assert found.slope is not None and found.slope.low is not None and found.chart is None
    # 1.25 a fortnight
    assert found.slope.value == pytest.approx(1.25 / 14 * 30.4) and found.slope.low < found.slope.value
    assert "In a month +2.71" in signed_in(pair.person).get(f"/plans/{ranked.id}").text


def test_no_more_is_counted_than_there_were_chances(
    ranked: Plan, pair: Pair, judged: dict[str, Lever], session: Session, signed_in: Client
) -> None:
    followed(session, ranked, judged["several"], [], error=0.0, per=10)
    goal, client = ranked.goals[0], signed_in(pair.person)
    said = {"on": BEGINS.isoformat(), "value": "9", "chances": "8"}
    answer = client.post(f"/plans/goals/{goal.id}/check-ins", data=said)
    assert answer.status_code == 422 and "This has to lie between 0 and 8." in answer.text
    assert client.post(f"/plans/goals/{goal.id}/check-ins", data=said | {"chances": ""}).status_code == 302
    kept = session.get_one(Goal, goal.id).check_ins
    assert [(one.value, one.chances) for one in kept] == [(9.0, 10)]
