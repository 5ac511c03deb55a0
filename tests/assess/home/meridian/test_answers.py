"""The sentences of stored Reports on the start page, for those who may open the Reports and nobody else."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.home.queries.answers import answers, status
from assess.home.queries.waiting import waiting
from assess.people.models import Account
from assess.profiles.models import ProfileVersion
from scoring.errors import Code
from scoring.results import Caveat, Estimate, Report, Sentence
from tests.assess.profiles.company import Company

Sign = Callable[..., FlaskClient]


def test_each_viewer_reads_the_sentences_of_reports_they_may_open(
    session: Session,
    company: Company,
    approved: ProfileVersion,
    hr: Account,
    analyst: Account,
    manager: Account,
    account: Callable[..., Account],
) -> None:
    def seen(viewer: Account) -> list[str]:
        return [one.endpoint for one in answers(session, viewer)]

    everything = ["performance.tiers", "profiles.profile", "decisions.compare"]
    assert sorted(set(seen(hr))) == sorted(set(seen(analyst))) == sorted(everything)
    assert set(seen(manager)) == {"decisions.compare"}
    stranger = account(Role.HIRING_MANAGER, name="Another Manager")
    others = [account(role) for role in (Role.ADMINISTRATOR, Role.LINE_MANAGER, Role.EMPLOYEE, Role.INTERVIEWER)]
    assert [seen(one) for one in (stranger, *others)] == [[]] * 5


def test_the_start_page_says_the_reports_own_sentence_with_its_status_and_a_link_that_opens(
    session: Session, company: Company, approved: ProfileVersion, analyst: Account, signed_in: Sign
) -> None:
    client = signed_in(analyst)
    page = client.get("/").text
    for one in answers(session, analyst):
        assert one.sentence in page and one.about in page
        assert one.n > 0
    for path in ("/performance/tiers?role=", f"/profiles/{approved.id}", "/decisions/openings/"):
        assert f'href="{path}' in page
    assert "Who really performs?" in page and "computed" in page


def test_a_profile_waits_for_approval_by_hr_alone(
    session: Session, company: Company, draft: ProfileVersion, hr: Account, analyst: Account
) -> None:
    assert "approve" in [one.key for one in waiting(session, hr)]
    assert "approve" not in [one.key for one in waiting(session, analyst)]
    assert "gate" not in [one.key for one in waiting(session, analyst)], "its gate is open"


def test_the_status_of_a_report_is_that_of_its_weakest_part() -> None:
    good = Estimate(0.5, 100, "a method")
    doubtful = Estimate(0.5, 20, "a method", status="caveat", reasons=(Caveat(Code.STALE),))
    sentence = Sentence("tiers.confident", {"confident": 1, "cannot_tell": 2})
    assert status(Report("tiers", sentence, {"reliability": good})) == "ok"
    assert status(Report("tiers", sentence, {"reliability": doubtful})) == "caveat"
    assert status(Report("tiers", sentence, {"reliability": good}, caveats=(Caveat(Code.STALE),))) == "caveat"
    assert status(Report("tiers", Sentence("tiers.refused", {"rated": 3}))) == "refused"
    assert status(Report("tiers", Sentence("tiers.none_confident", {"cannot_tell": 3}))) == "ok"
