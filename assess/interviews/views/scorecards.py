"""What a rater sees of their own seat: the guide, topic after topic, and the lock; by account or by link."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Holder, allowed, public
from assess.database import db
from assess.errors import NotFound
from assess.interviews import actions, queries
from assess.interviews.models import Seat
from assess.interviews.views.blueprint import RATERS, bp
from assess.links.queries import opened_by
from assess.phrases import phrase
from assess.questions import MARK, blocks, changed, mark, readable, seen, tap
from assess.saving import Writer
from assess.security import trade
from surveys.definition import Instrument, Section
from surveys.errors import Incomplete, NotAnAnswer
from surveys.forms import filled, form_class, given
from surveys.items import KINDS, Answer, Given
from surveys.moments import now
from surveys.progress import Progress

rater = allowed(*RATERS, holder=Holder.SEAT)


@dataclass(frozen=True, slots=True)
class Card:
    """A rater's own seat with the pages of their topics."""

    seat: Seat
    instrument: Instrument
    sections: tuple[Section, ...]
    progress: Progress

    @classmethod
    def of(cls, id: int | None) -> "Card":
        """The seat of whoever asks; NotFound."""
        session = db.session()
        seat = queries.own_seat(session, current_user, g.link, id)
        instrument = queries.guide(session, seat.interview)
        pages = (
            replace(section, items=tuple(item for item in section.items if item.code in seat.topics))
            for section in instrument.sections
        )
        return cls(seat, instrument, tuple(page for page in pages if page.items), queries.own_progress(session, seat))

    def section(self, code: str) -> Section:
        """One page; NotFound."""
        for section in self.sections:
            if section.code == code:
                return section
        raise NotFound

    def beside(self, section: Section, step: int) -> Section | None:
        """The page so many steps on; None beyond the first or last."""
        place = self.sections.index(section) + step
        return self.sections[place] if 0 <= place < len(self.sections) else None

    @property
    def unfinished(self) -> Section | None:
        """The first page with a topic that stands in the way of the lock."""
        owed = self.progress.owed
        return next((page for page in self.sections if any(item.code in owed for item in page.items)), None)

    def numbers(self, section: Section) -> tuple[int, int]:
        """The first and last topic of a page, counted over the whole card."""
        codes = [item.code for one in self.sections for item in one.items]
        return codes.index(section.items[0].code) + 1, codes.index(section.items[-1].code) + 1

    def address(self, page: str, **values: Any) -> str:
        """Where a page of this card is, for the link as for the account."""
        return url_for(f"interviews.{page}", id=None if g.link else self.seat.interview_id, **values)


@bp.get("/seat/<token>")
@public
def open_link(token: str) -> Response:
    """Trade the link for a cookie; the address with the token is left at once."""
    link = opened_by(db.session(), token, Holder.SEAT)
    return trade(redirect(url_for("interviews.seat")), Holder.SEAT, link.id, "/seat/")


@bp.get("/seat/")
@bp.get("/interviews/<int:id>/scorecard")
@rater
def seat(id: int | None = None) -> Response | str:
    """Whom one interviews, and where to begin; after locking, what one gave."""
    card = Card.of(id)
    given = queries.own_ratings(db.session(), card.seat)
    return render_template("interviews/seat.html", card=card, given=given)


@bp.get("/seat/guide")
@bp.get("/interviews/<int:id>/scorecard/guide")
@rater
def own_guide(id: int | None = None) -> str:
    """The guide, for paper or a second screen."""
    card = Card.of(id)
    return render_template(
        "interviews/guide.html", interview=card.seat.interview, instrument=card.instrument, card=card
    )


