"""The scorecard of what is out of alignment: its rows, the eight categories, one row with everything about it."""

from collections.abc import Callable
from datetime import date

from flask import render_template
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from assess.access import allowed
from assess.analyses.models import Analysis
from assess.charts import Domain, axis, row
from assess.database import db
from assess.errors import NotAllowed, NotFound
from assess.people.models import Account
from assess.phrases import phrase
from assess.projects.actions import alignment as actions
from assess.projects.forms import FindingForm, HandOverForm, StatusForm
from assess.projects.models import CONDITIONS, REVIEW, TIERS, AlignmentItem, Project
from assess.projects.queries import alignment as queries
from assess.projects.queries.conditions import Released, reading_of, released
from assess.projects.queries.picture import picture
from assess.projects.queries.projects import MAKERS, READERS, able, names, project_for
from assess.projects.views.blueprint import Page, bp, done, opens
from assess.projects.views.drawing import reading_words, share_of
from scoring.reports.campaign import ALL

NOBODY = ""


@bp.get("/<int:id>/alignment")
@allowed(*READERS)
def scorecard(id: int) -> str:
    """Every row by tier, the weakest element where one can be named, the eight categories, the share over time."""
    return _scorecard(project_for(db.session(), current_user, id))


def _scorecard(found: Project, form: FindingForm | None = None, error: str = "") -> str:
    session = db.session()
    rows = queries.items(session, found)
    seen, days = picture(session, found, rows), queries.shares(rows, queries.today())
    categories = queries.review(session, found, rows)
    told = [one for one in map(seen.reading, CONDITIONS) if one is not None]
    spans = {(one.low, one.high) for one in told}
    return render_template(
        "projects/scorecard.html",
        project=found,
        rows=rows,
        tiers=TIERS,
        seen=seen,
        readings={one.id: _reading(one) for one in rows},
        reading_words=reading_words,
        conditions=CONDITIONS,
        plotted=bool(spans),
        domain=Domain(*min(spans, default=(1.0, 5.0))),
        axis=axis,
        row=row,
        opens=opens,
        categories=categories,
        names=names(session, {one.look.looked_by for one in categories if one.look}),
        shares=days,
        drawn=share_of(days),
        enough=queries.ENOUGH,
        today=queries.today(),
        makes=opens("projects.find") and found.closed_at is None,
        form=form or _finding(found, FindingForm(formdata=None)),
        error=error,
    )


def _reading(item: AlignmentItem) -> str:
    """The number a row rests on in words; empty where it names none or may not be shown."""
    reading = reading_of(db.session(), item.analysis_id, item.group, item.element)
    return reading_words(reading) if reading is not None and reading.known else ""


def _finding(found: Project, form: FindingForm) -> FindingForm:
    surveys = released(db.session(), found.job)
    form.number.choices = [SelectChoice("", _("none")), *(choice for one in surveys for choice in _groups(one))]
    form.owner.choices = _owners()
    return form


def _groups(survey: Released) -> list[SelectChoice]:
    title = survey.campaign.title
    return [
        SelectChoice(f"{survey.analysis.id}:{group}", f"{title} · {_('everyone asked') if group == ALL else group}")
        for group in survey.groups()
    ]


def _owners() -> list[SelectChoice]:
    people = able(db.session(), READERS)
    return [SelectChoice(NOBODY, _("nobody yet")), *(SelectChoice(one.id, one.name) for one in people)]


@bp.post("/<int:id>/alignment")
@allowed(*MAKERS)
def find(id: int) -> Page:
    """Add a row."""
    session = db.session()
    found = project_for(session, current_user, id, MAKERS)
    form = _finding(found, FindingForm())
    if not form.validate():
        return _scorecard(found, form), 422
    analysis, _colon, group = form.number.data.partition(":")
    return done(
        lambda: actions.find(
            session, current_user.pseudonym, found, tier=form.tier.data, element=form.element.data,
            finding=form.finding.data, status=form.status.data, evidence=form.evidence.data or "",
            analysis=session.get(Analysis, int(analysis)) if analysis else None, group=group,
            owner=_owner(form.owner.data), due=form.due.data,
        ),
        "projects.scorecard", id, lambda error: _scorecard(found, form, error),
    )  # fmt: skip


def _owner(id: int | None) -> Account | None:
    return db.session().get(Account, id) if id else None


@bp.post("/<int:id>/review/<category>")
@allowed(*MAKERS)
def look(id: int, category: str) -> Page:
    """Somebody went through a category of the review."""
    session = db.session()
    found = project_for(session, current_user, id, MAKERS)
    if category not in REVIEW:
        raise NotFound
    return done(
        lambda: actions.look(session, current_user.pseudonym, found, category),
        "projects.scorecard", id, lambda error: _scorecard(found, error=error),
    )  # fmt: skip


@bp.get("/items/<int:id>")
@allowed(*READERS)
def item(id: int) -> str:
    """One row with every change of its status."""
    return _item(*queries.item_for(db.session(), current_user, id))


def _item(found: Project, one: AlignmentItem, error: str = "") -> str:
    session = db.session()
    hand_over = HandOverForm(formdata=None, data={"owner": one.owner_id or NOBODY, "due": one.due})
    hand_over.owner.choices = _owners()
    return render_template(
        "projects/item.html",
        project=found,
        item=one,
        reading=_reading(one),
        names=names(session, {one.found_by, *(change.changed_by for change in one.changes)}),
        today=queries.today(),
        status=StatusForm(formdata=None, data={"status": one.status}),
        hand_over=hand_over,
        changes=_may_change(found, one),
        hands_over=found.closed_at is None and opens("projects.hand_over"),
        error=error,
    )


def _may_change(found: Project, one: AlignmentItem) -> bool:
    """Whoever makes the project, and whoever sees to the row, say how it stands."""
    return found.closed_at is None and (bool(current_user.role_names & set(MAKERS)) or one.owner_id == current_user.id)


@bp.post("/items/<int:id>/status")
@allowed(*READERS)
def change(id: int) -> Page:
    """Say how a row stands from now on."""
    session, form = db.session(), StatusForm()
    found, one = queries.item_for(session, current_user, id)
    if not _may_change(found, one):
        raise NotAllowed
    if not form.validate():
        return _item(found, one, phrase("http.400")), 422
    return done(
        lambda: actions.change(session, current_user.pseudonym, found, one, form.status.data),
        "projects.item", id, _again(id),
    )  # fmt: skip


@bp.post("/items/<int:id>/owner")
@allowed(*MAKERS)
def hand_over(id: int) -> Page:
    """Say who sees to a row, and until when."""
    session, form = db.session(), HandOverForm()
    found, one = queries.item_for(session, current_user, id)
    form.owner.choices = _owners()
    if not form.validate():
        return _item(found, one, phrase("projects.no_such_owner")), 422
    due: date | None = form.due.data
    return done(
        lambda: actions.hand_over(session, current_user.pseudonym, found, one, _owner(form.owner.data), due),
        "projects.item", id, _again(id),
    )  # fmt: skip


def _again(id: int) -> Callable[[str], str]:
    return lambda error: _item(*queries.item_for(db.session(), current_user, id), error)
