"""What released surveys say of the conditions people work under, tier by tier, and which is the weakest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns.models import Campaign
from assess.projects.models import CONDITIONS
from scoring.reports.campaign import ALL, KIND
from scoring.results import Estimate, Report
from surveys.versions import instrument_of


@dataclass(frozen=True, slots=True)
class Reading:
    """How people see one condition: the mean of a released group on the scale's own points, from the lowest on.

    ``analysis_id`` is the released Report, ``group`` the group in it ("all" is everybody asked).
    """

    element: str
    mean: Estimate
    low: float
    high: float
    group: str
    analysis_id: int
    title: str

    @property
    def known(self) -> bool:
        """Whether there is a number with a range."""
        return self.mean.value is not None and self.mean.low is not None and self.mean.high is not None


@dataclass(frozen=True, slots=True)
class Weakest:
    """The condition rated lowest, or why none can be named.

    ``status`` is ``named``, ``cannot_tell`` (its range meets that of ``rivals``) or ``unknown`` (fewer than two
    conditions have a number of the same group); ``compared`` says how many had one.
    """

    status: str
    compared: int
    reading: Reading | None = None
    rivals: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Released:
    """The newest released Report of a survey about conditions, and which of its measures is which condition."""

    campaign: Campaign
    analysis: Analysis
    report: Report
    elements: Mapping[str, str]

    @property
    def tier(self) -> str:
        """What everybody asked stands for: a whole position where one job was asked, else the company."""
        return "position" if self.campaign.job else "company"

    def groups(self) -> list[str]:
        """The groups that have a number for any condition, as the Report lists them."""
        rows = self.report.table("scales").rows
        shown = {str(group) for measure, group, _n, mean in rows if str(measure) in self.elements and _told(mean)}
        return [str(row[0]) for row in self.report.table("groups").rows if str(row[0]) in shown]

    def readings(self, group: str = ALL) -> dict[str, Reading]:
        """By condition, what a group says; a withheld number is a reading without one."""
        report, bounds = self.report, dict[str, tuple[float, float]]()
        for name, low, high, *_ in report.table("differences").rows:
            bounds[str(name)] = (float(str(low)), float(str(high)))
        return {
            self.elements[str(name)]: Reading(
                self.elements[str(name)], mean, *bounds[str(name)], group, self.analysis.id, self.campaign.title
            )
            for name, one, _n, mean in report.table("scales").rows
            if one == group and str(name) in self.elements and isinstance(mean, Estimate)
        }


def _told(mean: object) -> bool:
    return isinstance(mean, Estimate) and mean.value is not None


def released(session: Session, job: str) -> list[Released]:
    """Released surveys about conditions that asked this job or everybody, the newest first."""
    query = select(Campaign).where(Campaign.job.in_(("", job))).order_by(Campaign.id.desc())
    found = []
    for campaign in session.scalars(query):
        elements = _elements(session, campaign)
        stored = latest(session, KIND, f"campaign:{campaign.id}") if elements else None
        if stored is not None:
            found.append(Released(campaign, stored, stored.report, elements))
    return found


def reading_of(session: Session, analysis_id: int | None, group: str, element: str) -> Reading | None:
    """What a released Report says of a condition in a group, also after a newer one; None where it says nothing."""
    stored = session.get(Analysis, analysis_id) if analysis_id else None
    if stored is None or stored.kind != KIND:
        return None
    campaign = session.get(Campaign, int(stored.subject.removeprefix("campaign:")))
    if campaign is None:
        return None
    return Released(campaign, stored, stored.report, _elements(session, campaign)).readings(group).get(element)


def _elements(session: Session, campaign: Campaign) -> dict[str, str]:
    """By the words a Report has for a scale, the condition it asks about; empty for other surveys."""
    scales = instrument_of(session, campaign.version.content_hash).scales
    return {scale.label: scale.code for scale in scales if scale.code in CONDITIONS}


def by_tier(found: Sequence[Released], job: str) -> dict[str, dict[str, Reading]]:
    """For each tier what its newest survey says; a survey of everybody also tells of the job where it was a group."""
    tiers: dict[str, dict[str, Reading]] = {}
    for one in found:
        tiers.setdefault(one.tier, one.readings())
        if one.tier == "company" and job in one.groups():
            tiers.setdefault("position", one.readings(job))
    return tiers


def weakest(readings: Iterable[Reading]) -> Weakest:
    """The condition rated lowest, where its range lies wholly below every other's; never across groups or scales."""
    known = [one for one in readings if one.known]
    same = {(one.analysis_id, one.group, one.low, one.high) for one in known}
    if len(known) < 2 or len(same) > 1:
        return Weakest("unknown", len(known))
    lowest = min(known, key=lambda one: (one.mean.value or 0.0, one.element))
    top = lowest.mean.high
    others = (one for one in known if one is not lowest)
    rivals = tuple(one for one in others if one.mean.low is not None and top is not None and one.mean.low <= top)
    return Weakest("cannot_tell" if rivals else "named", len(known), lowest, rivals)


def findings(session: Session, job: str) -> dict[str, str]:
    """By code, whether teams with better conditions have better results, as the newest Report of a job says."""
    stored = latest(session, "conditions", f"job:{job}")
    if stored is None:
        return {}
    table = stored.report.table("conditions")
    return {str(code): str(verdict) for code, verdict in zip(*map(table.column, ("condition", "verdict")), strict=True)}
