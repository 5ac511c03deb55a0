"""Computing what may leave the house of a campaign, and storing it."""

import math
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.campaigns import frames
from assess.campaigns.models import Campaign, CampaignReleasedSet
from assess.campaigns.queries import trends
from assess.jobs.tasks import task
from scoring.groups import differences, group_mean
from scoring.reports import campaign as campaign_report
from scoring.reports.campaign import ALIKE, ALL, Group, Measure
from scoring.results import Estimate, Report
from surveys.anonymity import Cell, GroupTable, Release, ReleasedCell, ReleasedSet, release, thresholds


@task("campaigns.release")
def release_results(session: Session, id: int, actor: str) -> None:
    """Compute what may leave the house, log whose answers stood behind it, and store it as a Report."""
    campaign = session.get_one(Campaign, id)
    found = frames.gathered(session, campaign)
    by_campaign = CampaignReleasedSet.campaign_id == id
    before = session.scalars(select(CampaignReleasedSet).where(by_campaign).order_by(CampaignReleasedSet.id)).all()
    earlier = [ReleasedSet(row.measure, frozenset(row.members)) for row in before]
    inputs = {"answers": found.answers}
    parameters = {"least": campaign.least, "cuts": list(campaign.cuts), "earlier": len(earlier)}
    session.commit()  # the audit takes its time; no lock meanwhile
    tables = frames.tables(found, before, campaign.least)
    let = release(tables, earlier, thresholds(campaign.least))
    report = provenance(_report(found, tables, let), inputs, 0, **parameters)
    known = {(row.measure, row.group, frozenset(row.members)) for row in before}
    for measure, group, members in sorted(_sets(tables, let), key=lambda found: (found[0], found[1])):
        if (measure, group, members) not in known:
            row = CampaignReleasedSet(campaign_id=id, measure=measure, group=group, members=sorted(members))
            session.add(row)
    store(session, report, f"campaign:{id}", actor)
    if campaign.series_id is not None:
        compared, reports = trends(session, campaign.series_id)
        store(session, provenance(compared, {}, 0, reports=reports), f"series:{campaign.series_id}", actor)


def _sets(tables: list[GroupTable], let: Release) -> set[tuple[str, str, frozenset[str]]]:
    """The log of a release with the groups the sets belong to; two groups may have the same members."""
    logged = {(entry.measure, entry.members) for entry in let.log}
    return {
        (measure, cell.group, cell.members)
        for table in tables
        for cell in table.cells
        for measure in (table.measure, f"{table.measure}/distribution")
        if (measure, cell.members) in logged
    }


def _report(found: frames.Gathered, tables: list[GroupTable], let: Release) -> Report:
    cells = {table.measure: {cell.group: cell for cell in table.cells} for table in tables}
    seen = {table.measure: {cell.group: cell for cell in table.cells if cell.shown} for table in let.tables}
    invited = {group.name: group.invited for group in found.groups}
    answers = seen[frames.ANSWERS]
    measures = [measure for measure in found.measures if measure.key != frames.ANSWERS]
    first = [group.name for group in found.groups if group.within == ALL]
    chances = differences(
        {
            m.key: [_said(m.values, cells[m.key][name]) for name in first if name in seen[m.key]]
            for m in measures
            if m.scale
        }
    )
    return campaign_report.report(
        [
            Group(group.name, group.within, group.invited, answers[group.name].n if group.name in answers else None)
            for group in found.groups
        ],
        [
            Measure(
                m.name,
                m.scale,
                m.low,
                m.high,
                {
                    name: _mean(cell, _said(m.values, cells[m.key][name]), invited[name])
                    for name, cell in seen[m.key].items()
                },
                _shares(m, seen[m.key].get(ALL)),
                chances.get(m.key),
            )
            for m in measures
        ],
    )


def _said(values: Mapping[str, float], cell: Cell) -> list[float]:
    return [values[member] for member in sorted(cell.members)]


def _mean(cell: ReleasedCell, said: list[float], invited: int) -> Estimate:
    """The released mean; its range is widened to one decimal like the mean itself, so that neither says more."""
    if cell.mean is None:
        return replace(ALIKE, n=cell.n or 0)
    found = group_mean(said, invited)
    low, high = (found.low, found.high) if found.low is not None and found.high is not None else (cell.mean, cell.mean)
    return replace(found, n=cell.n or 0, value=cell.mean, low=math.floor(low * 10) / 10, high=math.ceil(high * 10) / 10)


def _shares(measure: frames.Measured, cell: ReleasedCell | None) -> tuple[tuple[str, int], ...]:
    if cell is None or cell.shares is None:
        return ()
    return tuple((label, share) for (label, _point), share in zip(measure.points, cell.shares, strict=True))
