"""The list of candidates: found by name, narrowed, sorted, turned page by page; ticks stay, order tells nothing."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.decisions import actions, queries
from assess.decisions import tasks as _registers_tasks
from assess.decisions.models import CompositeResult
from assess.hiring.actions import add_candidate
from assess.hiring.models import Application
from assess.people.models import Account
from assess.profiles.models import ProfileVersion
from scoring.decisions import Rule
from tests.assess.decisions.test_blind import lock, plan
from tests.assess.decisions.test_compare import page_of
from tests.assess.profiles.company import Company

assert _registers_tasks


def names(session: Session, viewer: Account, company: Company, **asked: object) -> list[str]:
    found = queries.side_by_side(session, viewer, company.opening.id, queries.Asked(**asked))
    return [one.name for one in found.rows]


def test_names_are_found_and_people_without_a_fit(
    session: Session, approved: ProfileVersion, company: Company, hr: Account
) -> None:
    assert names(session, hr, company, words="yıl") == ["Elif Yıldız"]
    assert sorted(names(session, hr, company, missing="fit")) == ["Kofi Mensah", "Lena Vogt"]
    assert names(session, hr, company, sort="name") == sorted(company.applications)
    first = queries.side_by_side(session, hr, company.opening.id, queries.Asked(band=1))
    assert {one.measured.band for one in first.rows if one.measured} == {1}
    assert names(session, hr, company, band=99) == []


def test_a_panel_sorts_and_finds_who_has_none(
    session: Session, company: Company, hr: Account, manager: Account, run_jobs: Callable[[], int]
) -> None:
    interview = plan(session, company, "Elif Yıldız", [manager, hr])
    lock(session, interview, 0)
    lock(session, interview, 1)
    run_jobs()
    assert names(session, hr, company, sort="interview")[0] == "Elif Yıldız"
    missing = names(session, hr, company, missing="interview")
    assert len(missing) == 11 and "Elif Yıldız" not in missing


def test_an_analyst_learns_nothing_of_panels_by_order_or_by_absence(
    session: Session, company: Company, hr: Account, analyst: Account, manager: Account, run_jobs: Callable[[], int]
) -> None:
    interview = plan(session, company, "Elif Yıldız", [manager, hr])
    lock(session, interview, 0)
    lock(session, interview, 1)
    run_jobs()
    assert names(session, hr, company, sort="interview") != names(session, hr, company, sort="band"), "it could tell"
    plain = names(session, analyst, company)
    for asked in ({"sort": "interview"}, {"sort": "composite"}, {"missing": "interview"}, {"missing": "composite"}):
        assert names(session, analyst, company, **asked) == plain


def test_whom_the_viewer_is_to_rate_is_placed_by_no_order(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, manager: Account,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    """The attack: sort by everything there is and see where the sealed candidate comes out."""
    actions.set_rule(session, "test", company.opening, Rule({"fit": 1.0}), "own", "Why.")
    session.commit()
    run_jobs()
    best = session.scalars(select(CompositeResult).where(CompositeResult.place == 1)).first()
    assert best is not None
    name = best.application.candidate.name
    assert names(session, manager, company, sort="composite")[0] == name, "it would tell"
    plan(session, company, name, [manager, hr])
    last = sorted([name, "Kofi Mensah", "Lena Vogt"])
    for sort in ("band", "composite"):
        assert names(session, manager, company, sort=sort)[-3:] == last
    assert name in names(session, manager, company, missing="fit")
    assert name in names(session, manager, company, missing="composite")
    assert name not in names(session, manager, company, band=1)
    _ground, rows = queries.chosen(session, manager, company.opening.id, [best.application_id])
    assert rows[0].rating and rows[0].measured is None and rows[0].combined is None


def test_pages_hold_fifty_and_ticks_stay(
    session: Session, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    for n in range(60):
        add_candidate(session, "test", company.opening, f"Person {n:02d}", f"person{n}@example.org")
    session.commit()
    first = company.applications["Amara Okafor"].id
    page = page_of(signed_in(hr), company, sort="name", page=2, who=[first])
    assert "51 to 72 of 72" in page and f'type="hidden" name="who" value="{first}"' in page
    page = page_of(signed_in(hr), company, sort="name", who=[first])
    everybody = [one.id for one in session.scalars(select(Application))]
    assert len(queries.chosen(session, hr, company.opening.id, everybody)[1]) == 50
    assert "1 to 50 of 72" in page and f'value="{first}" aria-label="Tick Amara Okafor" checked' in page


def test_side_by_side_shows_at_most_fifty_of_this_opening(
    session: Session, approved: ProfileVersion, company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    ids = [one.id for one in company.applications.values()]
    other = add_candidate(session, "test", company.other, "Somebody Else", "else@example.org")
    session.commit()
    path = f"/decisions/openings/{company.opening.id}/side"
    page = signed_in(hr).get(path, query_string={"who": [*ids, other.id]}).text
    assert "Somebody Else" not in page and "12 candidates for" in page and "like top producers" in page
    assert "Cannot be told apart from" in page and "Nobody is ticked" in signed_in(hr).get(path).text


def test_what_makes_no_sense_in_the_address_is_left_out(
    company: Company, hr: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    page = page_of(signed_in(hr), company, sort="age", band="x", page="-3", stage="?", missing="hope", who="a")
    assert "12 candidates" in page
