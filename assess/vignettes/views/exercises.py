"""One written interview: reading and rating it, saving as one taps, and after practice what the gold says and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import NotFound
from assess.phrases import phrase
from assess.questions import MARK, changed, mark, readable, seen
from assess.vignettes import actions, queries
from assess.vignettes.models import Exercise
from assess.vignettes.queries import TRAINEES
from assess.vignettes.views.blueprint import bp
from surveys.definition import Item, Section
from surveys.errors import Incomplete, NotAnAnswer
from surveys.forms import filled, form_class, given
from surveys.items import Given
from surveys.items.anchored import NO_EVIDENCE
from surveys.moments import now
from surveys.vignettes import Vignette


def _all_topics(exercise: Exercise) -> Section:
    """Every topic on one page, beside the text."""
    instrument = queries.scorecard(db.session(), exercise.course)
    return Section("topics", exercise.vignette.title, tuple(queries.topics(instrument)))


@bp.route("/interviews/<int:id>", methods=["GET", "POST"])
@allowed(*TRAINEES)
def exercise(id: int) -> Response | str | tuple[str, int]:
    """The text and its topics: what changed is kept, then later, or locked and on."""
    session = db.session()
    one = queries.exercise_for(session, current_user, id)
    if one.locked_at is not None:
        return redirect(_after(one), 303)
    page = _all_topics(one)
    if request.method == "GET":
        return _page(one, page)
    sent = given(form_class(page)(request.form), page)
    marks = {item.code: request.form.get(MARK.format(item.code), mark(Given())) for item in page.items}
    good, refused = readable(page, changed(sent, marks))
    actions.rate(session, one, good, seen(request.form))
    session.commit()
    problems = {code: phrase(f"answer.{refusal.reason}") for code, refusal in refused.items()}
    if request.form.get("go") == "later" and not problems:
        flash(_("Kept. Go on whenever you like."), "ok")
        return redirect(url_for("vignettes.index"), 303)
    if not problems:
        try:
            actions.lock(session, one)
        except Incomplete:
            session.rollback()
            owed = queries.own_steps(session, one).owed
            problems = {code: phrase(f"answer.{reason}") for code, reason in owed.items()}
        else:
            session.commit()
            return redirect(_after(one), 303)
    return _page(one, page, problems), 422


def _after(one: Exercise) -> str:
    """Where a locked interview leads: to its feedback, to the next one, or to where one is."""
    if one.part == "practice":
        return url_for("vignettes.feedback", id=one.id)
    following = one.course.open_one
    return url_for("vignettes.exercise", id=following.id) if following else url_for("vignettes.index")


def _page(one: Exercise, page: Section, problems: Mapping[str, str] | None = None) -> str:
    session = db.session()
    form = form_class(page)(data=filled(page, queries.own_points(session, one)))
    return render_template(
        "vignettes/exercise.html",
        exercise=one,
        vignette=one.vignette,
        pieces=[(turn.speaker, [(turn.text, "")]) for turn in one.vignette.turns],
        language=queries.scorecard(session, one.course).language,
        items=page.items,
        form=form,
        marks={code: mark(value) for code, value in given(form, page).items()},
        problems=problems or {},
        progress=queries.own_steps(session, one),
        of=len(one.course.exercises),
        shown=now().isoformat(),
    )


@bp.post("/interviews/<int:id>/save")
@allowed(*TRAINEES)
def save(id: int) -> tuple[str | dict[str, str], int]:
    """Keep one rating as it is tapped; acknowledged only when it is durable."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    item, value, evidence, cues = (sent.get(key) for key in ("item", "value", "evidence", "cues"))
    if not all(isinstance(one, str) for one in (item, value, evidence)) or not isinstance(cues, list):
        abort(400)
    session = db.session()
    own = queries.exercise_for(session, current_user, id)
    try:
        tapped = Given(str(value), str(evidence), tuple(str(cue) for cue in cues))
        actions.rate(session, own, {str(item): tapped}, seen(sent))
    except NotAnAnswer as refusal:
        none = value == NO_EVIDENCE
        words = phrase("vignettes.every_topic") if none else phrase(f"answer.{refusal.reason}")
        return {"item": str(item), "error": words}, 422
    session.commit()
    return "", 204


@dataclass(frozen=True, slots=True)
class Lesson:
    """One topic after practice: what one gave, the gold, and the passage that shows it."""

    item: Item
    own: float
    cell: queries.Cell
    quote: str
    why: str
    mistake: str

    @property
    def miss(self) -> float | None:
        """Own points less the gold; None where it was discarded."""
        return None if self.cell.points is None else self.own - self.cell.points

    @property
    def near(self) -> bool:
        """At most half a point from the gold, as the certificate counts it."""
        return self.miss is not None and abs(self.miss) <= 0.5


@bp.get("/interviews/<int:id>/feedback")
@allowed(*TRAINEES, writes=True)
def feedback(id: int) -> str:
    """After practice, topic by topic: one's own points, the gold, the passage and why; NotFound for a test."""
    session = db.session()
    one = queries.exercise_for(session, current_user, id)
    if not queries.teaches(one):
        raise NotFound
    gold = queries.gold(session, queries.SCORECARD)
    record(session, current_user.pseudonym, "vignettes.feedback_viewed", f"exercise:{one.id}", source=gold.source)
    instrument = queries.scorecard(session, one.course)
    page = render_template(
        "vignettes/feedback.html",
        exercise=one,
        vignette=one.vignette,
        language=instrument.language,
        lessons=list(_lessons(one, gold)),
        source=gold.source,
        pieces=pieces(one.vignette),
        following=one.course.open_one,
    )
    session.commit()
    return page


def _lessons(one: Exercise, gold: queries.Gold) -> Iterator[Lesson]:
    session = db.session()
    own = queries.own_points(session, one)
    for item in queries.topics(queries.scorecard(session, one.course)):
        level = one.vignette.level(item.code)
        value = own[item.code].value
        if value is not None:
            cell = gold.cells[one.vignette.code][item.code]
            yield Lesson(item, value, cell, level.quote, level.why, level.mistake)


def pieces(vignette: Vignette) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each turn as its speaker and its words in pieces, each with the topic whose passage it is, if any."""
    found = []
    for turn in vignette.turns:
        parts = [(turn.text, "")]
        for level in vignette.levels:
            for at, (words, topic) in enumerate(parts):
                before, quote, after = words.partition(level.quote)
                if quote and not topic and turn.speaker == "candidate":
                    parts[at : at + 1] = [(before, ""), (quote, level.topic), (after, "")]
                    break
        found.append((turn.speaker, [part for part in parts if part[0]]))
    return found
