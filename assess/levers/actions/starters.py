"""Putting the shipped hypotheses into the registry of a job, as examples to be changed."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.levers.actions.registering import register
from assess.levers.models import Lever
from surveys.starters import Starter, starters


def begin_with_examples(session: Session, actor: str, job: str, family: str) -> int:
    """Register every shipped hypothesis whose code is free in a job; returns how many."""
    taken = set(session.scalars(select(Lever.code).where(Lever.job == job)))
    new = [one for one in starters().values() if one.code not in taken]
    for one in new:
        register(session, actor, job, one.code, _said(one, family), example=True)
    return len(new)


def _said(one: Starter, family: str) -> dict[str, Any]:
    return {
        "name": one.name, "statement": one.statement, "family": family, "tier": one.tier, "parent": "",
        "type": one.type, "stage": one.stage, "direction": 1, "source": one.source, "source_note": one.source_note,
        "conflict": one.conflict, "reverse_cause": bool(one.reverse_cause), "reverse_why": one.reverse_cause,
        "circumstances": one.circumstances, "ethical_risk": one.ethical_risk,
    }  # fmt: skip
