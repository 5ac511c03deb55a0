"""The waves of a series: what was released of each, and which groups may be compared."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns.models import Campaign, CampaignInvitation
from assess.campaigns.queries.audience import least_by_scale
from assess.campaigns.queries.campaigns import KIND, reads
from assess.errors import NotFound
from assess.people.models import Account
from scoring.reports import waves as waves_report
from scoring.reports.campaign import ALL
from scoring.results import Estimate, Report
from surveys.anonymity import comparable


def waves(session: Session, series: int) -> Sequence[Campaign]:
    """The campaigns of a series, the first wave first."""
    return session.scalars(select(Campaign).where(Campaign.series_id == series).order_by(Campaign.wave)).all()


def trends(session: Session, series: int) -> tuple[Report, list[str]]:
    """What the released Reports of a series say together, and the hashes of their inputs.

    Nothing but what they hold is used. Groups are compared by who was asked: under anonymity nobody knows who answered.
    """
    found = [(wave, report) for wave in waves(session, series) if (report := latest(session, KIND, subject(wave)))]
    shown = [waves_report.Wave(wave.wave, _means(analysis.report)) for wave, analysis in found]
    asked = [_asked(session, wave) for wave, _analysis in found]
    last_two = {len(asked) - 2, len(asked) - 1}
    needed = least_by_scale(session, found[-1][0]) if found else {}
    groups = set(asked[-2]) & set(asked[-1]) if len(asked) > 1 else set()
    steady = {
        (scale, one)
        for one in groups
        for scale, k in needed.items()
        if last_two <= {*comparable([by.get(one, frozenset()) for by in asked], k)}
    }
    return waves_report.report(shown, steady), [analysis.inputs_hash for _wave, analysis in found]


def subject(campaign: Campaign) -> str:
    """What the Report of a campaign is about."""
    return f"campaign:{campaign.id}"


def _means(report: Report) -> dict[tuple[str, str], Estimate]:
    return {
        (str(measure), str(group)): mean
        for measure, group, _n, mean in report.table("scales").rows
        if isinstance(mean, Estimate)
    }


def _asked(session: Session, campaign: Campaign) -> dict[str, frozenset[str]]:
    """Who was asked in each group, by the path of labels as Reports name it and by its last part."""
    query = select(CampaignInvitation.person_id, CampaignInvitation.labels)
    groups: dict[str, set[str]] = {}
    for person, labels in session.execute(query.where(CampaignInvitation.campaign_id == campaign.id)).all():
        path = [labels[cut] for cut in campaign.cuts if cut in labels]
        named = {ALL, *(" · ".join(path[:depth]) for depth in range(1, len(path) + 1)), *path}
        for name in named:
            groups.setdefault(name, set()).add(str(person))
    return {name: frozenset(people) for name, people in groups.items()}


def trend(session: Session, viewer: Account, id: int) -> tuple[Campaign, Analysis]:
    """The waves of the series a campaign belongs to, compared; NotFound before anything is released."""
    found = session.get(Campaign, id)
    if found is None or found.series_id is None or not reads(viewer, found):
        raise NotFound
    analysis = latest(session, waves_report.KIND, f"series:{found.series_id}")
    if analysis is None:
        raise NotFound
    return found, analysis
