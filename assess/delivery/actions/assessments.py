"""Making assessments."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.actions.refusals import NotAmongThem, NothingToAsk
from assess.delivery.models import Assessment, AssessmentPart
from assess.hiring.models import Opening
from surveys.errors import UseForbidden
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of


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
) -> Assessment:
    """Instruments in this order, for the candidates of an opening (``purpose`` "selection") or for employees.

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
        parts=[AssessmentPart(position=at, version=version) for at, version in enumerate(versions, start=1)],
    )
    session.add(assessment)
    session.flush()
    record(session, actor, "delivery.assessment_created", f"assessment:{assessment.id}", purpose=purpose)
    return assessment
