"""The demo's truth is in no database, and is recovered from what the product computed."""

import io

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import inspect, select

from assess.calibration.queries import pools
from assess.calibration.queries.reports import newest
from assess.database import db
from assess.demo.company import SEED
from assess.demo.panels import interviewer_ids
from assess.demo.roster import ROLE, rep_ids
from assess.demo.world import make
from assess.interviews.models import Rater
from assess.people.models import Account, Person
from assess.performance.queries import tiers_of
from scoring.errors import Code
from scoring.results import Estimate, Report
from surveys.models import Participant

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_the_stored_tiers_recover_who_earned_their_results(demo: Flask) -> None:
    world = make(SEED)
    earned = dict(zip(rep_ids(world), world.earned, strict=False))
    with demo.app_context():
        analysis = tiers_of(db.session(), ROLE)
        assert analysis is not None
        people = analysis.report.table("people")
    rows = [
        (earned[code], score.value, raw, chance)
        for code, score, raw, chance in zip(
            *(people.column(key) for key in ("person_id", "score", "raw", "chance_top")), strict=True
        )
        if code in earned and isinstance(score, Estimate) and score.value is not None
    ]
    truth, adjusted, raw, chance = np.array(rows, dtype=float).T
    # methods §16.1: .905 ± .02 adjusted and .859 raw over seeds; one seed must lie near and show the direction
    assert np.corrcoef(truth, adjusted)[0, 1] == pytest.approx(0.905, abs=0.03)
    assert np.corrcoef(truth, adjusted)[0, 1] > np.corrcoef(truth, raw)[0, 1]
    really_top = truth >= np.quantile(truth, 0.8)
    assert really_top[chance >= 0.8].mean() >= 0.85
    assert 20 <= (chance >= 0.8).sum() <= 32


def test_no_table_holds_the_truth(demo: Flask) -> None:
    world = make(SEED)
    secrets = [f"{value:.6f}"[:8] for value in (*world.earned[:60], *world.talent[:60])]
    with demo.app_context():
        text = io.StringIO()
        for name in inspect(db.engine).get_table_names():
            for row in db.session.execute(db.metadata.tables[name].select()) if name in db.metadata.tables else ():
                text.write(repr(tuple(row)))
    stored = text.getvalue()
    assert len(stored) > 1_000_000
    assert [secret for secret in secrets if len(secret.strip("-0.")) > 4 and secret in stored] == []


@pytest.fixture
def calibration(demo: Flask) -> tuple[Report, dict[str, str]]:
    """The stored Report across the interviewers, and the employee behind each of its raters."""
    with demo.app_context():
        session = db.session()
        [pool] = pools.pools(session)
        stored = newest(session, pool)
        assert stored is not None
        raters = select(Participant.code, Person.code).join(Rater, Rater.participant_id == Participant.id)
        rows = session.execute(raters.join(Rater.account).join(Account.person))
        return stored.report, {code: person for code, person in rows}


def test_the_calibration_names_everybody_with_a_bent_and_what_it_is(
    calibration: tuple[Report, dict[str, str]],
) -> None:
    """methods §16.4; one seed shows directions only, so ordinary interviewers may stand .3 points off as well."""
    report, person = calibration
    flags = report.table("flags")
    found = {
        (person[str(rater)], str(flag))
        for rater, flag in zip(flags.column("rater"), flags.column("flags"), strict=True)
    }
    lenient, severe, halo, central, drifting, erratic = interviewer_ids(6)
    assert {
        (lenient, "kinder"), (severe, "harder"), (halo, "halo"), (central, "central_tendency"), (drifting, "drift"),
        (erratic, "inconsistency"),
    } <= found  # fmt: skip
    for flag, who in (("halo", halo), ("central_tendency", central), ("drift", drifting), ("inconsistency", erratic)):
        assert {one for one, other in found if other == flag} == {who}
    raters = report.table("raters")
    kindness = {
        person[str(rater)]: estimate.value
        for rater, estimate in zip(raters.column("rater"), raters.column("kindness"), strict=True)
        if isinstance(estimate, Estimate) and estimate.value is not None
    }
    assert max(kindness, key=kindness.__getitem__) == lenient and min(kindness, key=kindness.__getitem__) == severe


def test_the_site_far_away_is_said_to_be_apart(calibration: tuple[Report, dict[str, str]]) -> None:
    report, person = calibration
    assert Code.DISCONNECTED in {caveat.code for caveat in report.caveats}
    table = report.table("raters")
    apart: dict[object, set[str]] = {}
    for rater, subset in zip(table.column("rater"), table.column("subset"), strict=True):
        apart.setdefault(subset, set()).add(person[str(rater)])
    assert sorted(map(len, apart.values())) == [2, 16]
    assert {"M-0917", "M-0918"} in apart.values()
