"""Counting how groups fared: the only code that reads the vault, and it keeps tables of five or more people only."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from flask import current_app
from sqlalchemy.orm import Session

from assess.analyses.actions import fingerprint, provenance, store
from assess.analyses.models import Analysis
from assess.audit.actions import SYSTEM, record
from assess.enclave import Enclave
from assess.impact import frames, queries
from assess.jobs.actions import announce, enqueue
from assess.jobs.tasks import sweep, task
from assess.vault.actions import row_name
from assess.vault.models import UNDISCLOSED, Questionnaire
from assess.vault.queries import LEAST, UNKNOWN, Counted, Tables, TooFewToCount, tables
from scoring.frontier import Plan, Predictor, frontier
from scoring.impact import Count, Ended, Merging, mergings, pooled, steps
from scoring.reports.frontier import report as plan_report
from scoring.reports.impact import Asked, overall, report
from scoring.results import Report
from surveys.errors import AuditTooLarge
from surveys.moments import now

SEED = 0


@task("impact.check")
def check(session: Session, job: str, actor: str) -> None:
    """Store the Report on a job, and on each of its openings that may be counted by itself.

    The same people are never counted twice, or somebody who answered in between would be found by the difference. Where
    they are the same, or too few more for the vault, the last counts stand and are stored as looked at again.
    """
    everybody = frames.ended(session, job)
    parts = {queries.OPENING.format(id): some for id, some in everybody.groupby("opening") if len(some) >= LEAST}
    whole = queries.JOB.format(job)
    earlier = {subject: queries.newest(session, subject) for subject in (whole, *parts)}
    session.commit()

    # the job first: where both cannot be counted, the whole matters more than a part
    counts = _counted(everybody, earlier[whole])
    found = {subject: _counted(some, earlier[subject]) for subject, some in parts.items()}
    made: dict[str, Report] = {}
    for subject, some in parts.items():
        if (fresh := found[subject]) is not None:
            made[subject] = _report(some, fresh)
            store(session, made[subject], subject, actor)
        elif (last := earlier[subject]) is not None:
            made[subject] = last.report
    if counts is not None:
        last_word = _report(everybody, counts, _strata(list(made.values())))
    else:
        last_word = earlier[whole].report  # type: ignore[union-attr]  # nothing stands but what was stored
    kept = store(session, last_word, whole, actor)
    record(session, actor, "impact.checked", f"report:{kept.id}", job=job, counted=counts is not None)
    announce(session, "impact.checked", kept.id)
    for opening in queries.open_of(session, job):
        # the check is a condition of every fit (methods §5.8)
        enqueue(session, "profiles.fit_opening", id=opening)


@task("impact.plan")
def plan(
    session: Session,
    job: str,
    actor: str,
    predictors: Sequence[tuple[str, float, float, str]],
    correlation: float,
    focal: float,
    selected: float,
    validity_error: float,
    difference_error: float,
) -> None:
    """Store what weights of these predictors (code, validity, group difference, source) are expected to do."""
    among = tuple(
        Predictor(code, validity, d, validity_error, difference_error, source)
        for code, validity, d, source in predictors
    )
    count = len(among)
    correlations = np.full((count, count), correlation) + (1 - correlation) * np.eye(count)
    named: dict[str, list[float]] = {"unit": [1.0] * count}
    largest = max(range(count), key=lambda at: among[at].d)
    if count > 1:
        named["without_largest"] = [float(at != largest) for at in range(count)]
    rule = queries.newest_rule(session, job)
    weights = [rule.get(one.name, 0.0) for one in among]
    # a rule that weighs what is not planned for has no place on this drawing
    if any(weights) and not {code for code, weight in rule.items() if weight} - {one.name for one in among}:
        named["rule"] = weights
    found = frontier(Plan(among, correlations, focal, selected))
    told = {"predictors": [list(one) for one in predictors], "correlation": correlation, "focal": focal}
    kept = provenance(plan_report(found, named, seed=SEED), {}, SEED, selected=selected, rule=rule, **told)
    stored = store(session, kept, queries.JOB.format(job), actor)
    record(session, actor, "impact.planned", f"report:{stored.id}", job=job)


@sweep
def check_again(session: Session) -> None:
    """Have every job checked anew whose last check is a season old."""
    for job in queries.due(session, now()):
        enqueue(session, "impact.check", job=job, actor=SYSTEM)


def _counted(people: pd.DataFrame, earlier: Analysis | None) -> tuple[Asked, ...] | None:
    """What the vault gives of these people, which may be nothing; None where the last counts stand."""
    asked: Questionnaire = current_app.extensions["vault_questions"]
    if earlier is not None and earlier.inputs_hash == _fingerprint(people):
        return None
    sizes = {str(place): int(size) for place, size in people["ended"].value_counts().items()}
    for merging in mergings(sizes, LEAST):
        try:
            given = _given(people, merging, asked)
        except (TooFewToCount, AuditTooLarge):
            break
        if given is not None:
            return tuple(_asked(counted, merging) for counted in given.tables)
    return () if earlier is None else None


def _given(people: pd.DataFrame, merging: Merging, asked: Questionnaire) -> Tables | None:
    """The vault's tables, if all parts may be told apart; what is not given out leaves no trace there either."""
    part = {place: str(number) for number, places in enumerate(merging) for place in places}
    enclave: Enclave = current_app.extensions["vault"]
    with enclave.session() as vault:
        rows = zip(people["participant"], people["opening"], people["ended"], strict=True)
        outcomes = {row_name(vault, code, opening): part[ended] for code, opening, ended in rows}
        given = tables(vault, outcomes, asked)
        if len(given.outcomes) < len(merging):
            return None
        vault.commit()
    return given


def _asked(counted: Counted, merging: Merging) -> Asked:
    sizes = {group.answers: group.n for group in counted.groups}
    silent = {answers for answers in sizes if {UNKNOWN, UNDISCLOSED} & set(answers)}
    groups = [
        Ended(" ".join(group.answers), tuple(group.outcomes[str(number)] for number in range(len(merging))))
        for group in counted.groups
        if group.answers not in silent
    ]
    unknown = sum(sizes[answers] for answers in silent if UNKNOWN in answers)
    return Asked(
        " ".join(counted.questions),
        steps(merging, groups),
        sum(sizes[answers] for answers in silent) - unknown,
        unknown,
        counted.rest.n,
    )


def _strata(openings: Sequence[Report]) -> dict[str, list[tuple[Count, ...]]]:
    """The groups of the whole process in each opening, by question."""
    found: dict[str, list[tuple[Count, ...]]] = {}
    for one in openings:
        for question, counts in overall(one).items():
            found.setdefault(question, []).append(counts)
    return found


def _report(
    people: pd.DataFrame, asked: Sequence[Asked], strata: Mapping[str, Sequence[Sequence[Count]]] | None = None
) -> Report:
    together = [(question, one) for question, some in (strata or {}).items() if len(some) > 1 for one in pooled(some)]
    made = report(len(people), asked, together)
    return provenance(made, {"ended": people}, SEED, people=len(people), counted=now().date().isoformat())


def _fingerprint(people: pd.DataFrame) -> str:
    return fingerprint({"ended": people})
