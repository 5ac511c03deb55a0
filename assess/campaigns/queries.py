"""Reading campaigns: who may see what, and what launching one would mean; rows of answers are read nowhere here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assess.access import Role
from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation
from assess.errors import LinkUnknown, NotFound, Refusal
from assess.jobs.queries import newest
from assess.links.models import Link
from assess.people.models import Account, Person
from scoring.results import Estimate, Report
from surveys.anonymity.launch import Carried, carried
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import InstrumentVersion
from surveys.moments import now
from surveys.versions import instrument_of

KIND = "campaign"
MANAGERS = (Role.STUDY_LEAD, Role.HR)
READERS = (*MANAGERS, Role.ENABLEMENT, Role.LEADER, Role.ANALYST)
#: What people can be grouped by, coarsest first.
CUTS = ("location", "segment", "team", "job")

#: Who can see what, as (who, what they see) by the keys of their words; the respondent reads it before answering.
WHO_SEES = tuple((f"campaigns.who.{who}", f"campaigns.sees.{who}") for who in ("leads", "readers", "admins", "outside"))

#: Kinds with few answers, which many people share.
ANONYMOUS = frozenset({"likert", "choice", "number"})


class Over(Refusal):
    """The campaign takes no answers any more."""

    status = 410
    key = "campaigns.over"


class Answered(Refusal):
    """This admission has been used."""

    status = 410
    key = "campaigns.answered"


@dataclass(frozen=True, slots=True)
class Admission:
    """A way in for one answer: the campaign, the coarse groups the answer will carry, and a number for the mark."""

    campaign: Campaign
    instrument: Instrument
    labels: dict[str, str]
    invitation: int


@dataclass(frozen=True, slots=True)
class Plot:
    """One scale of a released Report, ready to be drawn: rows of group, group it is part of, and mean."""

    name: str
    low: float
    high: float
    difference: str
    rows: tuple[tuple[str, str, Estimate], ...]


@dataclass(frozen=True, slots=True)
class LaunchCheck:
    """What launching would mean: who is asked, and which of their groups can and can never be reported."""

    people: Sequence[Person]
    carried: Carried
    groups: tuple[tuple[tuple[str, ...], int], ...]
    unreachable: int


def audience(session: Session, job: str) -> Sequence[Person]:
    """The active people with an address, of one job or of all, by name."""
    return [person for person in _staff(session, job) if person.email]


def _staff(session: Session, job: str) -> Sequence[Person]:
    query = select(Person).options(joinedload(Person.team)).where(Person.status == "active").order_by(Person.name)
    return session.scalars(query.where(Person.job == job) if job else query).all()


def jobs(session: Session) -> Sequence[str]:
    """The jobs people hold."""
    return session.scalars(select(Person.job).where(Person.job != "").distinct().order_by(Person.job)).all()


def launch_check(session: Session, campaign: Campaign) -> LaunchCheck:
    """Who would be asked, and which groups their answers could carry."""
    staff = _staff(session, campaign.job)
    people = [person for person in staff if person.email]
    found = carried({person.id: [_value(person, cut) for cut in campaign.cuts] for person in people}, campaign.least)
    sizes: dict[tuple[str, ...], int] = {}
    for labels in found.labels.values():
        for depth in range(1, len(labels) + 1):
            sizes[labels[:depth]] = sizes.get(labels[:depth], 0) + 1
    return LaunchCheck(people, found, tuple(sorted(sizes.items())), len(staff) - len(people))


def _value(person: Person, cut: str) -> str:
    if cut == "team":
        return person.team.name if person.team else ""
    return str(getattr(person, cut))


def instruments(session: Session) -> list[Instrument]:
    """What can be asked: shipped and published instruments meant for surveys, of kinds that give nobody away.

    Words and files of one's own name their writer; an order of eight things or a place on a fine line is one of
    thousands, and may be told among few.
    """
    published = [instrument_of(session, found) for found in session.scalars(select(InstrumentVersion.content_hash))]
    known = {one.content_hash: one for one in (*library().values(), *published)}
    fit = [
        one
        for one in known.values()
        if "survey" in one.uses and all(item.kind in ANONYMOUS for item in one.items.values())
    ]
    return sorted(fit, key=lambda one: (one.title, one.content_hash))


def campaigns(session: Session, viewer: Account) -> Sequence[Campaign]:
    """The campaigns a viewer may know of, newest first: all, or those with released results."""
    query = select(Campaign).order_by(Campaign.id.desc())
    if not viewer.role_names & set(MANAGERS):
        released = select(Analysis.subject).where(Analysis.kind == KIND)
        query = query.where(("campaign:" + func.cast(Campaign.id, Analysis.subject.type)).in_(released))
    return session.scalars(query).all()


def campaign(session: Session, viewer: Account, id: int) -> Campaign:
    """A campaign for those who manage it; NotFound."""
    found = session.get(Campaign, id)
    if found is None or not viewer.role_names & set(MANAGERS):
        raise NotFound
    return found


def results(session: Session, viewer: Account, id: int) -> tuple[Campaign, Analysis]:
    """A campaign's newest released Report; NotFound while none is released."""
    found = session.get(Campaign, id)
    analysis = latest(session, KIND, f"campaign:{id}")
    if found is None or analysis is None or not viewer.role_names & set(READERS):
        raise NotFound
    return found, analysis


