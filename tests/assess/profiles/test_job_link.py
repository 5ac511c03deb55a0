"""A scale is tied to the job through what experts on the job said it calls for (S2-33, methods §5.2)."""

from collections.abc import Callable

import pandas as pd
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.demo.roster import ROLE
from assess.people.models import Account
from assess.profiles import actions, queries
from scoring.job_analysis import job_analysis
from scoring.reports.job_analysis import report
from tests.assess.profiles.company import Company

EXPERTS = ("A", "B", "C", "D")
#: Importance by competency: conscience is called for, empathy is not.
COMPETENCIES = {"planning": 5, "empathy": 1}


def analysed(session: Session, job: str = ROLE) -> int:
    """A closed job analysis as the feature that asks experts stores it."""
    tasks = pd.DataFrame(
        [(who, "call", 5, 5) for who in EXPERTS], columns=["expert", "task", "importance", "frequency"]
    )
    rated = pd.DataFrame(
        [(who, code, points) for who in EXPERTS for code, points in COMPETENCIES.items()],
        columns=["expert", "competency", "importance"],
    )
    links = pd.DataFrame([(who, code, "call") for who in EXPERTS for code in COMPETENCIES],
                         columns=["expert", "competency", "task"])  # fmt: skip
    names = {"planning": "Planning a territory", "empathy": "Putting oneself in others' place"}
    found = report(job_analysis(tasks, rated, links), {"call": "Calls customers"}, names)
    stored = store(session, provenance(found, {"tasks": tasks}, 1, job=job), f"job:{job}", "test")
    session.commit()
    return stored.id


def choice(session: Session, scale: str, competency: str) -> actions.Choice:
    one = next(one for one in queries.offered(session, ROLE) if one.scale.code == scale)
    return actions.Choice(one.version.id, scale, 1, bool(competency), "", competency)


def test_only_what_experts_call_for_is_offered(session: Session, company: Company) -> None:
    assert queries.job_links(session, ROLE) is None
    analysed(session)
    found = queries.job_links(session, ROLE)
    assert found is not None and found.experts == 4
    assert dict(found.competencies) == {"planning": "Planning a territory"}


def test_a_link_is_kept_with_the_report_it_rests_on(session: Session, company: Company, analyst: Account) -> None:
    stored = analysed(session)
    assert actions.set_scales(session, analyst.pseudonym, ROLE, [choice(session, "stability", "planning")]) == 1
    kept = next(one for one in queries.settings(session, ROLE) if one.scale == "stability")
    assert (kept.competency, kept.job_analysis_id, kept.job_related) == ("planning", stored, True)


@pytest.mark.parametrize("competency", ["empathy", "made_up"])
def test_what_experts_do_not_call_for_is_refused(
    session: Session, company: Company, analyst: Account, competency: str
) -> None:
    analysed(session)
    with pytest.raises(actions.NotCalledFor):
        actions.set_scales(session, analyst.pseudonym, ROLE, [choice(session, "stability", competency)])


def test_without_experts_no_competency_can_be_claimed(session: Session, company: Company, analyst: Account) -> None:
    with pytest.raises(actions.NotCalledFor):
        actions.set_scales(session, analyst.pseudonym, ROLE, [choice(session, "stability", "planning")])


def test_the_page_links_through_competencies_once_experts_were_asked(
    session: Session, company: Company, analyst: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(analyst)
    assert "rests on your word alone" in client.get("/profiles/scales", query_string={"job": ROLE}).text
    analysed(session)
    page = client.get("/profiles/scales", query_string={"job": ROLE}).text
    assert "4 experts on this job were asked" in page and "Planning a territory" in page
    offered = queries.offered(session, ROLE)
    place = next(place for place, one in enumerate(offered) if one.scale.code == "indecision")
    form = {
        f"scales-{number}-{name}": value
        for number, one in enumerate(offered)
        for name, value in (("key", one.key), ("direction", "0"), ("reason", ""), ("competency", ""))
    }
    ticked = form | {f"scales-{place}-direction": "1", f"scales-{place}-job_related": "y"}
    assert client.post("/profiles/scales", query_string={"job": ROLE}, data=ticked).status_code == 302
    one = next(one for one in queries.settings(session, ROLE) if one.scale == "indecision")
    assert not one.job_related  # a tick alone is no link any more
    session.expire_all()
    linked = ticked | {f"scales-{place}-competency": "planning"}
    assert client.post("/profiles/scales", query_string={"job": ROLE}, data=linked).status_code == 302
    session.expire_all()
    one = next(one for one in queries.settings(session, ROLE) if one.scale == "indecision")
    assert one.job_related and one.competency == "planning"
