"""Putting the evidence on candidates together whenever some of it changes; nobody is moved by it."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance
from assess.analyses.models import Analysis
from assess.audit.actions import SYSTEM
from assess.decisions.actions import default_weights, forget, keep_composites
from assess.decisions.frames import evidence
from assess.decisions.models import ComponentRule
from assess.decisions.queries import rule_in_force
from assess.delivery.models import Invitation
from assess.hiring.models import Application, Candidate, Opening
from assess.interviews.models import Interview
from assess.jobs.actions import announce, enqueue
from assess.jobs.tasks import task
from assess.profiles.queries import approved
from assess.references.models import ReferenceCheck
from scoring.decisions import LITERATURE, Rule, assumed_correlations, combined, expected_validity
from scoring.errors import Code
from scoring.reports.composite import report
from scoring.results import Caveat, Estimate
from surveys.models import Administration

#: Where the validity of a component is from that no profile gives.
SOURCE = "Sackett, Zhang, Berry & Lievens 2022; Vinchur et al. 1998"


@task("decisions.combine")
def combine(session: Session, id: int) -> None:
    """Everybody's components and composites of one opening, by the rule in force."""
    opening = session.get(Opening, id)
    if opening is None:
        return
    kept = rule_in_force(session, id)
    rule = _rule(kept)
    known = evidence(session, opening)
    validities = _validities(session, opening, rule)
    session.commit()

    found = combined(known.scores, known.errors, rule, id, known.topics)
    correlations, pairs = assumed_correlations(known.scores[list(rule.shares)])
    assumed = sum(n < 50 for n in pairs.values())
    expected = expected_validity(
        found.weights, {name: one for name, (one, _) in validities.items()}, correlations, len(known.scores)
    )
    stored = report(found, rule, validities, expected)
    inputs = {
        "scores": known.scores.reset_index(names="person_id"), "errors": known.errors.reset_index(names="person_id"),
    }  # fmt: skip
    stored = provenance(stored, inputs, id, rule=kept.id if kept else None, assumed=assumed, **asdict(rule))
    analysis = keep_composites(session, SYSTEM, opening, kept, found, stored, known.parts, known.applications)
    announce(session, "decisions.combined", analysis.id)


def _rule(kept: ComponentRule | None) -> Rule:
    """The rule as statistics take it: the one in force, or the default."""
    if kept is None:
        return Rule(default_weights())
    return Rule(kept.weights, kept.model, kept.hurdles, kept.minimum)


def _validities(session: Session, opening: Opening, rule: Rule) -> dict[str, tuple[Estimate, str]]:
    """What each component is taken to predict: fit by its profile, others by literature."""
    profile = approved(session, opening.job)
    found = {}
    for name in rule.shares:
        value = LITERATURE[name]
        if name == "fit" and profile is not None:
            found[name] = (profile.analysis.report.estimates["r_cv"], "profile")
        elif value:
            found[name] = (Estimate(value, 0, SOURCE), "literature")
        else:
            found[name] = (Estimate.refusal(Caveat(Code.NOT_CROSS_VALIDATED), method=SOURCE), "none")
    return found


@task("decisions.fitted", "profiles.fitted")
def fitted(session: Session, id: int) -> None:
    """Fits of an opening were computed anew."""
    kind, _colon, place = session.get_one(Analysis, id).subject.partition(":")
    if kind == "opening":
        enqueue(session, "decisions.combine", id=int(place))


@task("decisions.rated", "interviews.completed")
def rated(session: Session, id: int) -> None:
    """A panel is complete."""
    interview = session.get(Interview, id)
    if interview is not None and interview.application is not None:
        enqueue(session, "decisions.combine", id=interview.application.opening_id)


@task("decisions.referred", "references.closed")
def referred(session: Session, id: int) -> None:
    """References of a candidate may be shown."""
    check = session.get(ReferenceCheck, id)
    if check is not None:
        enqueue(session, "decisions.combine", id=check.application.opening_id)


@task("decisions.unreferred", "references.forgotten")
def unreferred(session: Session, id: int) -> None:
    """References were deleted, as promised: what they gave goes out of every composite."""
    check = session.get(ReferenceCheck, id)
    if check is not None:
        participant = check.application.candidate.participant
        forget(session, participant)
        _again(session, participant.id)


@task("decisions.scored", "delivery.scored")
def scored(session: Session, id: int) -> None:
    """Somebody's answers were scored; a cognitive test or situational judgement may be among them."""
    _again(session, session.get_one(Administration, id).respondent_id)


@task("decisions.forgotten", "delivery.forgotten")
def forgotten(session: Session, id: int) -> None:
    """Somebody's answers were deleted: out of every composite with them."""
    participant = session.get_one(Invitation, id).participant
    forget(session, participant)
    _again(session, participant.id)


def _again(session: Session, participant: int | None) -> None:
    openings = select(Application.opening_id).join(Candidate).where(Candidate.participant_id == participant)
    for opening in session.scalars(openings).all():
        enqueue(session, "decisions.combine", id=opening)
