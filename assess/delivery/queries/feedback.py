"""Reading somebody's own results, as they may be told of them."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import AnswerQuality, Invitation, ScaleScore
from assess.delivery.queries.keys import by_key_in_force
from assess.delivery.queries.retakes import attempts
from assess.delivery.queries.reviews import decided_at
from assess.delivery.queries.scores import newest_norms
from assess.provenance import VERSION
from scoring.norms import standing
from scoring.reports.feedback import Own
from scoring.reports.feedback import report as feedback_report
from scoring.results import Provenance, Report
from surveys.moments import now
from surveys.sessions import before


def feedback_open(invitation: Invitation) -> bool:
    """Whether they may see their results now: handed in, and as the assessment says at once or after the decision."""
    if invitation.submitted_at is None:
        return False
    rule = invitation.assessment.feedback
    return rule == "at_once" or (rule == "once_decided" and decided_at(invitation) is not None)


def feedback(session: Session, invitation: Invitation) -> Report | None:
    """The Report of one attempt; None while it is being scored, and where nothing is scored."""
    today = now().date()
    scales = _own(session, invitation, today)
    if not scales:
        return None
    inputs = hashlib.sha256(json.dumps([asdict(own) for own in scales], sort_keys=True, default=str).encode())
    return feedback_report(scales, Provenance(inputs.hexdigest(), {"today": today.isoformat()}, VERSION, seed=0))


def counts(session: Session, invitation: Invitation) -> Invitation:
    """The attempt whose scores count: the last handed in without signs of careless answering, else the last."""
    done = [one for one in attempts(session, invitation) if one.submitted_at is not None]
    clean = [one for one in done if not any(_careless(session, part.administration_id) for part in one.parts)]
    return (clean or done or [invitation])[-1]


def _careless(session: Session, administration_id: int) -> bool:
    quality = session.get(AnswerQuality, administration_id)
    return quality is not None and quality.careless


def _own(session: Session, invitation: Invitation, today: date) -> list[Own]:
    found = []
    for part in invitation.parts:
        administration = part.administration
        instrument = before(session, administration)
        norms = newest_norms(session, administration.version_id, administration.purpose)
        careless = _careless(session, administration.id)
        query = select(ScaleScore).where(ScaleScore.administration_id == administration.id, by_key_in_force())
        scores = {score.scale: score for score in session.scalars(query)}
        pools = {section.adaptive.scale for section in instrument.sections if section.adaptive}
        for scale in instrument.scales:
            if (score := scores.get(scale.code)) is None:
                continue
            norm, reliability = norms.get(scale.code, (None, None))
            stands = standing(score.value, norm, reliability, today) if score.value is not None and norm else None
            found.append(
                Own(
                    scale.label, scale.direction, score.value, scale.low, scale.high, stands, reliability, careless,
                    calibrated=scale.code not in pools or score.method == "wle",
                )
            )  # fmt: skip
    return found
