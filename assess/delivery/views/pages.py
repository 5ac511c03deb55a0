"""The pages of questions: shown, kept, timed, practised, chosen one by one."""

from collections.abc import Mapping

from flask import abort, current_app, flash, g, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from assess.access import Holder, holding
from assess.database import db
from assess.delivery import actions
from assess.delivery.forms import MOST_PARTS
from assess.delivery.models import Invitation
from assess.delivery.queries import sittings
from assess.delivery.queries.accommodations import allowance
from assess.delivery.queries.languages import language
from assess.delivery.queries.practice import tried
from assess.delivery.queries.sittings import Place, Sitting
from assess.delivery.views import arrivals
from assess.delivery.views.arrivals import arrived, candidate
from assess.delivery.views.blueprint import bp
from assess.errors import NotFound
from assess.phrases import phrase
from assess.questions import MARK, blocks, changed, mark, one_answer, readable, seen
from assess.saving import Writer
from surveys.definition import Item
from surveys.errors import NotAnAnswer, NotPresented, SectionOver
from surveys.forms import filled, form_class, given
from surveys.items import FILED, Given
from surveys.moments import now
from surveys.standing import Page
from surveys.uploads import uploads


@bp.get("/take/<int:part>/<section>")
@candidate
def page(part: int, section: str) -> Response | str:
    """One page of questions; before it is opened, or once it is over, what there is to know about it."""
    invitation, place = arrived(), (part, section)
    if invitation.submitted_at:
        return arrivals.receipt()
    sitting = sittings.sitting(db.session(), invitation)
    found = _asked(sitting, place)
    if found is None:
        return _elsewhere(sitting)
    if found.state == "open":
        return _page(invitation, sitting, place)
    template = "delivery/opening.html" if found.state == "closed" else "delivery/over.html"
    return render_template(
        template,
        invitation=invitation,
        sitting=sitting,
        part=sitting.part(part),
        page=found,
        ahead=sitting.onward(place),
        allowance=allowance(db.session(), invitation),
    )


@bp.post("/take/<int:part>/<section>/open")
@candidate
def open_page(part: int, section: str) -> Response:
    """Begin a page that is opened once: its clock starts now."""
    session, invitation, place = db.session(), arrived(), (part, section)
    if invitation.submitted_at:
        return arrivals.receipt(late=True)
    sitting = sittings.sitting(session, invitation)
    found = _asked(sitting, place)
    if found is None:
        return _elsewhere(sitting)
    actions.open_page(session, invitation, sitting.part(part), found)
    session.commit()
    return arrivals.to(place)


@bp.post("/take/<int:part>/<section>")
@candidate
def keep_page(part: int, section: str) -> Response | tuple[str, int]:
    """Keep what changed on a page and go on, back, or past what is open."""
    session, invitation, place = db.session(), arrived(), (part, section)
    if invitation.submitted_at:
        return arrivals.receipt(late=True)
    sitting = sittings.sitting(session, invitation)
    found, go = _asked(sitting, place), request.form.get("go", "next")
    if found is None:
        return _elsewhere(sitting)
    if found.state == "closed":
        flash(_("This page has not begun yet; nothing was kept. Press Begin first."), "caveat")
        return arrivals.to(place)
    asked = found.shown
    if found.section.adaptive and not any(MARK.format(item.code) in request.form for item in asked.items):
        return arrivals.to(place)  # pressed twice, or drawn before another device went on
    sent = given(form_class(asked)(request.form), asked)
    marks = {item.code: request.form.get(MARK.format(item.code), mark(Given())) for item in asked.items}
    files = _files(found)
    good, refused = readable(asked, changed({code: one for code, one in sent.items() if code not in files}, marks))
    if go == "again" and found.section.practice:
        good, refused = {item.code: Given() for item in asked.items}, {}
    try:
        refused |= actions.attach(session, invitation.id, part, files, seen(request.form))
        actions.keep(session, invitation.id, part, good, seen(request.form))
        late = False
    except (SectionOver, NotPresented):
        late = True
    sitting = sittings.sitting(session, invitation)
    found = sitting.page(place)
    if late and found.section.adaptive:
        return arrivals.to(place)  # another device went on in the same moment
    if found.state == "over" or late:
        return _too_late(sitting, place, late)
    missing = _missing(sitting, place, go)
    if go == "next":
        refused = _unfinished(sitting, place) | refused
    if go != "over" and (refused or missing):
        session.commit()
        return _page(invitation, sitting, place, refused, missing), 422
    if found.once and go != "back":
        return _done(invitation, place, sitting)
    session.commit()
    if found.once or go == "again":
        return arrivals.to(place)
    if found.section.practice and go == "next":
        return arrivals.explained(place)
    return arrivals.to(sitting.back(place) or place) if go == "back" else arrivals.onward(sitting, place)


