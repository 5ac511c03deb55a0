"""Saying which scales may enter a profile, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.profiles.models import ProfileScale
from assess.profiles.queries import fixed_scales, job_links, settings
from surveys.moments import now

#: Rows in one statement: a database takes only so many values at once.
AT_ONCE = 5_000


class ScaleFixed(Conflict):
    """Results of this scale have been seen; its direction cannot be chosen any more."""

    key = "profiles.scale_fixed"


class NotCalledFor(Conflict):
    """Experts on the job were asked, and do not call for this competency."""

    key = "profiles.not_called_for"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the analyst says of a scale; direction 0 leaves it out, a ``competency`` ties it to the job analysis."""

    version_id: int
    scale: str
    direction: int
    job_related: bool
    reason: str = ""
    competency: str = ""


def set_scales(session: Session, actor: str, job: str, choices: Sequence[Choice]) -> int:
    """Keep what the job analysis says of each scale; returns how many changed.

    ScaleFixed once results were seen; NotCalledFor where experts were asked and the competency is none of theirs.
    """
    asked = job_links(session, job)
    known = {(setting.version_id, setting.scale): setting for setting in settings(session, job)}
    fixed, changed = fixed_scales(session, job), 0
    for choice in choices:
        place = (choice.version_id, choice.scale)
        setting = known.get(place)
        before = _said(setting)
        after = (choice.direction, choice.job_related, choice.reason.strip(), choice.competency)
        after = after if choice.direction else _said(None)
        if before == after:
            continue
        if place in fixed:
            raise ScaleFixed(scale=choice.scale)
        if choice.competency and (asked is None or choice.competency not in asked.competencies):
            raise NotCalledFor(scale=choice.scale)
        changed += 1
        if setting is not None and not choice.direction:
            session.delete(setting)
        else:
            setting = setting or ProfileScale(job=job, version_id=choice.version_id, scale=choice.scale)
            setting.direction, setting.job_related, setting.reason, setting.competency = after
            setting.job_analysis_id = asked.analysis.id if asked and choice.competency else None
            setting.set_by, setting.set_at = actor, now()
            session.add(setting)
        record(
            session, actor, "profiles.scale_set", f"version:{choice.version_id}", job=job, scale=choice.scale,
            direction=choice.direction, job_related=after[1], competency=after[3],
        )  # fmt: skip
    session.flush()
    return changed


def _said(setting: ProfileScale | None) -> tuple[int, bool, str, str]:
    if setting is None:
        return 0, False, "", ""
    return setting.direction, setting.job_related, setting.reason, setting.competency
