"""What waits for a viewer: each thing once, the oldest first."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from assess.access import Role, needs_second_factor
from assess.benchmarks.queries.targets import consultations_of, waiting_for_sponsor
from assess.decisions.models import Decision
from assess.delivery.models import Assessment, Invitation
from assess.delivery.queries.accommodations import requests
from assess.delivery.queries.assessments import visible_to
from assess.delivery.queries.reviews import REVIEWERS, reviews
from assess.guides.queries import anchors, jobs
from assess.hiring.models import Application, Candidate, Opening
from assess.hiring.queries import candidates_by_opening, openings
from assess.home.queries.studies import STUDIES
from assess.home.queries.things import Source, Waiting
from assess.interviews.queries import completed, seats_of
from assess.jobs.queries import failed
from assess.people.models import Account
from assess.people.queries import accounts
from assess.performance.queries import rated_person, rating_of
from assess.performance.queries.uploads import open_uploads
from assess.profiles.models import ProfileVersion
from assess.profiles.queries import own_fit, profiles
from assess.vignettes.queries import TRAINEES, of_accounts, open_course
from scoring.profile import from_json
from surveys.models import Participant
from surveys.moments import now

#: So many of the newest are counted, so that the page stays fast however many there are.
MOST_LOOKED_AT = 5_000
#: For so long one's own new results are news.
NEWS = timedelta(days=30)
#: Where to look after background work of a feature that failed; a stopped release is told on the survey's own page.
PLACES = {
    "performance": "performance.tiers",
    "profiles": "profiles.index",
    "interviews": "interviews.index",
    "calibration": "calibration.index",
    "delivery": "delivery.index",
    "guides": "guides.index",
    "benchmarks": "benchmarks.index",
}


def waiting(session: Session, viewer: Account) -> list[Waiting]:
    """What waits for the viewer in any of their roles, the oldest first and what has no date last."""
    found = [one for roles, source in SOURCES if viewer.role_names & roles for one in source(session, viewer)]
    return sorted(found, key=lambda one: (one.since is None, one.since))


def _to_rate(session: Session, viewer: Account) -> Iterable[Waiting]:
    for seat in seats_of(session, viewer):
        if seat.state == "open":
            place = {"id": seat.interview_id}
            about = f"{seat.interview.name} · {seat.interview.about}"
            yield Waiting("rate", "interviews.seat", place, about, since=seat.interview.scheduled_at)


def _to_train(session: Session, viewer: Account) -> Iterable[Waiting]:
    course = open_course(session, viewer)
    if course is not None:
        key = "rate_blind" if course.purpose == "gold" else "train"
        left = sum(one.locked_at is None for one in course.exercises)
        yield Waiting(key, "vignettes.index", n=left, since=course.began_at)
        return
    state = of_accounts(session, [viewer])[viewer.id]
    if state.state in {"expiring", "retest"}:
        yield Waiting("retest", "vignettes.index", since=state.until)


def _to_endorse(session: Session, viewer: Account) -> Iterable[Waiting]:
    """Targets the viewer is asked about as one of those who set the bar."""
    for one in consultations_of(session, viewer):
        kpi = one.target.kpi
        yield Waiting("endorse", "benchmarks.consultation", {"id": one.id}, kpi.label or kpi.key, since=one.asked_at)


def _to_sponsor(session: Session, _viewer: Account) -> Iterable[Waiting]:
    for target, _standing in waiting_for_sponsor(session):
        kpi = target.kpi
        yield Waiting("sponsor", "benchmarks.sponsor", about=kpi.label or kpi.key, since=target.proposed_at)


def _to_say(session: Session, viewer: Account) -> Iterable[Waiting]:
    """Jobs the viewer is asked about, and anchors to put back."""
    for expert in jobs.asked(session, viewer):
        place = {"id": expert.analysis_id}
        yield Waiting("say_job", "guides.expert", place, expert.analysis.job, since=expert.asked_at)
    for judge in anchors.asked(session, viewer):
        yield Waiting("sort", "guides.judge", {"id": judge.study_id}, judge.study.title, since=judge.asked_at)


def _to_decide(session: Session, viewer: Account) -> Iterable[Waiting]:
    found = [one for one in openings(session, viewer) if one.state == "open"]
    mine = {one.id: one for one in found if Role.HR in viewer.role_names or one.hiring_manager_id == viewer.id}
    decided = _decided(session, mine)
    open_ones: dict[int, list[datetime]] = {}
    for application, opening, complete in completed(session, viewer, mine):
        if application not in decided or decided[application] < complete:
            open_ones.setdefault(opening, []).append(complete)
    for id, moments in open_ones.items():
        yield Waiting("decide", "decisions.compare", {"id": id}, mine[id].name, len(moments), min(moments))


def _decided(session: Session, openings: Iterable[int]) -> dict[int, datetime]:
    """By application, when somebody last decided about it."""
    same = and_(Decision.opening_id == Application.opening_id, Decision.subject == Participant.code)
    query = select(Application.id, func.max(Decision.decided_at)).join(Application.candidate)
    query = query.join(Candidate.participant).join(Decision, same).where(Application.opening_id.in_(list(openings)))
    return {id: moment for id, moment in session.execute(query.group_by(Application.id))}


def _to_invite(session: Session, viewer: Account) -> Iterable[Waiting]:
    """Among the newest who applied: older ones were dealt with long ago, and are on the page of their assessment."""
    newest = (
        select(Application.id, Application.opening_id, Application.stage_since)
        .where(Application.stage.in_(("applied", "assessment")))
        .order_by(Application.id.desc())
        .limit(MOST_LOOKED_AT)
        .subquery()
    )
    invited = select(Invitation.id).where(
        Invitation.application_id == newest.c.id, Invitation.assessment_id == Assessment.id
    )
    query = (
        select(Assessment.id, Assessment.title, func.count(), func.min(newest.c.stage_since))
        .join(newest, newest.c.opening_id == Assessment.opening_id)
        .join(Assessment.opening)
        .where(Opening.state == "open", visible_to(viewer), ~invited.exists())
    )
    for id, title, count, since in session.execute(query.group_by(Assessment.id, Assessment.title)):
        yield Waiting("invite", "delivery.assessment", {"id": id}, title, count, since)
    asked = select(Assessment.id).where(Assessment.opening_id == Opening.id)
    unasked = [one for one in openings(session, viewer, ~asked.exists()) if one.state == "open"]
    counts = candidates_by_opening(session, unasked)
    for opening in unasked:
        if opening.id in counts:
            yield Waiting("ask", "delivery.create", {}, opening.name, counts[opening.id], opening.created_at)


def _expired(session: Session, viewer: Account) -> Iterable[Waiting]:
    """Among those whose time ran out last."""
    over = (Invitation.submitted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at <= now())
    columns = (Invitation.assessment_id, Invitation.application_id, Invitation.expires_at)
    last = select(*columns).where(*over).order_by(Invitation.expires_at.desc()).limit(MOST_LOOKED_AT).subquery()
    query = (
        select(Assessment.id, Assessment.title, func.count(), func.min(last.c.expires_at))
        .join(last, last.c.assessment_id == Assessment.id)
        .outerjoin(Application, Application.id == last.c.application_id)
        .where(visible_to(viewer), func.coalesce(Application.stage, "") != "closed")
    )
    for id, title, count, since in session.execute(query.group_by(Assessment.id, Assessment.title)):
        yield Waiting("expired", "delivery.assessment", {"id": id}, title, count, since)


def _requests(session: Session, _viewer: Account) -> Iterable[Waiting]:
    unanswered = [one.asked_at for one in requests(session) if one.answered_at is None]
    if unanswered:
        yield Waiting("requests", "delivery.requests", n=len(unanswered), since=min(unanswered))
    unassigned = [one.asked_at for one in reviews(session) if one.reviewer_id is None and one.outcome is None]
    if unassigned:
        yield Waiting("assign_reviews", "delivery.requests", n=len(unassigned), since=min(unassigned))


def _to_review(session: Session, viewer: Account) -> Iterable[Waiting]:
    for one in reviews(session):
        if one.reviewer_id == viewer.id and one.outcome is None:
            about = f"{one.invitation.name} · {one.invitation.assessment.title}"
            yield Waiting("review", "delivery.review_case", {"id": one.id}, about, since=one.assigned_at)


def _drafts(session: Session) -> Iterable[tuple[ProfileVersion, bool]]:
    """The newest profile of each job where it is a draft, and whether its gate is open."""
    seen = set()
    for version in profiles(session):
        if version.job not in seen and version.state == "draft":
            yield version, from_json(version.content).open
        seen.add(version.job)


def _to_approve(session: Session, _viewer: Account) -> Iterable[Waiting]:
    for version, is_open in _drafts(session):
        if is_open:
            yield Waiting("approve", "profiles.profile", {"id": version.id}, version.job, since=version.built_at)


def _closed_gates(session: Session, _viewer: Account) -> Iterable[Waiting]:
    for version, is_open in _drafts(session):
        if not is_open:
            yield Waiting("gate", "profiles.profile", {"id": version.id}, version.job, since=version.built_at)


def _uploads(session: Session, viewer: Account) -> Iterable[Waiting]:
    for upload in open_uploads(session):
        if Role.ANALYST in viewer.role_names or upload.made_by == viewer.pseudonym:
            yield Waiting("upload", "performance.check", {"id": upload.id}, upload.filename, since=upload.made_at)


def _failed(session: Session, _viewer: Account) -> Iterable[Waiting]:
    by_feature: dict[str, list[datetime]] = {}
    for job in failed(session):
        by_feature.setdefault(job.name.partition(".")[0], []).append(job.ended_at or job.created_at)
    for feature, moments in by_feature.items():
        if feature in PLACES:
            yield Waiting(f"failed_{feature}", PLACES[feature], n=len(moments), since=min(moments))


def _second_factors(session: Session, _viewer: Account) -> Iterable[Waiting]:
    bare = [
        one
        for one in accounts(session)
        if one.active and needs_second_factor(one.role_names) and not (one.tf_primary_method or one.webauthn)
    ]
    if bare:
        yield Waiting("second_factor", "people.index", n=len(bare))


def _own_results(session: Session, viewer: Account) -> Iterable[Waiting]:
    person = viewer.person
    rating = rating_of(session, person.job) if person else None
    if person and rating and rating.analysis.made_at > now() - NEWS and rated_person(session, rating, person):
        yield Waiting("own_tiers", "performance.mine", about=person.job, since=rating.analysis.made_at)
    fit = own_fit(session, viewer)
    if fit is not None and fit.profile.in_force and fit.computed_at > now() - NEWS:
        yield Waiting("own_scales", "profiles.mine", about=fit.profile.job, since=fit.computed_at)


SOURCES: tuple[Source, ...] = (
    (frozenset({Role.INTERVIEWER, Role.HIRING_MANAGER, Role.HR}), _to_rate),
    (frozenset(TRAINEES), _to_train),
    (frozenset(Role), _to_say),
    (frozenset({Role.EMPLOYEE, Role.LINE_MANAGER}), _to_endorse),
    (frozenset({Role.LEADER}), _to_sponsor),
    (frozenset({Role.HR, Role.HIRING_MANAGER}), _to_decide),
    (frozenset({Role.HR}), _to_invite),
    (frozenset({Role.HR}), _expired),
    (frozenset({Role.HR}), _requests),
    (frozenset(REVIEWERS), _to_review),
    (frozenset({Role.HR}), _to_approve),
    (frozenset({Role.ANALYST}), _closed_gates),
    (frozenset({Role.ANALYST, Role.HR, Role.ADMINISTRATOR}), _uploads),
    (frozenset({Role.ANALYST}), _failed),
    *STUDIES,
    (frozenset({Role.ADMINISTRATOR}), _second_factors),
    (frozenset({Role.EMPLOYEE, Role.LINE_MANAGER}), _own_results),
)
