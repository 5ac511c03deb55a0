"""Keeping what an opening's evidence gave, part by part and together; rows of a composite move nobody."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.decisions.models import ComponentRule, ComponentScore, CompositeResult
from assess.hiring.models import Application, Candidate, Opening
from scoring.decisions import Composites
from scoring.reports.composite import KIND
from scoring.reports.fit import without
from scoring.results import Report
from surveys.models import Participant


def keep_composites(
    session: Session,
    actor: str,
    opening: Opening,
    rule: ComponentRule | None,
    found: Composites,
    report: Report,
    parts: Iterable[Mapping[str, Any]],
    applications: Mapping[str, int],
) -> Analysis:
    """The Report, a row a composite and a row a component, in place of those there were.

    ``applications`` leads from a pseudonym to the application; ``parts`` are rows of ``ComponentScore``.
    """
    last = latest(session, KIND, f"opening:{opening.id}")
    same = last is not None and last.report_json == report.to_json()
    analysis = last if last is not None and same else store(session, report, f"opening:{opening.id}", actor)
    here = select(Application.id).where(Application.opening_id == opening.id)
    session.execute(delete(CompositeResult).where(CompositeResult.application_id.in_(here)))
    session.execute(delete(ComponentScore).where(ComponentScore.application_id.in_(here)))
    rows = [
        {
            "application_id": applications[one.person_id], "rule_id": rule.id if rule else None,
            "analysis_id": analysis.id,
            "value": one.composite.value, "low": one.composite.low, "high": one.composite.high, "band": one.band,
            "place": one.place, "n": one.composite.n, "share": one.share, "status": one.composite.status,
            "reasons": [{"code": why.code, "values": dict(why.values)} for why in one.composite.reasons],
            "parts": {name: [part.value, part.z, part.weight] for name, part in one.parts.items()},
            "look": list(one.look),
        }
        for one in found.people
    ]  # fmt: skip
    for model, kept in ((CompositeResult, rows), (ComponentScore, [dict(one) for one in parts])):
        if kept:
            session.execute(insert(model), kept)
    return analysis


def forget(session: Session, participant: Participant) -> None:
    """Take somebody whose answers were deleted out of every Report of composites; others' stay as they were."""
    applied = select(Application.opening_id).join(Candidate).where(Candidate.participant_id == participant.id)
    subjects = [f"opening:{id}" for id in session.scalars(applied)]
    for analysis in session.scalars(select(Analysis).where(Analysis.kind == KIND, Analysis.subject.in_(subjects))):
        analysis.report_json = without(analysis.report, {participant.code}).to_json()
