"""Every kind of evidence on everybody who applied for an opening, as the statistics take it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.analyses.models import Analysis
from assess.decisions.queries.panels import PanelScore, panels_of
from assess.delivery.models import AnswerQuality, ScaleScore
from assess.delivery.queries.keys import by_key_in_force
from assess.hiring.models import Application, Candidate, Opening
from assess.interviews.models import Interview
from assess.interviews.queries import seat_means, topic_means
from assess.profiles.models import FitResult, ProfileVersion
from assess.references.models import ReferenceCheck
from scoring.banding import Z95
from scoring.decisions import COMPONENTS
from scoring.profile import from_json
from surveys.models import InstrumentVersion, Participant
from surveys.versions import instrument_of

#: Which instruments are components of their own, by construct and by code.
COGNITIVE, SJT = "cognitive", "situational_judgement"
#: Below so many second opinions in an opening, how far raters differ is not known from it.
SECOND_OPINIONS = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores and their errors by pseudonym and component, ratings by topic, and a row for each score there is.

    ``applications`` leads from a pseudonym to the application.
    """

    scores: pd.DataFrame
    errors: pd.DataFrame
    topics: pd.DataFrame
    parts: list[dict[str, Any]]
    applications: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """One score, its standard error (None where nobody knows it), and what it was read from."""

    application: int
    component: str
    value: float
    se: float | None
    source: str


def evidence(session: Session, opening: Opening) -> Evidence:
    """What there is on everybody who applied; a missing score is NaN."""
    query = select(Participant.code, Application.id).join(Candidate, Candidate.participant_id == Participant.id)
    rows = session.execute(query.join(Application).where(Application.opening_id == opening.id))
    applications = {code: id for code, id in rows}
    code_of = {id: code for code, id in applications.items()}
    found = [
        one
        for each in (_fits, _tests, _panels, _references)
        for one in each(session, opening)
        if one.application in code_of
    ]
    people = sorted(applications)
    scores = pd.DataFrame(math.nan, people, list(COMPONENTS), dtype=float)
    errors = scores.copy()
    for column, of in ((scores, "value"), (errors, "se")):
        given: dict[str, dict[str, float]] = {}
        for one in found:
            value = getattr(one, of)
            if value is not None:
                given.setdefault(one.component, {})[code_of[one.application]] = value
        for component, values in given.items():
            column[component] = pd.Series(values, dtype=float).reindex(people)
    rated = {
        (code_of[application], topic): value
        for (application, topic), value in topic_means(session, _here(opening)).items()
        if application in code_of
    }
    topics = pd.Series(rated, dtype=float).unstack() if rated else pd.DataFrame(index=pd.Index([], dtype=object))
    parts = [
        {"application_id": one.application, "component": one.component, "value": one.value, "se": one.se,
         "source": one.source} for one in found
    ]  # fmt: skip
    return Evidence(scores, errors, topics, parts, applications)


def _here(opening: Opening) -> Any:
    return Interview.application.has(Application.opening_id == opening.id)


def _fits(session: Session, opening: Opening) -> Iterable[Score]:
    """Fits that may be reported, by a profile in force."""
    query = select(FitResult).join(FitResult.application).where(Application.opening_id == opening.id)
    query = query.options(joinedload(FitResult.profile)).where(FitResult.fit.is_not(None))
    for one in session.scalars(query):
        if one.profile.in_force and one.application_id and one.fit is not None:
            se = None if one.low is None or one.high is None else (one.high - one.low) / (2 * Z95)
            yield Score(one.application_id, "fit", one.fit, se, f"analysis:{one.analysis_id}")


