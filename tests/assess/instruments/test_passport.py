"""Every instrument shows what its scores may be used for, and says so when nothing is known here."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import provenance, store
from assess.instruments.actions import publish
from assess.instruments.queries.passports import kinds, passport
from scoring.passport import Evidence
from scoring.passport import passport as verdicts
from scoring.reports.measurement import KIND, uses
from scoring.results import Estimate, Report, Sentence
from surveys.bank import library
from surveys.models import InstrumentVersion


def studied(session: Session, version: InstrumentVersion) -> None:
    """A Report on 412 people with whom one scale turned out well and the other ones were not looked at."""
    instrument = library()["work_habits"]
    good = Evidence(instrument.uses, Estimate(0.86, 412, "omega"), 412, Estimate(0.3, 150, "r_cv"), 0, True)
    table = uses({"planning": verdicts(good)})
    made = Report(KIND, Sentence("measurement.some", {"people": 412}), tables=(table,))
    store(session, provenance(made, {}, 1), f"version:{version.id}", "test")
    session.commit()


def test_nothing_known_here_is_said_and_allows_nothing(session: Session) -> None:
    for code, instrument in library().items():
        found = passport(session, instrument, None)
        if not instrument.scales:
            # whose points are compared as they are given: no score is made of them
            assert code in {"interview_scorecard", "observed_call", "reference_check"} or code.startswith("role_play_")
            assert found is None
            continue
        assert found is not None and found.analysis is None and found.people == 0
        assert [row[0] for row in found.uses.rows] == [scale.code for scale in instrument.scales]
        for row in found.uses.rows:
            assert row[1:4] == ("refused", "refused", "refused")
            assert "N_TOO_SMALL" in str(row[4]) and "NOT_CROSS_VALIDATED" in str(row[4])
            assert ("OFF_LABEL_USE" in str(row[4])) == ("selection" not in instrument.uses)


def test_scales_that_share_their_verdicts_are_said_once(session: Session) -> None:
    found = passport(session, library()["work_habits"], None)
    assert found is not None
    assert [labels for labels, _row in found.groups] == [
        ["Achievement striving", "Persistence", "Planning", "Openness to feedback"]
    ]


def test_the_newest_report_on_the_version_is_its_passport(session: Session) -> None:
    instrument = library()["work_habits"]
    version = publish(session, "test", instrument)
    studied(session, version)
    found = passport(session, instrument, version)
    assert found is not None and found.people == 412
    assert found.uses.rows == (("planning", "allowed", "allowed", "allowed", ""),)
    assert found.names["planning"] == "Planning"


def test_the_page_of_an_instrument_shows_its_passport(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    analyst = signed_in(Role.ANALYST)
    page = analyst.get("/instruments/shipped/work_habits").text
    assert "No evidence here yet. Nobody's answers have been studied" in page
    assert "behavioural traits" in page and "Selection: no" in page and "Selection: yes" not in page
    version = publish(session, "test", library()["work_habits"])
    studied(session, version)
    page = analyst.get(f"/instruments/{version.id}").text
    assert "On the answers of 412 people" in page and "Selection: yes" in page and "Selection: no" not in page


def standings(session: Session) -> dict[str, dict[str, str]]:
    return {kind: {one.instrument.code: one.standing for one in kept} for kind, kept in kinds(session).items()}


def test_every_kind_of_content_is_there_with_its_standing(session: Session) -> None:
    assert standings(session) == {
        "competencies": {"selling_competencies": "development", "situational_judgement": "unproved"},
        "cognitive": {"reasoning": "unproved"},
        "emotional": {"feelings_at_work": "development"},
        "personality": {"work_style": "unproved"},
        "behavioural": {"work_habits": "unproved"},
        "interests": {"sales_interests": "development"},
    }
    studied(session, publish(session, "test", library()["work_habits"]))
    assert standings(session)["behavioural"] == {"work_habits": "validated"}


def test_the_library_shows_the_kinds_of_content_and_their_standing(signed_in: Callable[..., FlaskClient]) -> None:
    page = signed_in(Role.HR).get("/instruments/").text
    for words in ("By what they measure", "Emotional competence", "for development only", "not validated here"):
        assert words in page
    assert "validated here</span>" in page and ">validated here<" not in page
