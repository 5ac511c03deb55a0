"""Evidence as a viewer may read it: who spoke for the study role alone, units for coders, grades for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from assess.access import Role
from assess.analyses.queries import latest
from assess.campaigns.models.themes import Theme
from assess.campaigns.queries import outside
from assess.campaigns.queries.comments import ideas
from assess.errors import NotFound
from assess.levers.models import EvidenceCode, EvidenceUnit, Lever, Meeting, Speaker, SpeakerIdentity
from assess.levers.queries.beliefs import KIND
from assess.levers.queries.registry import levers
from assess.paging import Slice, selected
from assess.people.models import Account, Person
from assess.performance.queries import subject
from assess.performance.queries.screening import rows
from scoring.agreement import krippendorff
from scoring.levers.results import SUPPORTED
from scoring.results import Estimate

#: Agreement of coders from which codes are relied on, or with caution (methods §11.2; Krippendorff 2004).
AGREED, TENTATIVE = 0.80, 0.667
#: So few units are all coded twice; of more, this share.
ALL_BELOW, SHARE = 60, 0.20
#: Of fewer speakers their number is not told: with a small group it would tell who.
FEWEST = 5


@dataclass(slots=True)
class Grade:
    """What people said and showed of one lever, apart from any verdict (methods §11.4)."""

    lever: Lever
    units: int = 0
    examples: int = 0
    traces: int = 0
    sources: set[tuple[str, int]] = field(default_factory=set)
    supported: bool = False

    @property
    def letter(self) -> str:
        """A to D; empty without evidence."""
        if not self.units:
            return ""
        if not self.examples:
            return "D"
        if self.traces and len(self.sources) >= 2 and self.supported:
            return "A"
        return "B" if self.traces or len(self.sources) >= 2 else "C"


@dataclass(frozen=True, slots=True)
class Coding:
    """How far coding is: units, those coded by two or more, those that must be, and how far the coders agree."""

    units: int
    twice: int
    wanted: int
    alpha: Estimate | None

    @property
    def state(self) -> str:
        """``none``, ``few`` (too few coded twice), ``agreed``, ``tentative`` or ``recode``."""
        if not self.units:
            return "none"
        if self.twice < self.wanted or self.alpha is None or self.alpha.value is None:
            return "few"
        value = self.alpha.value
        return "agreed" if value >= AGREED else "tentative" if value >= TENTATIVE else "recode"


def meetings(session: Session, job: str, page: int) -> tuple[Slice[Meeting], dict[int, int]]:
    """A page of the meetings of a job, newest first, and by meeting its number of units; for the study role."""
    total = session.scalar(select(func.count()).where(Meeting.job == job)) or 0
    query = select(Meeting).where(Meeting.job == job).order_by(Meeting.day.desc(), Meeting.id.desc())
    found = selected(session, query, total, page)
    count = select(EvidenceUnit.meeting_id, func.count()).group_by(EvidenceUnit.meeting_id)
    counts = session.execute(count.where(EvidenceUnit.meeting_id.in_([one.id for one in found.rows])))
    return found, {id: number for id, number in counts}


def meeting(session: Session, viewer: Account, id: int) -> Meeting:
    """One meeting, for who may know who was there; NotFound."""
    query = select(Meeting).where(Meeting.id == id)
    found = session.scalar(query.options(selectinload(Meeting.speakers), selectinload(Meeting.units)))
    if found is None or not knows(viewer, found):
        raise NotFound
    return found


def knows(viewer: Account, one: Meeting) -> bool:
    """Whether a viewer may know who spoke: of a third party's who is outside alone, else the company's study role."""
    return outside(viewer) if one.third_party else Role.STUDY_LEAD in viewer.role_names


def identities(session: Session, viewer: Account, one: Meeting) -> dict[int, Person]:
    """By speaker, who it is; NotFound for whoever may not know."""
    if not knows(viewer, one):
        raise NotFound
    query = select(SpeakerIdentity.speaker_id, Person).join(Person, Person.id == SpeakerIdentity.person_id)
    mine = query.join(Speaker, Speaker.id == SpeakerIdentity.speaker_id).where(Speaker.meeting_id == one.id)
    return {speaker: person for speaker, person in session.execute(mine)}


def untold(session: Session, job: str) -> list[Theme]:
    """Ideas told to the standing question that nobody had coded for a job yet."""
    taken = select(EvidenceUnit.theme_id).join(Meeting).where(Meeting.job == job, EvidenceUnit.theme_id.is_not(None))
    there = set(session.scalars(taken))
    return [one for one in ideas(session) if one.id not in there]


def next_unit(session: Session, viewer: Account, job: str) -> tuple[EvidenceUnit | None, int, int]:
    """A unit of a job this viewer has not coded, how many they have, and how many there are.

    Units come in an order of their texts, which tells neither meeting nor speaker.
    """
    units = select(EvidenceUnit).join(Meeting).where(Meeting.job == job)
    mine = select(EvidenceCode.unit_id).where(EvidenceCode.coder == viewer.pseudonym)
    left = units.where(EvidenceUnit.id.not_in(mine)).order_by(func.length(EvidenceUnit.text), EvidenceUnit.text)
    total = session.scalar(select(func.count()).select_from(units.subquery())) or 0
    waiting = session.scalar(select(func.count()).select_from(left.order_by(None).subquery())) or 0
    return session.scalar(left.limit(1)), total - waiting, total


def unit(session: Session, id: int) -> EvidenceUnit:
    """One unit; NotFound."""
    found = session.get(EvidenceUnit, id)
    if found is None:
        raise NotFound
    return found


def coded(session: Session, job: str) -> tuple[Coding, list[Grade]]:
    """How far coding is, and what the evidence for each hypothesis is worth, whatever its verdict."""
    query = select(EvidenceUnit).join(Meeting).where(Meeting.job == job).options(selectinload(EvidenceUnit.codes))
    units = session.scalars(query.order_by(EvidenceUnit.id)).all()
    every = levers(session, job)
    supported = _supported(session, job)
    grades = {one.id: Grade(one, supported=one.code in supported) for one in every}
    for one in units:
        said = {each.lever_id for each in one.codes}
        # a unit its coders see differently counts for nothing until they agree
        if len(said) == 1 and (id := said.pop()) is not None:
            grade = grades[id]
            grade.units += 1
            grade.examples += one.example
            grade.traces += bool(one.trace)
            grade.sources.add(("speaker", one.speaker_id) if one.speaker_id else ("meeting", one.meeting_id))
    twice = sum(len(one.codes) >= 2 for one in units)
    wanted = len(units) if len(units) < ALL_BELOW else -(-len(units) // round(1 / SHARE))
    return Coding(len(units), twice, wanted, _alpha(units)), list(grades.values())


def _alpha(units: Sequence[EvidenceUnit]) -> Estimate | None:
    coders = sorted({each.coder for one in units for each in one.codes})
    given: list[dict[str, int]] = [{each.coder: each.lever_id or 0 for each in one.codes} for one in units]
    table = [[float(row[coder]) if coder in row else float("nan") for coder in coders] for row in given if row]
    return krippendorff(table, "nominal") if len(coders) > 1 else None


def _supported(session: Session, job: str) -> set[str]:
    analysis = latest(session, KIND, subject(job))
    verdicts = rows(analysis.report, "verdicts") if analysis else []
    return {str(row["lever"]) for row in verdicts if row["verdict"] in {one.value for one in SUPPORTED}}
