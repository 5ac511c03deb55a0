"""No serious finding of axe (WCAG 2.2 AA) on any page, on a phone in the dark and on a wide screen in the light."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.barriers import barriers, barriers_in_both_looks

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

PAGES = {
    "": ["/sign-in", "/reset", "/wan-signin", "/take/nothing"],
    "ada.lund": ["/", "/people/", "/people/me", "/people/audit", "/performance/kpis", "/instruments/", "/tf-setup"],
    "priya.raman": [
        "/", "/performance/tiers", "/performance/tiers/M-0242", "/performance/uploads", "/performance/uploads/new",
        "/performance/uploads/6", "/performance/screening", "/performance/screening/M-0241",
        "/performance/screening/M-0245", "/performance/patterns", "/performance/managers?role=Sales manager",
        "/performance/events", "/performance/events/M-0242", "/performance/events/M-0244/3", "/performance/portfolios",
        "/performance/portfolios/M-0243", "/performance/kpis/revenue", "/performance/rates",
        "/performance/kpis/points?role=Sales representative",
        "/profiles/", "/profiles/1", "/profiles/scales?job=Sales representative", "/instruments/", "/instruments/1",
        "/instruments/6",
        "/measurement/", "/measurement/6", "/measurement/8", "/campaigns/1/results",
    ],
    "ruth.adeyemi": [
        "/", "/openings/", "/openings/1", "/openings/new", "/assessments/", "/assessments/2", "/assessments/new",
        "/assessments/requests",
        "/interviews/", "/interviews/1", "/interviews/1/guide", "/interviews/1/panel", "/interviews/choose",
        "/decisions/", "/decisions/openings/1/compare", "/decisions/openings/1/side?who=1&who=2&who=3",
        "/decisions/openings/1/rule", "/decisions/applications/1", "/decisions/records/1", "/profiles/fits/1",
        "/profiles/leaders", "/invitations/160/scores", "/campaigns/", "/campaigns/1", "/campaigns/new",
    ],
    "noor.haddad": [
        "/impact/", "/impact/job?job=Sales representative", "/impact/frontier?job=Sales representative",
        "/impact/openings/4", "/power/?question=correlation&people=38", "/power/?question=tiers",
    ],
    "tariq.danso": ["/", "/interviews/", "/interviews/1/scorecard", "/performance/tiers", "/profiles/team"],
    "reo.tanaka": ["/", "/performance/mine", "/performance/portfolio", "/profiles/mine", "/people/me"],
}  # fmt: skip
#: Interviews and what belongs to them, in their own turn so that two processes can share the work.
INTERVIEWS = {
    "ruth.adeyemi": [
        "/interviews/13", "/interviews/13/panel", "/interviews/13/guide", "/interviews/openings/1",
        "/interviews/rounds/1", "/interviews/people", "/interviews/calendar", "/interviews/plan/4",
        "/guides/", "/guides/1", "/guides/new?job=Sales representative", "/guides/competencies", "/guides/kit/19",
        "/guides/analyses/1", "/guides/analyses/new", "/guides/anchors/new",
        "/training/", "/training/people", "/training/experts",
        "/calibration/raters/", "/openings/1/references", "/references/1", "/references/2", "/references/background/2",
    ],
    "priya.raman": [
        "/calibration/", "/calibration/pools/guide_sales_representative",
        "/calibration/pools/guide_sales_representative/agreement",
        "/calibration/ratings/", "/calibration/ratings/new",
    ],
    "tariq.danso": [
        "/calibration/mine", "/training/anchors", "/training/tests/1", "/training/interviews/1/feedback",
    ],
}  # fmt: skip
#: Bars, targets, one's own level and the board.
BENCHMARKS = {
    "ruth.adeyemi": ["/benchmarks/", "/benchmarks/kpis/6", "/benchmarks/targets/1", "/benchmarks/expectations/1"],
    "reo.tanaka": ["/benchmarks/mine", "/benchmarks/board"],
    "tariq.danso": ["/benchmarks/team"],
    "bianca.hayashi": ["/benchmarks/consultations/1"],
    "marta.klein": ["/benchmarks/sponsor"],
}
#: Projects: the start, steps, the map, the scorecard, coverage, a pack, the log.
PROJECTS = {
    "jonas.feld": ["/projects/start?job=Sales representative&scope=company&buy_in=2", "/projects/1/packs"],
    "olga.dahl": [
        "/projects/", "/projects/1", "/projects/1/map", "/projects/1/alignment", "/projects/items/1",
        "/projects/1/coverage", "/projects/1/decisions",
    ],
}  # fmt: skip
LEVERS = {
    "jonas.feld": [
        "/levers/?job=Sales representative", "/levers/new?job=Sales representative", "/levers/8",
        "/levers/evidence?job=Sales representative", "/levers/evidence/new?job=Sales representative",
        "/levers/evidence/1", "/levers/evidence/code?job=Sales representative",
    ],
    "priya.raman": ["/levers/launch?job=Sales representative", "/levers/1"],
    "marta.klein": ["/levers/beliefs?job=Sales representative"],
}  # fmt: skip
#: What the data said: every verdict, one of them, all together, conditions, measures and a roll-out.
VERDICTS = {
    "priya.raman": [
        "/levers/verdicts?job=Sales representative", "/levers/2/verdict", "/levers/13/verdict", "/levers/15/verdict",
        "/levers/together?job=Sales representative", "/levers/conditions?job=Sales representative",
        "/levers/values?job=Sales representative", "/levers/roll-outs?job=Sales representative", "/levers/roll-outs/1",
        "/levers/2/roll-outs/new", "/levers/verdicts?job=Service engineer", "/levers/17/verdict",
        "/levers/evidence/3/count",
    ],
}  # fmt: skip
#: Practices with and without a next step, a vote, plans that are due, behind and not signed.
SPREAD = {
    "sami.aalto": ["/practices/?job=Sales representative", "/practices/2", "/practices/3", "/practices/3/edit"],
    "reo.tanaka": ["/practices/1", "/practices/3/vote", "/plans/3"],
    "tariq.danso": ["/plans/", "/plans/4", "/plans/4/choice"],
    "nils.zafar": ["/plans/2", "/plans/2/goals/2"],
}  # fmt: skip
LISTS = {
    "verdicts": VERDICTS, "levers": LEVERS, "projects": PROJECTS, "benchmarks": BENCHMARKS, "everywhere": PAGES,
    "interviews": INTERVIEWS, "spread": SPREAD,
}  # fmt: skip


@pytest.mark.parametrize(("where", "who"), [(where, who) for where, listed in LISTS.items() for who in listed])
def test_a_page_has_no_serious_barrier_and_never_scrolls_sideways(
    page_of: Callable[..., Page], where: str, who: str
) -> None:
    page = page_of(f"{who}@meridian.example" if who else "", width=360)
    found = []
    for path in LISTS[where][who]:
        response = page.goto(path)
        assert response is not None and (response.status < 400 or path == "/take/nothing"), (path, response)
        found += barriers_in_both_looks(page)
    assert found == []


FROM_THE_RIGHT = {
    "": ["/sign-in", "/reset", "/take/nothing"],
    "ruth.adeyemi": ["/", "/openings/1", "/assessments/2", "/interviews/1/panel", "/people/me"],
    "priya.raman": ["/performance/tiers", "/profiles/1", "/instruments/"],
}


@pytest.mark.parametrize("who", list(FROM_THE_RIGHT))
def test_a_page_in_arabic_has_no_serious_barrier_and_never_scrolls_sideways(
    page_of: Callable[..., Page], site: str, who: str
) -> None:
    page = page_of(f"{who}@meridian.example" if who else "", width=360, dark=True)
    page.context.add_cookies([{"name": "language", "value": "ar", "url": site}])
    found = []
    for path in FROM_THE_RIGHT[who]:
        page.goto(path)
        assert page.evaluate("document.documentElement.dir") == "rtl"
        found += barriers(page)
    assert found == []
