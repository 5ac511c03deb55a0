"""What may be shared with whom, and packs as their readers may open them."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from assess.access import Role
from assess.analyses.models import Analysis
from assess.campaigns.models import Campaign
from assess.campaigns.queries import READERS as SURVEY_READERS
from assess.campaigns.queries import released
from assess.errors import NotFound
from assess.people.models import Account
from assess.projects.models import PackReader, Project, SharePack
from assess.projects.queries.projects import MAKERS, able
from scoring.results import Report

#: Results about groups or levers, and who may read them: what is not listed here is never shared.
SHAREABLE: dict[str, frozenset[Role]] = {
    "campaign": frozenset(SURVEY_READERS),
    "levers": frozenset(SURVEY_READERS),
    "bundle": frozenset(SURVEY_READERS),
    "conditions": frozenset(SURVEY_READERS),
    "necessity": frozenset(SURVEY_READERS),
    "intervention": frozenset(SURVEY_READERS),
}
#: A Report with such a column has rows about single people.
PERSONAL = frozenset({"person_id", "rater", "rater_id", "candidate_id", "respondent", "participant"})
#: Who can be handed a pack.
AUDIENCE = (Role.LEADER, Role.ENABLEMENT, Role.ORGANISATION_DEVELOPMENT, Role.ANALYST, *MAKERS)


@dataclass(frozen=True, slots=True)
class Shared:
    """A Report of a pack; ``changed`` where people were deleted from it since, None where it is gone."""

    kind: str
    subject: str
    analysis: Analysis | None
    changed: bool


def about(session: Session, kind: str, subject: str) -> str:
    """The title of the survey a Report is on; empty for others, which are about the project's job."""
    if kind != "campaign":
        return ""
    found = session.get(Campaign, int(subject.removeprefix("campaign:")))
    return found.title if found is not None else ""


def digest(analysis: Analysis) -> str:
    """SHA-256 of a stored Report."""
    return hashlib.sha256(analysis.report_json.encode()).hexdigest()


def personal(report: Report) -> bool:
    """Whether a Report has rows about single people."""
    return any(column.key in PERSONAL for table in report.tables for column in table.columns)


def shareable(session: Session, project: Project) -> list[Analysis]:
    """The newest Report of each shareable kind about the project's job, and its released surveys."""
    subject, found = f"job:{project.job}", list[Analysis]()
    for kind in SHAREABLE:
        if kind not in {"campaign", "intervention"}:
            query = select(Analysis).where(Analysis.kind == kind, Analysis.subject == subject)
            found += session.scalars(query.order_by(Analysis.id.desc()).limit(1)).all()
    surveys = select(Campaign).where(Campaign.job.in_(("", project.job))).order_by(Campaign.id.desc())
    told = (released(session, campaign) for campaign in session.scalars(surveys))
    return [*found, *(one for one in told if one is not None)]


def audience(session: Session) -> list[Account]:
    """Everybody a pack can be handed to, by name."""
    return able(session, AUDIENCE)


def shut_out(readers: Iterable[Account], kinds: Collection[str]) -> list[tuple[Account, str]]:
    """Readers with the kind of Report each of them may not see."""
    return [(one, kind) for one in readers for kind in kinds if not one.role_names & SHAREABLE.get(kind, frozenset())]


def packs(session: Session, project: Project) -> Sequence[SharePack]:
    """Every pack of a project, the newest first, for those who make them."""
    query = select(SharePack).where(SharePack.project_id == project.id).options(selectinload(SharePack.readers))
    return session.scalars(query.order_by(SharePack.id.desc())).all()


def shared_with(session: Session, viewer: Account) -> Sequence[PackReader]:
    """Packs that are for the viewer and were not withdrawn, the newest first."""
    query = select(PackReader).join(SharePack, SharePack.id == PackReader.pack_id)
    query = query.where(PackReader.account_id == viewer.id, SharePack.withdrawn_at.is_(None))
    return session.scalars(query.order_by(PackReader.id.desc())).all()


def pack_for(session: Session, viewer: Account, id: int) -> tuple[SharePack, PackReader | None]:
    """A pack and the viewer's place among its readers, who lose it when it is withdrawn; makers keep it. NotFound."""
    pack = session.get(SharePack, id)
    if pack is None:
        raise NotFound
    mine = next((one for one in pack.readers if one.account_id == viewer.id), None)
    makes = bool(viewer.role_names & frozenset(MAKERS))
    kinds = [one["kind"] for one in pack.reports]
    reads = mine is not None and pack.withdrawn_at is None and not shut_out([viewer], kinds)
    if not makes and not reads:
        raise NotFound
    return pack, mine


def contents(session: Session, pack: SharePack) -> list[Shared]:
    """The Reports of a pack, each marked where it is no longer what was shared."""
    found = []
    for one in pack.reports:
        stored = session.get(Analysis, one["id"])
        kept = stored if stored is not None and stored.kind == one["kind"] else None
        found.append(Shared(one["kind"], one["subject"], kept, kept is not None and digest(kept) != one["sha256"]))
    return found