@bp.get("/take/<int:part>/<section>/explained")
@candidate
def explained(part: int, section: str) -> Response | str:
    """A practice page once more, with what was right and why."""
    invitation, place = arrived(), (part, section)
    if invitation.submitted_at:
        return arrivals.receipt()
    sitting = sittings.sitting(db.session(), invitation)
    found = _asked(sitting, place)
    if found is None or not found.section.practice or found.state != "open":
        return arrivals.to(place)
    return _page(invitation, sitting, place, explain=True)


@bp.get("/take/rest/<int:part>")
@candidate
def rest(part: int) -> Response | str:
    """Between two parts: nothing runs."""
    invitation = arrived()
    if invitation.submitted_at:
        return arrivals.receipt()
    sitting = sittings.sitting(db.session(), invitation)
    done = sitting.part(part)
    last = next(reversed(done.pages), None)
    if last is None or not done.break_minutes:
        raise NotFound
    ahead = sitting.onward((part, last.section.code))
    return render_template("delivery/rest.html", invitation=invitation, sitting=sitting, part=done, ahead=ahead)


@bp.post("/take/save")
@holding(Holder.CANDIDATE, writes=False)
def save() -> tuple[str | dict[str, str], int]:
    """Keep one answer; acknowledged only when it is durable. The path every answer takes: no names, no graph."""
    posted = request.get_json(silent=True)
    sent = one_answer(posted)
    if posted is None or sent is None or type(part := posted.get("part")) is not int:
        abort(400)
    if not 0 < part <= MOST_PARTS:
        abort(404)
    writer: Writer = current_app.extensions["writer"]
    target = g.link.target
    try:
        writer.write(lambda session: actions.keep(session, target, part, sent.answer, sent.shown, sent.tap))
    except NotAnAnswer as refusal:
        return {"item": sent.item, "error": _words(refusal)}, 422
    except (SectionOver, NotPresented) as refusal:
        return {"item": sent.item, "error": phrase(f"engine.{refusal.code}")}, 422
    return "", 204


def _asked(sitting: Sitting, place: Place) -> Page | None:
    """The page; None where an answer closed it. NotFound where there is none."""
    part = sitting.part(place[0])
    if all(section.code != place[1] for section in part.instrument.sections):
        raise NotFound
    return next((page for page in part.pages if page.section.code == place[1]), None)


def _files(page: Page) -> dict[str, tuple[Item, str, bytes]]:
    """The files sent with a page, one byte longer than they may be at most."""
    found = {}
    for item in page.shown.items:
        file = request.files.get(f"{item.code}__file") if item.kind in FILED else None
        if file is not None and file.filename:
            found[item.code] = item, file.filename, file.stream.read(item.longest + 1)
    return found


def _unfinished(sitting: Sitting, place: Place) -> dict[str, NotAnAnswer]:
    """Answers that are kept but not whole, such as a best without a worst."""
    part = sitting.part(place[0])
    owed, codes = part.progress.owed, {item.code for item in sitting.page(place).shown.items}
    return {code: NotAnAnswer(code, reason) for code, reason in owed.items() if code in codes and reason != "REQUIRED"}


