"""Measuring a finished test, the experts' gold, tests that are wanted again, and mails before a certificate ends."""

from datetime import timedelta

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess import mail
from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM, record
from assess.config import Settings
from assess.filters import day
from assess.interviews.models import Rater
from assess.jobs.actions import enqueue
from assess.jobs.tasks import sweep, task
from assess.phrases import phrase
from assess.vignettes import frames
from assess.vignettes.actions import want_retest
from assess.vignettes.models import Course, GoldPoint, Outcome, VignetteVersion
from assess.vignettes.queries import EXPIRY_NOTICE, SCORECARD, gold, scorecard, standing, topics
from scoring.accuracy import accuracy, certificate
from scoring.accuracy import gold as agreed
from scoring.policy import judgement
from scoring.reports.vignettes import report
from surveys.moments import now

#: methods §6.3.
VALID = timedelta(days=365)
SUBJECT = "course:{}"


@task("vignettes.score")
def score(session: Session, course: int) -> None:
    """Store the Report and the verdict of a finished test; nothing where there is one already."""
    done = session.get_one(Course, course)
    if done.outcome is not None or done.finished_at is None:
        return
    source, cells = _gold_for(session, done)
    names = {item.code: item.text for item in topics(scorecard(session, done))}
    given, target = (one.rename(columns=names) for one in (frames.given(session, done), frames.matrix(cells)))
    found = accuracy(given, target)
    verdict = certificate(found)
    made = provenance(report(found, verdict, given, target), {"ratings": given, "gold": target}, seed=0, source=source)
    stored = store(session, made, SUBJECT.format(done.id), SYSTEM)
    ends = done.finished_at + VALID if verdict.passed else None
    session.add(
        Outcome(
            course_id=done.id,
            analysis_id=stored.id,
            passed=verdict.passed,
            source=source,
            gold=cells,
            expires_at=ends,
        )
    )
    record(session, SYSTEM, "vignettes.measured", SUBJECT.format(done.id), source=source)


def _gold_for(session: Session, course: Course) -> tuple[str, dict[str, dict[str, float | None]]]:
    """The gold of a test's vignettes; an expert is measured by the other experts, who must still be enough."""
    others = _agreed(session, without=course.rater_id)
    codes = [one.vignette.code for one in sorted(course.of("test"), key=lambda one: one.vignette.position)]
    cells = gold(session, SCORECARD).cells
    if others is None:
        return "design", {code: {topic: float(cell.designed) for topic, cell in cells[code].items()} for code in codes}
    points = {key: cell.points for key, cell in others.items()}
    return "experts", {code: {topic: points.get((code, topic)) for topic in cells[code]} for code in codes}


def _agreed(session: Session, without: int | None = None) -> dict[tuple[str, str], frames.AgreedCell] | None:
    """The experts' means; None while fewer than the policy asks for have rated everything."""
    table = frames.expert_ratings(session, SCORECARD, without)
    enough = judgement("gold", experts=int(table["rater"].nunique())).status != "refused"
    return frames.cells(agreed(table)) if enough else None


@task("vignettes.gold")
def compute_gold(session: Session, code: str) -> None:
    """The gold in force, made anew of the experts who have rated everything; none of it while they are too few."""
    found = _agreed(session)
    kept = session.scalars(select(VignetteVersion).where(VignetteVersion.scorecard == code)).all()
    ids = {one.code: one.id for one in kept}
    session.execute(delete(GoldPoint).where(GoldPoint.vignette_id.in_(ids.values())))
    for (vignette, topic), cell in (found or {}).items():
        session.add(
            GoldPoint(
                vignette_id=ids[vignette],
                topic=topic,
                points=cell.points,
                sd=cell.sd,
                experts=cell.experts,
                reason=cell.reason,
            )
        )
    record(session, SYSTEM, "vignettes.gold_computed", f"scorecard:{code}", in_force=found is not None)


@task("vignettes.flagged", "calibration.flagged")
def flagged(session: Session, id: int) -> None:
    """Calibration saw the severity of a rater move, or stand far from others': the test is wanted again."""
    want_retest(session, SYSTEM, session.get_one(Rater, id))


@task("vignettes.remind")
def remind(session: Session, rater: int) -> None:
    """Mail a rater that their certificate ends, or that the test is wanted again; it names no reason and no score."""
    who = session.get_one(Rater, rater)
    state = standing(session, rater)
    if state.state in {"expiring", "retest"} and state.until is not None:
        _send(who, f"vignettes.mail_{state.state}", until=state.until)


@task("vignettes.ask_expert")
def ask_expert(session: Session, rater: int) -> None:
    """Mail somebody that their blind ratings are asked for."""
    _send(session.get_one(Rater, rater), "vignettes.mail_expert")


def _send(rater: Rater, key: str, until: object = None) -> None:
    settings: Settings = current_app.config["EXEMPLAR"]
    with force_locale(settings.language):
        values = {"name": rater.name, "link": f"{settings.base_url.rstrip('/')}/training/"}
        subject = phrase(f"{key}_subject")
        body = phrase(key, **values, **({"until": day(until)} if until else {}))  # type: ignore[arg-type]
    mail.send(rater.address, subject, body)


@sweep
def remind_in_time(session: Session) -> None:
    """Tell whose certificate ends within the notice, once."""
    moment = now()
    due = select(Outcome).where(
        Outcome.passed.is_(True), Outcome.reminded_at.is_(None), Outcome.expires_at > moment,
        Outcome.expires_at <= moment + EXPIRY_NOTICE,
    )  # fmt: skip
    for outcome in session.scalars(due):
        outcome.reminded_at = moment
        if standing(session, outcome.course.rater_id).state == "expiring":
            enqueue(session, "vignettes.remind", rater=outcome.course.rater_id)
