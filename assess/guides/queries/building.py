"""What a guide for a job is built from: competencies in the order the evidence proposes, each with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.queries import latest
from assess.guides.queries.jobs import Link, family_of, links
from assess.profiles.models import ProfileVersion
from assess.profiles.queries import approved, newest
from scoring.profile import from_json
from surveys.competencies import Competency, Family, bank
from surveys.models import InstrumentVersion

#: Of these the scorecard is made unless somebody chooses otherwise (methods §6.1: four to seven for an interviewer).
PROPOSED, MOST = 5, 7


@dataclass(frozen=True, slots=True)
class Proposal:
    """A competency with what speaks for asking about it in this job.

    ``weight`` is the share of a profile's weight on scales that measure something like it (None without a profile).
    """

    competency: Competency
    link: Link | None
    weight: float | None
    levers: tuple[str, ...]
    proposed: bool

    @property
    def linked(self) -> bool:
        """Whether the experts on the job link it."""
        return self.link is not None and self.link.status == "linked"


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything a guide can ask about, the most wanted first, and what the order rests on."""

    family: Family
    competencies: tuple[Proposal, ...]
    career: tuple[Proposal, ...]
    analysed: bool
    profile: ProfileVersion | None
    levers_studied: bool


def proposals(session: Session, job: str, family: Family | None = None) -> Proposals:
    """The competencies of a family, ordered by experts' importance, then by a profile's weight, then as usual."""
    family = family or family_of(session, job)
    known = links(session, job)
    profile = approved(session, job) or newest(session, job)
    weights = weights_of(session, profile) if profile else None
    found = [_proposal(one, known, weights, False) for one in family.competencies]
    if known or weights:
        found.sort(key=lambda one: (not one.linked, -_importance(one), -(one.weight or 0.0)))
    wanted = {one.competency.code for one in _wanted(found, bool(known))}
    ordered = [_proposal(one.competency, known, weights, one.competency.code in wanted) for one in found]
    career = next(one for one in bank().families.values() if one.chronological)
    return Proposals(
        family,
        tuple(ordered),
        tuple(_proposal(one, known, weights, False) for one in career.competencies),
        bool(known),
        profile,
        # nothing computes a Report on levers yet: the page says that there is none, and shows the tags
        latest(session, "levers", f"job:{job}") is not None,
    )


def _wanted(found: list[Proposal], analysed: bool) -> list[Proposal]:
    """Those ticked on the page: linked ones where experts were asked, else the first by the order."""
    linked = [one for one in found if one.linked]
    return linked[:MOST] if analysed and linked else found[:PROPOSED]


def _proposal(
    one: Competency, known: Mapping[str, Link], weights: Mapping[str, float] | None, proposed: bool
) -> Proposal:
    names = tuple(bank().levers[code].name for code in one.levers)
    weight = None if weights is None else sum(weights.get(scale, 0.0) for scale in one.scales)
    return Proposal(one, known.get(one.code), weight, names, proposed)


def _importance(one: Proposal) -> float:
    return one.link.importance.value or 0.0 if one.link else 0.0


def weights_of(session: Session, profile: ProfileVersion) -> dict[str, float]:
    """Each scale's share of a profile's weight, by ``"instrument:scale"``."""
    content, places = from_json(profile.content), profile.places
    ids = {version for version, _scale in places.values()}
    rows = session.execute(select(InstrumentVersion.id, InstrumentVersion.code).where(InstrumentVersion.id.in_(ids)))
    codes = {id: code for id, code in rows}
    total = sum(abs(scale.weight) for scale in content.scales) or 1.0
    found: dict[str, float] = {}
    for scale in content.scales:
        if scale.scale in places and scale.weight:
            version, code = places[scale.scale]
            key = f"{codes.get(version, '')}:{code}"
            found[key] = found.get(key, 0.0) + abs(scale.weight) / total
    return found