def _elsewhere(sitting: Sitting) -> Response:
    flash(_("That page is not asked, given what you answered before; what you wrote there is kept, not counted."), "ok")
    return arrivals.to(sitting.first_open)


def _missing(sitting: Sitting, place: Place, go: str) -> tuple[str, ...]:
    """The open questions in the way of going on; of an adaptive page those that must be answered cannot be skipped."""
    part, found = sitting.part(place[0]), sitting.page(place)
    unanswered = part.open_in(place[1])
    if go == "next":
        return unanswered
    owed = {item.code for item in found.shown.items if item.required} if found.section.adaptive else set()
    return tuple(code for code in unanswered if code in owed) if go == "blank" else ()


def _done(invitation: Invitation, place: Place, sitting: Sitting) -> Response:
    """A page that is opened once is done: left for good, or the next item of its pool."""
    session, part, found = db.session(), sitting.part(place[0]), sitting.page(place)
    if found.section.adaptive is None:
        actions.leave_page(session, part, found)
    elif found.current is not None:
        actions.go_on(session, part, found, found.current)
    session.commit()
    sitting = sittings.sitting(session, invitation)
    return arrivals.to(place) if sitting.page(place).state == "open" else arrivals.onward(sitting, place)


def _too_late(sitting: Sitting, place: Place, late: bool) -> Response:
    """Time is over: what came before stays, and there is no way back."""
    session, part, found = db.session(), sitting.part(place[0]), sitting.page(place)
    timed_out = found.clock is not None and found.clock.left_at is None
    kept = sum(part.answered(item.code) for item in found.section.items)
    actions.leave_page(session, part, found)
    session.commit()
    if late or timed_out:
        said = ngettext("%(num)d answer came in time and is kept.", "%(num)d answers came in time and are kept.", kept)
        lost = _("What came after that is not counted.") if late else ""
        title = found.section.title
        over = _("The time for “%(title)s” is over.", title=title)
        over = over if timed_out else _("You have left “%(title)s” already.", title=title)
        flash(f"{over} {said} {lost}".strip(), "ok")
    return arrivals.onward(sitting, place)


def _page(
    invitation: Invitation,
    sitting: Sitting,
    place: Place,
    refused: Mapping[str, NotAnAnswer] | None = None,
    missing: tuple[str, ...] = (),
    explain: bool = False,
) -> str:
    part, found = sitting.part(place[0]), sitting.page(place)
    asked, answers = found.shown, part.standing.answers
    form = form_class(asked)(data=filled(asked, answers))
    marks = {code: mark(one) for code, one in given(form, asked).items()}
    skip = _("Please answer, or skip it below")
    problems = dict.fromkeys(missing, skip) | {code: _words(refusal) for code, refusal in (refused or {}).items()}
    if refused:  # show what was written, so that it can be put right
        written = form_class(asked)(request.form)
        for code in refused.keys() - _files(found).keys():
            form[code].data = written[code].data
    moment = now()
    due = found.clock.due_at if found.clock else None
    return render_template(
        "delivery/page.html",
        invitation=invitation,
        sitting=sitting,
        part=part,
        page=found,
        section=asked,
        blocks=list(blocks(asked)),
        form=form,
        marks=marks,
        problems=problems,
        first=place[1] == part.instrument.sections[0].code,
        back=sitting.back(place) if not found.once else None,
        shown=moment.isoformat(),
        due=due,
        left=int((due - moment).total_seconds() * 1000) if due else None,
        tried=tried(asked, answers) if explain else {},
        spoken=language(part.instrument.language),
        files=uploads(db.session(), part.administration.id) if any(one.kind in FILED for one in asked.items) else {},
    )


def _words(refusal: NotAnAnswer) -> str:
    return phrase(f"answer.{refusal.reason}")
