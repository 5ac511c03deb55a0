"""The scorecard: dated statuses nobody can change, the share over time, the weakest element, who sees to what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.campaigns.models import Campaign
from assess.home.queries.waiting import waiting
from assess.people.models import Account
from assess.projects.actions import alignment
from assess.projects.actions.projects import ProjectClosed, close
from assess.projects.models import CONDITIONS, AlignmentItem, Project
from assess.projects.queries.alignment import items, review, shares
from assess.projects.queries.conditions import by_tier, released, weakest
from assess.projects.queries.picture import picture
from surveys.bank import library
from surveys.moments import now
from tests.assess.projects.conftest import BLURRED, CLEAR, JOB


def day(month: int, number: int = 10) -> datetime:
    return datetime(2026, month, number, 12, tzinfo=UTC)


@pytest.fixture
def found(session: Session, project: Project, lead: Account) -> Callable[..., AlignmentItem]:
    def find(element: str, status: str, at: datetime | None = None, tier: str = "task") -> AlignmentItem:
        made = alignment.find(
            session, lead.pseudonym, project, tier=tier, element=element, finding=f"{element} is odd", status=status,
            at=at,
        )  # fmt: skip
        session.commit()
        return made

    return find


def test_the_share_counts_elements_at_the_end_of_each_month_and_unknown_ones_neither_way(
    session: Session, project: Project, lead: Account, found: Callable[..., AlignmentItem]
) -> None:
    policies = found("policies", "misaligned", day(3))
    found("culture", "unknown", day(3))
    found("reporting", "aligned", day(4))
    found("reporting", "misaligned", day(5))
    alignment.change(session, lead.pseudonym, project, policies, "aligned", day(4, 30))
    said = [
        (one.day, one.aligned, one.known, one.unknown) for one in shares(items(session, project), date(2026, 5, 20))
    ]
    assert said == [
        (date(2026, 3, 31), 0, 1, 1),
        (date(2026, 4, 30), 2, 2, 1),
        # a second finding on reporting puts the element out of line again
        (date(2026, 5, 20), 1, 2, 1),
    ]


def test_a_dated_status_refuses_every_change(session: Session, found: Callable[..., AlignmentItem]) -> None:
    found("policies", "misaligned")
    for statement in ("UPDATE alignment_change SET status = 'aligned'", "DELETE FROM alignment_change"):
        with pytest.raises(DatabaseError, match="ALIGNMENT_CHANGE_APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()


def test_the_weakest_element_is_named_only_when_its_range_meets_no_other(
    session: Session, survey: Callable[..., Analysis]
) -> None:
    survey(CLEAR)
    named = weakest(by_tier(released(session, JOB), JOB)["position"].values())
    assert (named.status, named.compared, named.reading and named.reading.element) == ("named", 9, "analytics")
    survey(BLURRED)
    blurred = weakest(by_tier(released(session, JOB), JOB)["position"].values())
    assert (blurred.status, [one.element for one in blurred.rivals]) == ("cannot_tell", ["reporting"])


def test_numbers_of_two_surveys_or_one_alone_name_nothing(
    session: Session, project: Project, survey: Callable[..., Analysis]
) -> None:
    survey({"analytics": (2.3, 2.1, 2.5)})
    survey(CLEAR, job="")
    seen = picture(session, project, [])
    assert seen.weakest["position"].status == "unknown"
    assert seen.weakest["company"].status == "named"
    assert seen.weakest["task"].status == "unknown"
    one, other = (by_tier(released(session, JOB), JOB)[tier]["analytics"] for tier in ("position", "company"))
    assert weakest([one, other]).status == "unknown"


def test_of_a_survey_run_from_outside_the_map_has_what_was_released_and_leads_no_further(
    session: Session, project: Project, survey: Callable[..., Analysis], signed_in: Callable[..., FlaskClient]
) -> None:
    kept = survey(CLEAR, third_party=True)
    developer, address = signed_in(Role.ORGANISATION_DEVELOPMENT), f"/projects/{project.id}/map"
    assert "2.3 (2.1 to 2.5) of 5, n = 40" in developer.get(address).text
    for page in ("", "/people"):
        assert developer.get(f"/{kept.subject.replace('campaign:', 'campaigns/')}{page}").status_code == 403
    session.delete(kept)
    session.commit()
    assert session.scalars(select(Campaign.third_party)).all() == [True]
    page = developer.get(address).text
    assert "no survey with numbers on them is released" in page
    assert "What you work under" not in page


def test_eight_categories_are_gone_through_or_not(
    session: Session, project: Project, lead: Account, found: Callable[..., AlignmentItem]
) -> None:
    found("analytics", "misaligned")
    alignment.look(session, lead.pseudonym, project, "policies")
    states = {one.key: one.state for one in review(session, project, items(session, project))}
    assert len(states) == 8
    assert (states["systems"], states["policies"], states["culture"]) == ("open", "clear", "not_looked")


def test_whoever_sees_to_a_row_is_reminded_until_it_is_aligned_and_may_say_so(
    session: Session, project: Project, lead: Account, leader: Account, found: Callable[..., AlignmentItem],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    row = found("policies", "misaligned")
    alignment.hand_over(session, lead.pseudonym, project, row, leader, now().date() - timedelta(days=1))
    session.commit()
    assert [one.key for one in waiting(session, leader)] == ["align_overdue"]
    assert "Overdue: policies is odd" in signed_in(leader).get("/").text
    other = signed_in(Role.ENABLEMENT)
    assert other.post(f"/projects/items/{row.id}/status", data={"status": "aligned"}).status_code == 403
    assert signed_in(leader).post(f"/projects/items/{row.id}/status", data={"status": "aligned"}).status_code == 302
    session.refresh(row)
    assert (row.status, [one.status for one in row.changes]) == ("aligned", ["misaligned", "aligned"])
    assert waiting(session, leader) == []
    again = signed_in(leader).post(f"/projects/items/{row.id}/status", data={"status": "aligned"})
    assert again.status_code == 409
    assert "somebody changed it in the meantime" in again.text


def test_only_groups_with_a_released_number_can_stand_behind_a_finding(
    session: Session, project: Project, lead: Account, survey: Callable[..., Analysis],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    analysis, client = survey(CLEAR), signed_in(lead)
    given = {
        "tier": "position", "element": "analytics", "finding": "Figures take <b>minutes</b>", "status": "misaligned",
        "owner": "", "due": "", "number": f"{analysis.id}:all",
    }  # fmt: skip
    refused = client.post(f"/projects/{project.id}/alignment", data=given | {"number": f"{analysis.id}:Team of three"})
    assert refused.status_code == 422
    assert "Figures take &lt;b&gt;minutes" in refused.text  # nothing typed is lost
    assert client.post(f"/projects/{project.id}/alignment", data=given).status_code == 302
    page = client.get(f"/projects/{project.id}/alignment").text
    assert "2.3 (2.1 to 2.5) of 5, n = 40" in page
    assert "Rated lowest: Analytics" in page
    assert "0 of 1 elements are aligned; too few for a percentage." in page


def test_a_closed_project_is_read_and_not_changed(
    session: Session, project: Project, lead: Account, found: Callable[..., AlignmentItem]
) -> None:
    row = found("policies", "misaligned")
    close(session, lead.pseudonym, project)
    with pytest.raises(ProjectClosed):
        alignment.change(session, lead.pseudonym, project, row, "aligned")


def test_the_shipped_survey_asks_about_the_nine_conditions_of_the_map() -> None:
    assert tuple(scale.code for scale in library()["conditions"].scales) == CONDITIONS