@bp.route("/seat/topics/<section>", methods=["GET", "POST"])
@bp.route("/interviews/<int:id>/scorecard/topics/<section>", methods=["GET", "POST"])
@rater
def scorecard(section: str, id: int | None = None) -> Response | str | tuple[str, int]:
    """One page of topics: what changed is kept, then on, back or to the lock."""
    session, card = db.session(), Card.of(id)
    page = card.section(section)
    if card.seat.state != "open":
        return redirect(card.address("seat"), 303)
    if request.method == "GET":
        return _page(card, page)
    sent = given(form_class(page)(request.form), page)
    marks = {item.code: request.form.get(MARK.format(item.code), mark(Given())) for item in page.items}
    good, refused = readable(page, changed(sent, marks))
    actions.rate(session, card.seat, good, seen(request.form))
    session.commit()
    back = request.form.get("go") == "back"
    problems = {code: phrase(f"answer.{refusal.reason}") for code, refusal in refused.items()}
    if not back:
        problems |= _unfounded(page, queries.own_ratings(session, card.seat))
    if problems:
        return _page(card, page, problems, sent if refused else {}), 422
    beside = card.beside(page, -1 if back else 1)
    if beside is None:
        return redirect(card.address("seat" if back else "lock"), 303)
    return redirect(card.address("scorecard", section=beside.code), 303)


def _unfounded(page: Section, own: Mapping[str, Answer]) -> dict[str, str]:
    """Ratings on the page that lack their note or cue."""
    lacks = {item.code: KINDS[item.kind].lacks(item, own.get(item.code, Answer())) for item in page.items}
    return {code: phrase(f"answer.{reason}") for code, reason in lacks.items() if reason}


def _page(
    card: Card, page: Section, problems: Mapping[str, str] | None = None, sent: Mapping[str, Given] | None = None
) -> str:
    form = form_class(page)(data=filled(page, queries.own_ratings(db.session(), card.seat)))
    marks = {code: mark(one) for code, one in given(form, page).items()}
    for code in set(problems or {}) & set(sent or {}):  # show what was written, so that it can be put right
        form[f"{code}__evidence"].data = (sent or {})[code].evidence
    return render_template(
        "interviews/scorecard.html",
        card=card,
        section=page,
        blocks=list(blocks(page)),
        form=form,
        marks=marks,
        problems=problems or {},
        back=card.beside(page, -1),
        onward=card.beside(page, 1),
        shown=now().isoformat(),
    )


@bp.post("/seat/save")
@bp.post("/interviews/<int:id>/scorecard/save")
@allowed(*RATERS, holder=Holder.SEAT, writes=False)
def save(id: int | None = None) -> tuple[str | dict[str, str], int]:
    """Keep one rating as it is tapped; acknowledged only when it is durable. The path every tap takes: no names."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    item, value, evidence, cues = (sent.get(key) for key in ("item", "value", "evidence", "cues"))
    tapped = tap(sent)
    if not all(isinstance(one, str) for one in (item, value, evidence)) or not isinstance(cues, list) or tapped is None:
        abort(400)
    seat = queries.own_seat_id(db.session(), current_user, g.link, id)
    rating = {str(item): Given(str(value), str(evidence), tuple(str(cue) for cue in cues))}
    shown, writer = seen(sent), cast(Writer, current_app.extensions["writer"])
    try:
        writer.write(lambda session: actions.keep(session, seat, rating, shown, tapped))
    except NotAnAnswer as refusal:
        return {"item": str(item), "error": phrase(f"answer.{refusal.reason}")}, 422
    return "", 204


@bp.route("/seat/lock", methods=["GET", "POST"])
@bp.route("/interviews/<int:id>/scorecard/lock", methods=["GET", "POST"])
@rater
def lock(id: int | None = None) -> Response | str | tuple[str, int]:
    """One's own ratings once more, and the lock; a second press comes to the same page."""
    session, card = db.session(), Card.of(id)
    if request.method == "GET":
        return redirect(card.address("seat"), 303) if card.seat.state != "open" else _lock(card)
    try:
        first = actions.lock(session, card.seat)
    except Incomplete:
        session.rollback()
        return _lock(Card.of(id)), 422
    session.commit()
    flash(_("Your ratings are locked.") if first else _("This was locked before; your ratings stand."), "ok")
    return redirect(card.address("seat"), 303)


def _lock(card: Card) -> str:
    return render_template("interviews/lock.html", card=card, given=queries.own_ratings(db.session(), card.seat))
