"""Making a target: propose, ask the best, write the method down, have a sponsor answer for it, publish, end."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.benchmarks.actions.sharing import again
from assess.benchmarks.models import BenchmarkRule, Consultation, Expectation, Target
from assess.benchmarks.queries.targets import Standing, may_be_asked, standing
from assess.errors import Conflict, Refusal
from assess.jobs.actions import enqueue
from assess.performance.models import Kpi
from surveys.moments import now


class TooFewConsulted(Refusal):
    """A target is published only after enough of the best were heard."""

    status = 409
    key = "benchmarks.too_few_consulted"


class NeedsSponsor(Refusal):
    """Too few of the best say yes, or few checks hold: somebody has to answer for it."""

    status = 409
    key = "benchmarks.needs_sponsor"


class AlreadyAnswered(Conflict):
    """An answer is given once, and only while the target is being made."""

    key = "benchmarks.already_answered"


class TargetOver(Conflict):
    """The target is no longer in the state this needs."""

    key = "benchmarks.target_over"


class NotAmongTheBest(Refusal):
    """Only people who set the bar can be asked about a target."""

    status: ClassVar[int] = 422
    key = "benchmarks.not_among_the_best"


def decide(session: Session, actor: str, kpi: Kpi, job: str, setters: str, visibility: str, why: str) -> BenchmarkRule:
    """Who sets the bar of a KPI and what colleagues see of it; the benchmarks are computed anew."""
    rule = session.merge(
        BenchmarkRule(
            kpi_id=kpi.id, setters=setters, visibility=visibility, why=why.strip(), set_by=actor, set_at=now()
        )
    )
    session.flush()
    record(session, actor, "benchmarks.rule_set", f"kpi:{kpi.id}", setters=setters, visibility=visibility)
    again(session, job)
    return rule


def propose(session: Session, actor: str, kpi: Kpi, given: Mapping[str, Any]) -> Target:
    """Write a target down, with the benchmark beside it; nobody is held to it yet."""
    made = Target(kpi_id=kpi.id, proposed_by=actor, **given)
    session.add(made)
    session.flush()
    record(session, actor, "benchmarks.target_proposed", f"target:{made.id}", value=made.value)
    return made


def ask(session: Session, actor: str, target: Target, people: Iterable[int]) -> int:
    """Ask people of the replicable top about a target; raises NotAmongTheBest for anybody else. Returns how many."""
    _open(session, target, "proposed")
    allowed = {person.id for person in may_be_asked(session, target)}
    chosen = list(dict.fromkeys(people))
    if not set(chosen) <= allowed:
        raise NotAmongTheBest
    for person in chosen:
        session.add(Consultation(target_id=target.id, person_id=person, asked_by=actor, asked_at=now()))
    session.flush()
    session.refresh(target, ["consultations"])
    record(session, actor, "benchmarks.consulted", f"target:{target.id}", people=len(chosen))
    return len(chosen)


def answer(session: Session, actor: str, consultation: Consultation, endorses: bool, reason: str) -> None:
    """Say yes or no, and why; raises AlreadyAnswered."""
    done = session.execute(
        update(Consultation)
        .where(Consultation.id == consultation.id, Consultation.answered_at.is_(None))
        .where(Consultation.target_id.in_(select(Target.id).where(Target.state == "proposed")))
        .values(endorses=endorses, reason=reason.strip(), answered_at=now())
    )
    if not done.rowcount:  # type: ignore[attr-defined]  # an update has it
        raise AlreadyAnswered
    session.refresh(consultation)
    record(session, actor, "benchmarks.consultation_answered", f"consultation:{consultation.id}")


def describe(session: Session, actor: str, target: Target, why: str, method: str) -> None:
    """Write down why this target serves the strategy, and the method by which anybody can reach it."""
    _open(session, target, "proposed")
    target.why, target.method = why.strip(), method.strip()
    record(session, actor, "benchmarks.method_written", f"target:{target.id}")


def override(session: Session, actor: str, target: Target, reason: str) -> None:
    """A sponsor answers for a target that few checks support, with a reason; never the one who proposed it."""
    _open(session, target, "proposed")
    if actor == target.proposed_by:
        raise NeedsSponsor
    target.override_by, target.override_reason = actor, reason.strip()
    record(session, actor, "benchmarks.override", f"target:{target.id}")


def publish(session: Session, actor: str, target: Target) -> Standing:
    """Hold people to a target; the one before it in the same KPI and segment ends.

    Raises
    ------
    TooFewConsulted, NeedsSponsor, TargetOver
    """
    _open(session, target, "proposed")
    how = standing(session, target)
    if not how.consulted:
        raise TooFewConsulted(answered=how.answered)
    if how.needs_sponsor and not target.override_by:
        raise NeedsSponsor
    before = select(Target).where(
        Target.kpi_id == target.kpi_id,
        Target.job == target.job,
        Target.cell == target.cell,
        Target.state == "published",
    )
    for old in session.scalars(before.with_for_update()):
        old.state, old.ended_at = "ended", now()
    session.flush()
    target.state, target.published_by, target.published_at = "published", actor, now()
    target.grade, target.held = how.grade.letter, list(how.grade.held)
    session.flush()
    record(session, actor, "benchmarks.target_published", f"target:{target.id}", grade=target.grade)
    again(session, target.job)
    return how


def end(session: Session, actor: str, target: Target) -> None:
    """Take a proposal back, or end a target people were held to; what was said of it stays."""
    if target.state not in {"proposed", "published"}:
        raise TargetOver
    target.state, target.ended_at = ("withdrawn" if target.state == "proposed" else "ended"), now()
    record(session, actor, "benchmarks.target_ended", f"target:{target.id}", state=target.state)
    again(session, target.job)


def expect(session: Session, actor: str, kpi: Kpi, job: str, level: float, why: str) -> Expectation:
    """Write a threshold down before the data are asked, and ask them; earlier looks at the same are counted."""
    earlier = select(Expectation.id).where(Expectation.kpi_id == kpi.id, Expectation.job == job)
    looked = len(session.scalars(earlier).all())
    made = Expectation(
        kpi_id=kpi.id, job=job, level=level, why=why.strip(), looked=looked, made_by=actor, made_at=now()
    )
    session.add(made)
    session.flush()
    record(session, actor, "benchmarks.threshold_expected", f"expectation:{made.id}", level=level, looked=looked)
    enqueue(session, "benchmarks.test_expectation", id=made.id)
    return made


def _open(session: Session, target: Target, state: str) -> None:
    session.flush()
    # locked, so that two people cannot publish and change it at once
    session.refresh(target, with_for_update={"of": Target})
    if target.state != state:
        raise TargetOver
