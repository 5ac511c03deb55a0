"""The log of decisions: read, added to, taken along."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Response as FileResponse
from flask import render_template
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from assess.access import allowed
from assess.audit.actions import record
from assess.database import db
from assess.downloads import table_file
from assess.labels import label
from assess.people.models import Account
from assess.phrases import phrase
from assess.projects.actions.sharing import decide as keep
from assess.projects.forms import DecisionForm
from assess.projects.models import Project, ProjectDecision
from assess.projects.queries import packs
from assess.projects.queries.alignment import items, today
from assess.projects.queries.decisions import corrected, entry, intact, log
from assess.projects.queries.projects import LOG_READERS, MAKERS, READERS, able, names, project_for
from assess.projects.views.blueprint import Page, bp, done, opens
from assess.projects.views.packs import report_name


@bp.get("/<int:id>/decisions")
@allowed(*LOG_READERS)
def decisions(id: int) -> str:
    """Who decided what on which evidence, the newest first."""
    return _log(project_for(db.session(), current_user, id, LOG_READERS))


def _log(found: Project, form: DecisionForm | None = None, error: str = "") -> str:
    session = db.session()
    entries = log(session, found)
    said = {one.decided_by for one in entries} | {one.recorded_by for one in entries}
    return render_template(
        "projects/log.html", project=found, entries=entries, names=names(session, said), corrected=corrected(entries),
        intact={one.id: intact(one) for one in entries}, evidence_words=evidence_words,
        makes=opens("projects.decide"), reads=opens("projects.project"),
        form=form or _form(found, DecisionForm(formdata=None, data={"on": today()})), error=error,
    )  # fmt: skip


def evidence_words(entry: ProjectDecision) -> list[str]:
    """What an entry rests on, each thing by its kind and number."""
    return [_row_words(one) if "row" in one else _report_words(one) for one in entry.evidence]


def _row_words(one: Mapping[str, Any]) -> str:
    status = phrase(f"projects.status.{one['status']}")
    return str(_("row %(n)s of the scorecard, then %(status)s", n=one["row"], status=status))


def _report_words(one: Mapping[str, Any]) -> str:
    return str(_("%(report)s, Report %(n)s", report=label("report", one["kind"]), n=one["id"]))


def _form(found: Project, form: DecisionForm) -> DecisionForm:
    session = db.session()
    form.by.choices = [SelectChoice(one.id, one.name) for one in able(session, READERS)]
    form.reports.choices = [SelectChoice(one.id, report_name(one)) for one in packs.shareable(session, found)]
    form.rows.choices = [SelectChoice(one.id, one.finding) for one in items(session, found)]
    return form


@bp.post("/<int:id>/decisions")
@allowed(*MAKERS)
def decide(id: int) -> Page:
    """Add an entry; nothing in the log is ever changed."""
    session = db.session()
    found = project_for(session, current_user, id, MAKERS)
    form = _form(found, DecisionForm())
    by = session.get(Account, form.by.data or 0)
    if not form.validate() or by is None:
        return _log(found, form), 422
    reports = [one for one in packs.shareable(session, found) if one.id in (form.reports.data or ())]
    rows = [one for one in items(session, found) if one.id in (form.rows.data or ())]
    earlier = entry(session, found, form.corrects.data) if form.corrects.data else None
    return done(
        lambda: keep(
            session, current_user.pseudonym, found, kind=form.kind.data, what=form.what.data, why=form.why.data or "",
            by=by, on=form.on.data, reports=reports, rows=rows, corrects=earlier,
        ),
        "projects.decisions", id, lambda error: _log(found, form, error),
    )  # fmt: skip


@bp.get("/<int:id>/decisions.csv")
@allowed(*LOG_READERS, writes=True)
def decisions_file(id: int) -> FileResponse:
    """The log for other programs: pseudonyms, hashes and words; taking it along is recorded."""
    session = db.session()
    found = project_for(session, current_user, id, LOG_READERS)
    entries = sorted(log(session, found), key=lambda one: one.id)
    record(session, current_user.pseudonym, "projects.log_exported", f"project:{id}", entries=len(entries))
    session.commit()
    head = (
        _("Entry"), _("Recorded"), _("Decided"), _("Decided by"), _("Recorded by"), _("Kind"), _("What"), _("Why"),
        _("Evidence"), _("Corrects"), _("SHA-256 of the words"), _("Words"),
    )  # fmt: skip
    return table_file(head, _rows(entries), f"project-{id}-decisions")


def _rows(entries: Sequence[ProjectDecision]) -> Iterator[Sequence[object]]:
    for one in entries:
        words = one.words
        yield (
            one.id, one.recorded_at.isoformat(), one.decided_on.isoformat(), one.decided_by, one.recorded_by, one.kind,
            words.what if words else "", words.why if words else "", "; ".join(map(_pointer, one.evidence)),
            one.corrects_id or "", one.digest, phrase(f"projects.words.{intact(one)}"),
        )  # fmt: skip


def _pointer(one: dict[str, object]) -> str:
    if "row" in one:
        return f"row:{one['row']} {one['status']}"
    return f"report:{one['id']} {one['kind']} sha256:{one['sha256']}"
