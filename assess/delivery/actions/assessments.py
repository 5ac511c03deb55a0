"""Making assessments."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.actions.refusals import NotAmongThem, NothingToAsk
from assess.delivery.models import Assessment, AssessmentPart
from assess.hiring.models import Opening
from surveys.errors import UseForbidden
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of


@dataclass(frozen=True, slots=True)
class Terms:
    """What the invited are promised; the fields are those of ``Assessment``."""

    feedback: str = "never"
    basis: str = "legitimate_interest"
    method_basis: str = "legitimate_interest"
    notice_days: int = 0
    minimum_age: int = 0
    review_days: int = 30


#: Employees get their own results at once; candidates when it is decided about them, so that no result is taken for
#: the decision.
USUAL_TERMS = {
    "selection": Terms("once_decided", "steps_before_contract", minimum_age=16),
    "development": Terms("at_once"),
    "research": Terms("never"),
}


def create_assessment(
    session: Session,
    actor: str,
    title: str,
    purpose: str,
    versions: Sequence[InstrumentVersion],
    contact: str,
    opening: Opening | None = None,
    days_open: int = 14,
    months_kept: int = 12,
    terms: Terms | None = None,
    break_minutes: int = 0,
) -> Assessment:
    """Instruments in this order, for the candidates of an opening (``purpose`` "selection") or for employees.

    ``terms`` are the usual ones of the purpose unless given; ``break_minutes`` to rest between two instruments.

    Raises UseForbidden when an instrument may not be used for the purpose, NothingToAsk without one or with one twice,
    NotAmongThem when a purpose other than selection names an opening, or selection none.
    """
    if (purpose == "selection") != (opening is not None):
        raise NotAmongThem
    if not versions or len({version.id for version in versions}) < len(versions):
        raise NothingToAsk
    for version in versions:
        if purpose not in instrument_of(session, version.content_hash).uses:
            raise UseForbidden(instrument=version.code, purpose=purpose)
    assessment = Assessment(
        title=title.strip(),
        purpose=purpose,
        opening=opening,
        contact=contact.strip(),
        days_open=days_open,
        months_kept=months_kept,
        **asdict(terms or USUAL_TERMS[purpose]),
        parts=[
            AssessmentPart(position=at, version=version, break_minutes=break_minutes if at < len(versions) else 0)
            for at, version in enumerate(versions, start=1)
        ],
    )
    session.add(assessment)
    session.flush()
    record(session, actor, "delivery.assessment_created", f"assessment:{assessment.id}", purpose=purpose)
    return assessment
