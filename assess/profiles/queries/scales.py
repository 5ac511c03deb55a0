"""Which scales a profile of a job may use, and what the job analysis says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.instruments.queries import answerable, listed
from assess.profiles.models import ProfileScale, ProfileVersion
from assess.profiles.queries.versions import profiles
from scoring.profile import from_json
from surveys.competencies import bank
from surveys.definition import Scale
from surveys.models import InstrumentVersion

#: Kind of the Report on what experts said of a job; the feature that asks them stands above this one.
JOB_ANALYSIS = "job_analysis"


@dataclass(frozen=True, slots=True)
class JobLinks:
    """What experts on a job call for: the Report, and the names of its competencies by code."""

    analysis: Analysis
    competencies: Mapping[str, str]
    experts: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A scale of a published instrument, and what the job analysis said of it (None: not yet).

    ``measures`` are codes of the competencies that the bank of competencies says it measures something of.
    """

    version: InstrumentVersion
    instrument: str
    uses: tuple[str, ...]
    scale: Scale
    setting: ProfileScale | None
    fixed: bool
    measures: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.version.id}:{self.scale.code}"


def settings(session: Session, job: str) -> Sequence[ProfileScale]:
    """What the job analysis said of scales, in a fixed order."""
    query = select(ProfileScale).where(ProfileScale.job == job)
    return session.scalars(query.order_by(ProfileScale.version_id, ProfileScale.scale)).all()


def job_links(session: Session, job: str) -> JobLinks | None:
    """What the newest analysis of a job ties to it; None where no experts were asked, or too few."""
    found = latest(session, JOB_ANALYSIS, f"job:{job}")
    if found is None:
        return None
    table = found.report.table("competencies")
    columns = (table.column(key) for key in ("item_code", "competency", "link"))
    linked = {str(code): str(name) for code, name, link in zip(*columns, strict=True) if link == "linked"}
    experts = found.report.sentence.values.get("experts")
    return JobLinks(found, linked, experts if isinstance(experts, int) else 0) if linked else None


@dataclass(frozen=True, slots=True)
class Linked:
    """A scale of a profile, by its name there, and the competency that ties it to the job ("" for somebody's word)."""

    scale_label: str
    competency: str
    competency_name: str


def linked(session: Session, version: ProfileVersion) -> list[Linked]:
    """The scales of a profile and what ties each to the job, in the profile's order."""
    said = {(one.version_id, one.scale): one.competency for one in settings(session, version.job)}
    known = bank().competencies
    codes = {name: said.get(place, "") for name, place in version.places.items()}
    return [Linked(name, code, known[code].name if code in known else code) for name, code in codes.items()]


def withdrawn(session: Session, version: ProfileVersion) -> list[str]:
    """Titles of the profile's instruments that nobody new can be asked to answer any more."""
    used = {place for place, _scale in version.places.values()}
    return [one.instrument.title for one in listed(session) if one.withdrawn and one.version.id in used]


def offered(session: Session, job: str) -> list[Offered]:
    """Every scale a profile of the job could use, by instrument."""
    known = {(setting.version_id, setting.scale): setting for setting in settings(session, job)}
    fixed = fixed_scales(session, job)
    measuring = bank().competencies.values()
    return [
        Offered(
            found.version,
            found.instrument.title,
            found.instrument.uses,
            scale,
            known.get(place),
            place in fixed,
            tuple(one.code for one in measuring if f"{found.instrument.code}:{scale.code}" in one.scales),
        )
        for found in answerable(session)
        for scale in found.instrument.scales
        for place in [(found.version.id, scale.code)]
    ]


def fixed_scales(session: Session, job: str) -> set[tuple[int, str]]:
    """Scales whose results have been seen: a profile with people in it was built from them."""
    return {
        (version, scale)
        for built in profiles(session, job)
        if from_json(built.content).people
        for version, scale in built.places.values()
    }