def released(session: Session, campaign: Campaign) -> Analysis | None:
    """The newest released Report of a campaign."""
    return latest(session, KIND, f"campaign:{campaign.id}")


def releasing(session: Session, campaign: Campaign) -> str:
    """How the release last asked for goes: ``"waiting"``, ``"running"``, ``"failed"``, or empty."""
    job = newest(session, "campaigns.release")
    return job.state if job is not None and job.arguments["id"] == campaign.id and job.state != "done" else ""


def invited(session: Session, campaign: Campaign) -> int:
    """How many people were asked."""
    query = select(func.count()).select_from(CampaignInvitation).where(CampaignInvitation.campaign_id == campaign.id)
    return session.scalar(query) or 0


def mailed(session: Session, campaign: Campaign) -> int:
    """How many got the latest mail."""
    query = select(func.count()).select_from(CampaignInvitation)
    return (
        session.scalar(
            query.where(CampaignInvitation.campaign_id == campaign.id, CampaignInvitation.mailed >= campaign.mailings)
        )
        or 0
    )


def opened(session: Session, link: Link) -> Admission:
    """What a respondent's link opens, spent or not; LinkUnknown, or Over once the campaign takes no answers."""
    invitation = session.get(CampaignInvitation, link.target, options=[joinedload(CampaignInvitation.campaign)])
    if invitation is None:
        raise LinkUnknown
    return admission(session, invitation)


def admission(session: Session, invitation: CampaignInvitation) -> Admission:
    """The way in of one invitation; Over once the campaign takes no answers."""
    campaign = invitation.campaign
    if campaign.state != "open" or campaign.closes_at <= now():
        raise Over(title=campaign.title)
    instrument = instrument_of(session, campaign.version.content_hash)
    return Admission(campaign, instrument, dict(invitation.labels), invitation.id)


def is_spent(session: Session, admission: Admission, mark: str) -> bool:
    """Whether this admission's mark is among the spent ones."""
    spent = session.scalar(
        select(CampaignAdmissions.spent).where(CampaignAdmissions.campaign_id == admission.campaign.id)
    )
    return mark in (spent or ())


def plots(report: Report) -> list[Plot]:
    """The scales of a released Report with their groups; fine groups follow the one they are part of."""
    within = dict(zip(report.table("groups").column("group"), report.table("groups").column("within"), strict=True))
    rows = report.table("scales").rows
    return [
        Plot(
            str(name),
            float(str(low)),
            float(str(high)),
            str(difference),
            tuple(
                (str(group), str(within[group] or ""), mean)
                for measure, group, _n, mean in rows
                if measure == name and isinstance(mean, Estimate)
            ),
        )
        for name, low, high, difference, _chance in report.table("differences").rows
    ]
