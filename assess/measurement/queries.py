"""Which instruments were answered, and the newest Report on each."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.delivery.models import CalibratedBank
from assess.delivery.queries.banks import newest_bank
from assess.errors import NotFound
from assess.instruments.queries import Published, answerable
from scoring.reports.measurement import KIND
from surveys.models import Administration

SUBJECT = "version:{}"


@dataclass(frozen=True, slots=True)
class Measured:
    """A published version, how often answers to it were handed in, and the newest Report."""

    published: Published
    answered: int
    analysis: Analysis | None


def measured(session: Session) -> list[Measured]:
    """Every published version that has scales and is answered about oneself; ratings of others have Agreement."""
    query = (
        select(Administration.version_id, func.count())
        .where(Administration.submitted_at.is_not(None))
        .group_by(Administration.version_id)
    )
    counted = {version: count for version, count in session.execute(query)}
    return [
        Measured(found, counted.get(found.version.id, 0), newest(session, found.version.id))
        for found in answerable(session)
        if found.instrument.scales
    ]


def newest(session: Session, version_id: int) -> Analysis | None:
    """The newest Report on a version."""
    return latest(session, KIND, SUBJECT.format(version_id))


def one(session: Session, version_id: int) -> tuple[Published, Analysis | None]:
    """A version people answer about themselves, and its newest Report; NotFound."""
    for found in answerable(session):
        if found.version.id == version_id and found.instrument.scales:
            return found, newest(session, version_id)
    raise NotFound


def pools(session: Session, found: Published) -> dict[str, CalibratedBank | None]:
    """By scale that adaptive pages measure: the bank in force; None where all items are given for want of one."""
    return {
        section.adaptive.scale: newest_bank(session, found.version.id, section.adaptive.scale)
        for section in found.instrument.sections
        if section.adaptive
    }
