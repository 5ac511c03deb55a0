"""One's own training: where one is, the anchors, the result, the certificate."""

from flask import redirect, render_template, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.analyses.queries import stored
from assess.audit.actions import record
from assess.database import db
from assess.errors import NotFound
from assess.reports import Shown
from assess.vignettes import actions, queries
from assess.vignettes.models import Course
from assess.vignettes.queries import TRAINEES
from assess.vignettes.views.blueprint import bp
from scoring.accuracy import CERTIFICATE
from scoring.reports.vignettes import KIND
from surveys.bank import library as banks
from surveys.moments import now
from surveys.vignettes import library

#: Who reads the policy without training.
READERS = (Role.ANALYST, Role.AUDITOR)
#: Words a minute on a screen with attention, and minutes to rate one interview.
PACE, RATING = 200, 2


@bp.get("/")
@allowed(*TRAINEES, *READERS)
def index() -> str:
    """Where the viewer is, what comes next, and by what rule somebody is certified."""
    session = db.session()
    trains = bool(current_user.role_names & set(TRAINEES))
    course = queries.open_course(session, current_user)
    state = queries.of_accounts(session, [current_user])[current_user.id]
    tests = queries.trained(session, current_user)
    return render_template(
        "vignettes/index.html",
        trains=trains,
        course=course,
        state=state,
        tests=tests,
        practised=queries.practised(session, current_user),
        earliest=actions.earliest(state, tests[0].finished_at if tests else None),
        policy=CERTIFICATE,
        rated=sum(len(one.levels) for one in library().values() if one.part == "test"),
        minutes=_minutes,
        gold=queries.gold(session, queries.SCORECARD),
        finished=queries.finished_experts(session),
        now=now(),
    )


def _minutes(words: int) -> int:
    return round(words / PACE) + RATING


@bp.post("/begin")
@allowed(*TRAINEES)
def begin() -> Response:
    """Practice and test, or the test alone for whoever has practised."""
    session = db.session()
    course = actions.begin(session, current_user)
    session.commit()
    first = course.open_one
    return redirect(url_for("vignettes.exercise", id=first.id) if first else url_for("vignettes.index"))


@bp.get("/anchors")
@allowed(*TRAINEES, *READERS)
def anchors() -> str:
    """Why anchors, what each of them means, and the errors that everybody makes."""
    session = db.session()
    course = queries.open_course(session, current_user)
    instrument = queries.scorecard(session, course) if course else banks()[queries.SCORECARD]
    return render_template("vignettes/anchors.html", instrument=instrument, course=course)


def _own_outcome(id: int) -> tuple[Course, Shown]:
    """One's own finished test with its Report; NotFound for anybody else's."""
    session = db.session()
    course = queries.course_for(session, current_user, id)
    if course.outcome is None:
        raise NotFound
    found = stored(session, KIND, course.outcome.analysis_id)
    return course, Shown(found.report, made_at=found.made_at)


@bp.get("/tests/<int:id>")
@allowed(*TRAINEES, writes=True)
def result(id: int) -> str:
    """One's own components and verdict; that it was looked at is recorded, and nobody else can look."""
    session = db.session()
    course, shown = _own_outcome(id)
    record(session, current_user.pseudonym, "vignettes.result_viewed", f"course:{course.id}")
    page = render_template(
        "vignettes/result.html",
        course=course,
        shown=shown,
        estimates={key: (words, meaning, one, drawn) for key, (words, meaning, one, drawn) in zip(
            shown.report.estimates, shown.estimates(), strict=True)},
        hints=_hints(shown),
        pause=actions.PAUSE.days,
    )  # fmt: skip
    session.commit()
    return page


#: Points from which a component deserves a word, though the certificate may be met.
_NOTABLE = {"elevation": 0.25, "differential_elevation": 0.4, "stereotype": 0.4, "differential": 0.5}


def _hints(shown: Shown) -> list[str]:
    """Two suggestions at most, for what is furthest beyond notable."""
    values = {key: one.value or 0.0 for key, one in shown.report.estimates.items()}
    beyond = sorted(_NOTABLE, key=lambda key: -abs(values[key]) / _NOTABLE[key])
    keys = [key for key in beyond if abs(values[key]) >= _NOTABLE[key]][:2]
    sides = {"elevation": "elevation_high" if values["elevation"] > 0 else "elevation_low"}
    return [f"vignettes.hint.{sides.get(key, key)}" for key in keys] or ["vignettes.hint.exact"]


@bp.get("/tests/<int:id>/certificate")
@allowed(*TRAINEES, writes=True)
def certificate(id: int) -> str:
    """A page to print: who, on what, until when; no figure of theirs."""
    session = db.session()
    course, shown = _own_outcome(id)
    if not course.outcome or not course.outcome.passed:
        raise NotFound
    record(session, current_user.pseudonym, "vignettes.certificate_viewed", f"course:{course.id}")
    page = render_template(
        "vignettes/certificate.html",
        course=course,
        report=shown.report,
        instrument=queries.scorecard(session, course),
        policy=CERTIFICATE,
        holds=queries.standing(session, course.rater_id).certified,
    )
    session.commit()
    return page
