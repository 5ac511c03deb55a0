"""The comparison page: bands and no ranks, reasons where there is no fit, and only for who may see the opening."""

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.decisions import queries
from assess.people.models import Account
from assess.profiles.actions import retire
from assess.profiles.models import ProfileVersion
from tests.assess.profiles.company import Company


def page_of(client: FlaskClient, company: Company, **query: object) -> str:
    response = client.get(f"/decisions/openings/{company.opening.id}/compare", query_string=query)
    assert response.status_code == 200
    return response.text


def test_candidates_stand_in_bands_without_numbers_before_their_names(
    approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    page = page_of(signed_in(hr), company)
    assert "10 of 12 candidates fall into" in page and "<strong>Band 1</strong>" in page
    assert "cannot be told apart by this score" in page and "fairness check is missing" in page
    first = page.index("No fit shown")
    for name in ("Kofi Mensah", "Lena Vogt"):
        assert page.index(f">{name}<") > first
    assert "too much missing" in page and "answers may not reflect the person" in page
    heads = re.findall(r'<th scope="row"[^>]* class="is-pinned"[^>]*>(.*?)</th>', page, re.S)
    assert len(heads) == 12 and not any(re.match(r"\s*\d", re.sub("<.*?>", "", head)) for head in heads)
    assert "<ol" not in page[page.index('id="cmp"') : page.index("1.96 times the standard error")]


def test_bands_are_as_wide_as_the_error_of_a_difference(
    session: Session, approved: ProfileVersion, company: Company, hr: Account
) -> None:
    """Cascio, Outtz, Zedeck & Goldstein 1991: 1.96·SED from the top scorer of each band, nobody across two."""
    side = queries.side_by_side(session, hr, company.opening.id)
    width, sed = side.ground.width("band_width"), side.ground.width("sed")
    assert width is not None and sed is not None and width == pytest.approx(1.959963984540054 * sed)
    tops = []
    for _band, _count, members in side.bands:
        fits = [one.measured.fit.value for one in members if one.measured and one.measured.fit.value is not None]
        if not fits:
            continue
        assert max(fits) - min(fits) <= width
        tops.append(max(fits))
    assert tops == sorted(tops, reverse=True) and all(a - b > width for a, b in pairwise(tops))


def test_the_order_inside_a_band_is_random_and_stays(
    session: Session, approved: ProfileVersion, company: Company, hr: Account
) -> None:
    def order() -> list[str]:
        return [one.name for _band, _count, members in queries.side_by_side(session, hr, company.opening.id).bands
                for one in members if one.measured and one.measured.band]  # fmt: skip

    by_fit = [
        one.name
        for band, _count, members in queries.side_by_side(session, hr, company.opening.id).bands
        if band is not None
        for one in sorted(members, key=lambda row: -(row.measured.fit.value or 0) if row.measured else 0)
    ]
    assert order() == order() != by_fit


def test_leaving_candidates_move_nobody_to_another_band(
    session: Session, approved: ProfileVersion, company: Company, hr: Account
) -> None:
    def bands() -> dict[str, int]:
        found = queries.side_by_side(session, hr, company.opening.id).bands
        return {one.name: band for band, _count, members in found if band is not None for one in members}

    before = bands()
    company.applications["Amara Okafor"].stage = "closed"
    session.commit()
    after = bands()
    assert before["Amara Okafor"] == 1 and "Amara Okafor" not in after
    assert after == {name: band for name, band in before.items() if name != "Amara Okafor"}


def test_two_people_are_compared_in_a_sentence(
    approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client, ids = signed_in(hr), {name: one.id for name, one in company.applications.items()}

    def side_of(*names: str) -> str:
        asked = {"who": [ids[name] for name in names]}
        return client.get(f"/decisions/openings/{company.opening.id}/side", query_string=asked).text

    apart = side_of("Ben Hartley", "Amara Okafor")
    assert "Amara Okafor has a higher fit than Ben Hartley" in apart and "On the job it says less" in apart
    same = side_of("Jonas Petit", "Dae-jung Kim")
    assert "cannot be told apart with enough confidence" in same
    assert "says nothing about the pair" in side_of("Kofi Mensah", "Amara Okafor")


def test_a_hiring_manager_sees_their_own_opening_and_no_other(
    company: Company, manager: Account, account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    mine, other = signed_in(manager), signed_in(account(Role.HIRING_MANAGER, name="Other"))
    for path in ("compare", "compare/csv", "compare/pdf"):
        assert other.get(f"/decisions/openings/{company.opening.id}/{path}").status_code == 404
    assert other.get(f"/decisions/applications/{company.applications['Elif Yıldız'].id}").status_code == 404
    assert mine.get(f"/decisions/openings/{company.opening.id}/compare").status_code == 200
    assert mine.get(f"/decisions/openings/{company.other.id}/compare").status_code == 404
    assert company.opening.title in mine.get("/decisions/").text
    assert company.opening.title not in other.get("/decisions/").text


def test_without_a_profile_in_force_everybody_is_treated_alike(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    retire(session, hr.pseudonym, approved)
    session.commit()
    page = page_of(client, company)
    assert "no longer in force" in page and "Band 1" not in page and "Amara Okafor" in page
    assert client.get(f"/decisions/openings/{company.opening.id}/compare/csv").status_code == 404


def test_files_hold_the_report_with_names_and_no_places(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    made = client.get(f"/decisions/openings/{company.opening.id}/compare/csv")
    again = client.get(f"/decisions/openings/{company.opening.id}/compare/csv")
    assert made.data == again.data
    with zipfile.ZipFile(io.BytesIO(made.data)) as files:
        people = files.read("fit_people.csv").decode()
    assert "Amara Okafor (C-0002)" in people and "order" not in people.splitlines()[0]
    stored = queries.side_by_side(session, hr, company.opening.id).ground.analysis
    assert stored is not None and "Amara" not in stored.report_json
    assert client.get(f"/decisions/openings/{company.opening.id}/compare/pdf").data.startswith(b"%PDF")


def test_every_look_is_recorded_without_names(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    client = signed_in(hr)
    page_of(client, company)
    client.get(f"/decisions/openings/{company.opening.id}/compare/csv")
    client.get(f"/decisions/applications/{company.applications['Elif Yıldız'].id}")
    events = session.scalars(select(AuditEvent).where(AuditEvent.action.startswith("decisions."))).all()
    assert [one.action for one in events] == ["decisions.compared", "decisions.exported", "decisions.viewed"]
    assert {one.actor for one in events} == {hr.pseudonym}
    assert not any("Elif" in f"{one.subject}{one.details}" for one in events)


def test_a_stage_without_anybody_says_so(
    approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    assert "Nobody is in this stage" in page_of(signed_in(hr), company, stage="applied")


def test_an_opening_of_another_job_has_no_fit(
    approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    page = signed_in(hr).get(f"/decisions/openings/{company.other.id}/compare").text
    assert "No profile of this job is in force" in page
