"""Keeping what people said and showed: meetings, who spoke, units of evidence without names, and their codes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.models.themes import Theme
from assess.campaigns.queries.comments import directory
from assess.errors import Refusal
from assess.levers.models import EvidenceCode, EvidenceUnit, Lever, Meeting, Speaker, SpeakerIdentity
from assess.people.models import Person
from assess.performance.queries import tiers_of
from assess.performance.queries.screening import replicable_group
from surveys.moments import now
from surveys.scrubbing import scrubbed

#: What of a unit is free text, and so is kept without names.
TEXTS = ("text", "situation", "action", "result", "trace")


class NoTiers(Refusal):
    """Whom to listen to is read from tiers that are stored, not chosen by hand."""

    status: ClassVar[int] = 409
    key = "levers.no_tiers"


class NotStudied(Refusal):
    """Only people of the stored tiers take part."""

    status: ClassVar[int] = 422
    key = "levers.not_studied"


class NotOfThisJob(Refusal):
    """Evidence is coded to hypotheses of its own job."""

    status: ClassVar[int] = 422
    key = "levers.not_of_this_job"


def hold(
    session: Session, actor: str, job: str, kind: str, title: str, day: date, purpose: str = "", *,
    third_party: bool = False,
) -> Meeting:  # fmt: skip
    """Keep that a meeting was held, tied to the tiers as they stand now; raises NoTiers."""
    analysis = tiers_of(session, job)
    if analysis is None:
        raise NoTiers
    made = Meeting(
        job=job, kind=kind, title=title, day=day, purpose=purpose, third_party=third_party, analysis_id=analysis.id,
        made_by=actor,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, actor, "levers.meeting_held", f"meeting:{made.id}", kind=kind, analysis=analysis.id)
    return made


def seat(session: Session, actor: str, meeting: Meeting, codes: Sequence[str]) -> list[Speaker]:
    """Give people of the meeting's tiers a number under which they speak; who is seated already keeps theirs.

    Raises NotStudied, with the codes that are not in those tiers.
    """
    if meeting.analysis is None:
        raise NoTiers
    groups = replicable_group(session, meeting.job, meeting.analysis.report)
    people = {one.code: one for one in session.scalars(select(Person).where(Person.code.in_(codes)))}
    if strangers := [code for code in codes if code not in groups or code not in people]:
        raise NotStudied(codes=", ".join(strangers[:5]))
    mine = select(SpeakerIdentity.person_id).join(Speaker).where(Speaker.meeting_id == meeting.id)
    there = set(session.scalars(mine))
    last = session.scalar(select(func.max(Speaker.number)).where(Speaker.meeting_id == meeting.id)) or 0
    made: list[Speaker] = []
    for code in dict.fromkeys(codes):
        if people[code].id in there:
            continue
        speaker = Speaker(meeting_id=meeting.id, number=last + len(made) + 1, standing=groups[code])
        session.add(speaker)
        session.flush()
        session.add(SpeakerIdentity(speaker_id=speaker.id, person_id=people[code].id))
        made.append(speaker)
    session.flush()
    session.refresh(meeting, ["speakers"])
    # how many, not who: the trail is read by others
    record(session, actor, "levers.speakers_seated", f"meeting:{meeting.id}", speakers=len(made))
    return made


def take_up(session: Session, actor: str, job: str, idea: Theme, title: str) -> EvidenceUnit:
    """Have an idea told to the standing question coded for a job, beside those taken up before; raises NoTiers.

    ``title`` is of the meeting they stand under, where it is the first.
    """
    query = select(Meeting).join(EvidenceUnit).where(Meeting.job == job, EvidenceUnit.theme_id.is_not(None))
    under = session.scalars(query).first() or hold(session, actor, job, "survey", title, now().date())
    there = session.scalar(
        select(EvidenceUnit).where(EvidenceUnit.meeting_id == under.id, EvidenceUnit.theme_id == idea.id)
    )
    return there or note(session, actor, under, {"kind": "summary", "text": idea.paraphrase}, None, idea.id)


def note(
    session: Session, actor: str, meeting: Meeting, said: Mapping[str, str], speaker: int | None,
    theme: int | None = None,
) -> EvidenceUnit:  # fmt: skip
    """Keep one thing somebody told or showed, with names, addresses and figures of money taken out before storage.

    Raises NotStudied for a number nobody at this meeting has.
    """
    if speaker is not None and speaker not in {one.id for one in meeting.speakers}:
        raise NotStudied(codes=str(speaker))
    names = directory(session)
    last = session.scalar(select(func.max(EvidenceUnit.number)).where(EvidenceUnit.meeting_id == meeting.id)) or 0
    clean = {key: scrubbed(said.get(key, ""), names).text for key in TEXTS}
    made = EvidenceUnit(
        meeting_id=meeting.id, number=last + 1, speaker_id=speaker, kind=said["kind"], stage=said.get("stage", ""),
        theme_id=theme, made_by=actor, **clean,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, actor, "levers.evidence_kept", f"evidence:{made.id}", meeting=meeting.id)
    return made


def code(session: Session, actor: str, unit: EvidenceUnit, lever: Lever | None) -> EvidenceCode:
    """Say which lever a unit is about, or that it is about none; a coder's second word takes the place of the first.

    Raises NotOfThisJob.
    """
    if lever is not None and lever.job != unit.meeting.job:
        raise NotOfThisJob
    query = select(EvidenceCode).where(EvidenceCode.unit_id == unit.id, EvidenceCode.coder == actor)
    made = session.scalar(query.with_for_update())
    if made is None:
        made = EvidenceCode(unit_id=unit.id, coder=actor)
        session.add(made)
    made.lever_id, made.coded_at = lever.id if lever else None, now()
    session.flush()
    record(session, actor, "levers.evidence_coded", f"evidence:{unit.id}")
    return made
