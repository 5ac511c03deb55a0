"""Computing the Report of a pool when its ratings changed, not at every one of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM
from assess.calibration import frames
from assess.calibration.actions.forgetting import forget
from assess.calibration.actions.pools import asked, compute_now
from assess.calibration.actions.results import keep_averages, keep_feedback, keep_report, least_agreed
from assess.calibration.models import Due
from assess.calibration.queries import pools, reports
from assess.interviews.actions import Fair
from assess.interviews.models import Interview
from assess.jobs.tasks import sweep, task
from scoring.accuracy import accuracy, certificate
from scoring.agreement import agreement
from scoring.calibration import Calibration, Influence, calibration, fair_averages, influence, would_change
from scoring.errors import Scalar
from scoring.reports import agreement as agreements
from scoring.reports import calibration as across
from scoring.reports import interviewer_feedback as own
from scoring.results import Estimate, Report
from surveys.moments import now

SEED = 1


@task("calibration.panel_completed", "interviews.completed")
def panel_completed(session: Session, id: int) -> None:
    """A panel opened: its pool is due."""
    interview = session.get(Interview, id)
    if interview is not None:
        asked(session, pools.pools_of_guide(session, interview.version.code))


@task("calibration.vignettes_rated", "vignettes.finished")
def vignettes_rated(session: Session, id: int) -> None:
    """Somebody rated written interviews: they are linked with everybody who did."""
    asked(session, pools.pools_of_vignettes(session))


@task("calibration.panels_forgotten", "interviews.forgotten")
def panels_forgotten(session: Session, id: str) -> None:
    """Panels by a guide were deleted: the pool is computed without them."""
    asked(session, pools.pools_of_guide(session, id))


@task("calibration.forget", "delivery.application_over")
def forget_imported(session: Session, id: int) -> None:
    """Delete what files brought on a candidate of whom nothing else is kept."""
    forget(session, current_app.config["EXEMPLAR"], id)


@sweep
def compute_due(session: Session) -> None:
    """Ask for the Reports of pools that are due and were not computed a moment ago."""
    for due in session.scalars(select(Due).order_by(Due.pool)).all():
        turn = reports.turn(session, due.pool)
        if turn is not None and turn <= now():
            compute_now(session, SYSTEM, due.pool)


@task("calibration.compute")
def compute(session: Session, pool: str, actor: str) -> None:
    """Store what is known of the raters of a pool: for HR, for each of them, and the fair average of each panel.

    Nothing is stored where nothing changed since the last time.
    """
    chosen = pools.pools(session).get(pool)
    if chosen is None:
        return
    table = frames.ratings(session, chosen)
    second = frames.second_ratings(session, chosen)
    openings = reports.openings(session, [int(one) for one in _panels(table["ratee"].unique())])
    raters, tested = reports.rater_ids(session), frames.tests(session, chosen)
    # one transaction less to wait for while the models settle: nothing below asks the database before all is computed
    session.commit()
    worded = frames.worded(table, chosen.names)
    written = table.loc[table["origin"] == "vignette", "ratee"].unique()
    found = calibration(worded[["rater", "ratee", "criterion", "rating"]], worded["rated_on"], written, seed=SEED)
    inputs = {"ratings": table, "second_ratings": second}
    talks = influence(table[table["origin"] == "panel"], second) if len(second) else None
    report = provenance(across.report(found, talks), inputs, SEED, pool=pool, low=chosen.low, high=chosen.high)
    agreed = least_agreed(agreements.report(agreement(worded, chosen.high - chosen.low + 1)))
    counted = frames.notes(table)
    extras = {code: _extras(counted.get(code), tested.get(code), talks) for code in raters}
    feedback = dict(_feedback(found, report, raters, extras))
    averages = list(_averages(found, openings, frames.raw_means(table), frames.raters_of(table)))
    last = reports.newest(session, pool)
    if last is not None and last.report_json == report.to_json():
        return
    kept = keep_report(session, actor, pool, report)
    store(session, replace(agreed, provenance=report.provenance), reports.POOL.format(pool), actor)
    keep_feedback(session, actor, pool, feedback)
    keep_averages(session, kept, averages)


def _panels(ratees: Iterable[str]) -> Iterator[str]:
    return (ratee.removeprefix("interview:") for ratee in ratees if ratee.startswith("interview:"))


def _extras(
    notes: tuple[int, int] | None, test: tuple[pd.DataFrame, pd.DataFrame] | None, talks: Influence | None
) -> own.Extras:
    """What is known of a rater beside the ratings: their notes, how near they are to the gold, who moves whom."""
    counted = own.Notes(*notes) if notes else None
    if test is None:
        return own.Extras(notes=counted, talks=talks)
    near = accuracy(*test)
    return own.Extras(notes=counted, accuracy=near, certificate=certificate(near), talks=talks)


def _feedback(
    found: Calibration, report: Report, raters: Mapping[str, int], extras: Mapping[str, own.Extras]
) -> Iterator[tuple[int, Report]]:
    """By the rater's id; codes in files that nobody has named belong to nobody who could read it."""
    for code in found.kindness:
        if str(code) in raters:
            made = own.report(found, code, extras[str(code)])
            yield raters[str(code)], replace(made, provenance=report.provenance)


def _averages(
    found: Calibration, openings: Mapping[int, int], raw: Mapping[str, float], raters: Mapping[str, list[str]]
) -> Iterator[Fair]:
    """One row a panel, with what it would change among the candidates of the same opening."""
    if found.status == "refused":
        return
    fair = {str(ratee): one for ratee, one in fair_averages(found).items()}
    verdicts = _verdicts(fair, openings, raw)
    for ratee, estimate in fair.items():
        if ratee.startswith("interview:"):
            strict = [one.value for code in raters[ratee] if (one := found.kindness[code]).value is not None]
            # severity counts up, kindness down
            most = -max(strict, key=abs) if strict else None
            yield Fair(int(ratee.removeprefix("interview:")), estimate, most, verdicts.get(ratee, ""))


def _verdicts(fair: Mapping[str, Estimate], openings: Mapping[int, int], raw: Mapping[str, float]) -> dict[str, str]:
    """By panel: whether its place among the neighbours of its opening turns round; absent where nobody can tell."""
    together: dict[int, list[str]] = {}
    for interview, opening in openings.items():
        together.setdefault(opening, []).append(f"interview:{interview}")
    said: dict[str, str] = {}
    for panels in together.values():
        means: dict[Scalar, float] = {panel: raw[panel] for panel in panels if panel in raw}
        found = would_change(means, {panel: fair[panel] for panel in panels if panel in fair}, seed=SEED)
        said |= {str(one.ratee): one.verdict for one in found.standings}
    return said
