"""What counts how much: weights and directions of KPIs."""

import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.jobs.actions import enqueue
from assess.performance.models import Kpi, Ramp
from assess.performance.queries import kpis, ramps

DIRECTIONS = ("higher", "lower", "target")
LONGEST_RAMP = 36  # months


def read_weights(session: Session, given: Mapping[str, str]) -> tuple[dict[int, tuple[float, str]], dict[int, str]]:
    """Weights and directions from fields ``weight-<id>`` and ``direction-<id>``, and phrase keys of errors by KPI."""
    found: dict[int, tuple[float, str]] = {}
    errors: dict[int, str] = {}
    for kpi in kpis(session):
        text = given.get(f"weight-{kpi.id}", "").strip() or "0"
        direction = given.get(f"direction-{kpi.id}", kpi.direction)
        try:
            weight = float(text)
        except ValueError:
            weight = math.nan
        if not 0 <= weight <= 1e6 or direction not in DIRECTIONS:
            errors[kpi.id] = "kpi.weight_wrong"
        elif direction == "target" and kpi.target is None:
            errors[kpi.id] = "kpi.target_missing"
        else:
            found[kpi.id] = (weight, direction)
    if found and not errors and not any(weight for weight, _ in found.values()):
        errors[next(iter(found))] = "kpi.no_weight"
    return found, errors


def read_ramps(session: Session, given: Mapping[str, str]) -> tuple[dict[str, int], str]:
    """Months of settling in from fields ``ramp-<place of the role>``, and the role whose number is wrong, if any."""
    found = {}
    for place, (role, months) in enumerate(ramps(session).items()):
        text = given.get(f"ramp-{place}", str(months)).strip()
        if not text.isdecimal() or int(text) > LONGEST_RAMP:
            return {}, role
        found[role] = int(text)
    return found, ""


def settle(session: Session, actor: str, given: Mapping[str, int]) -> int:
    """Set how long people settle into roles; returns how many changed. Asks for new tiers if any did."""
    before = ramps(session)
    changed = {role: months for role, months in given.items() if before.get(role) != months}
    for role, months in changed.items():
        session.merge(Ramp(role=role, months=months))
    if changed:
        session.flush()
        record(session, actor, "performance.ramps_set", months=[[role, months] for role, months in changed.items()])
        enqueue(session, "performance.rate")
    return len(changed)


def weigh(session: Session, actor: str, given: Mapping[int, tuple[float, str]]) -> int:
    """Set weights and directions; returns how many KPIs changed. Asks for new tiers if any did."""
    changed = {}
    for kpi in kpis(session):
        weight, direction = given.get(kpi.id, (kpi.weight, kpi.direction))
        if ((kpi.weight or 0.0), kpi.direction) != (weight or 0.0, direction):
            kpi.weight, kpi.direction = weight, direction
            changed[kpi.key] = [weight, direction]
    if changed:
        session.flush()
        record(session, actor, "performance.weighed", kpis=[[key, *to] for key, to in changed.items()])
        enqueue(session, "performance.rate")
    return len(changed)


def define(session: Session, actor: str, kpi: Kpi, given: Mapping[str, Any]) -> list[str]:
    """Say what a KPI is; returns the names of what changed. Asks for new tiers if anything did."""
    changed = [name for name, value in given.items() if getattr(kpi, name) != value]
    for name in changed:
        setattr(kpi, name, given[name])
    if changed:
        session.flush()
        record(session, actor, "performance.kpi_defined", f"kpi:{kpi.key}", changed=sorted(changed))
        enqueue(session, "performance.rate")
    return changed