def _tests(session: Session, opening: Opening) -> Iterable[Score]:
    """Cognitive tests and situational judgement, where the fit does not hold them already."""
    kinds = _kinds(session)
    inside = _in_the_fit(session, opening)
    query = (
        select(Application.id, ScaleScore.version_id, ScaleScore.administration_id, ScaleScore.value, ScaleScore.se)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(ScaleScore, ScaleScore.participant_id == Candidate.participant_id)
        .outerjoin(AnswerQuality, AnswerQuality.administration_id == ScaleScore.administration_id)
        .where(Application.opening_id == opening.id, ScaleScore.version_id.in_(kinds), by_key_in_force())
        .where(AnswerQuality.careless.is_not(True))
        .order_by(ScaleScore.administration_id)
    )
    given: dict[tuple[int, str], dict[int, list[tuple[float | None, float | None]]]] = {}
    for application, version, administration, value, se in session.execute(query):
        if version not in inside:
            place = given.setdefault((application, kinds[version]), {})
            place.setdefault(administration, []).append((value, se))
    for (application, component), sittings in given.items():
        last = max(sittings)
        scales = sittings[last]
        values = [value for value, _ in scales if value is not None]
        if len(values) < len(scales):
            continue  # part of the test was not scored: it is missing as a whole, never low
        errors = [se for _, se in scales if se is not None]
        whole = math.sqrt(sum(se * se for se in errors)) / len(scales) if len(errors) == len(scales) else None
        yield Score(application, component, sum(values) / len(values), whole, f"administration:{last}")


def _kinds(session: Session) -> dict[int, str]:
    """Versions of instruments that are a component of their own."""
    found = {}
    for version in session.scalars(select(InstrumentVersion)):
        if version.code == SJT:
            found[version.id] = "sjt"
        elif instrument_of(session, version.content_hash).construct == COGNITIVE:
            found[version.id] = "cognitive"
    return found


def _in_the_fit(session: Session, opening: Opening) -> set[int]:
    """Versions with a scale that has a weight in the profile of the job: they would count twice."""
    query = select(ProfileVersion).where(ProfileVersion.job == opening.job, ProfileVersion.state == "approved")
    profile = session.scalar(query)
    if profile is None:
        return set()
    weighted = {scale.scale for scale in from_json(profile.content).scales if scale.weight}
    return {version for name, (version, _code) in profile.places.items() if name in weighted}


def _panels(session: Session, opening: Opening) -> Iterable[Score]:
    """Complete panels by the average that counts; several of a kind by their mean."""
    found = panels_of(session, opening)
    differing = seat_means(session, _here(opening))
    for kind in ("interview", "simulation"):
        chosen = {id: [one for one in panels if one.kind == kind] for id, panels in found.items()}
        pooled = _pooled([differing.get(one.interview_id, []) for panels in chosen.values() for one in panels])
        for application, panels in chosen.items():
            counted = [(one.counted, _error(one, pooled, differing)) for one in panels if one.counted is not None]
            if not counted or len(counted) < len(panels):
                continue  # a fair average still to come
            errors = [se for _, se in counted if se is not None]
            se = math.sqrt(sum(e * e for e in errors)) / len(errors) if len(errors) == len(counted) else None
            value = sum(value for value, _ in counted if value is not None) / len(counted)
            yield Score(application, kind, value, se, " ".join(f"interview:{one.interview_id}" for one in panels)[:64])


def _pooled(panels: Sequence[Sequence[float]]) -> float | None:
    """Variance of one rater about the mean of their panel, over all panels with a second opinion."""
    several = [means for means in panels if len(means) > 1]
    freedom = sum(len(means) - 1 for means in several)
    if freedom < SECOND_OPINIONS:
        return None
    squares = sum((one - sum(means) / len(means)) ** 2 for means in several for one in means)
    return squares / freedom


def _error(panel: PanelScore, pooled: float | None, differing: Mapping[int, list[float]]) -> float | None:
    """Of a fair average its own error, else how far raters differ here over the square root of their number."""
    fair = panel.fair.estimate if panel.fair else None
    if fair is not None and fair.low is not None and fair.high is not None:
        return (fair.high - fair.low) / (2 * Z95)
    raters = len(differing.get(panel.interview_id, []))
    return math.sqrt(pooled / raters) if pooled is not None and raters else None


def _references(session: Session, opening: Opening) -> Iterable[Score]:
    """What all referees gave together, of checks that were shown and are still kept."""
    query = select(ReferenceCheck.application_id, Analysis).join(Analysis, Analysis.id == ReferenceCheck.analysis_id)
    query = query.join(Application, Application.id == ReferenceCheck.application_id)
    query = query.where(Application.opening_id == opening.id, ReferenceCheck.forgotten_at.is_(None))
    for application, analysis in session.execute(query):
        said = analysis.report.estimates["references_all"]
        if said.value is not None:
            se = None if said.low is None or said.high is None else (said.high - said.low) / (2 * Z95)
            yield Score(application, "references", said.value, se, f"analysis:{analysis.id}")
