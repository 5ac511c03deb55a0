"""Computing what may leave the house of a campaign, and storing it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import stdev

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.campaigns import frames
from assess.campaigns.models import Campaign, CampaignReleasedSet
from assess.campaigns.queries import trends
from assess.campaigns.queries import waves as series_of
from assess.campaigns.tasks import tabling
from assess.campaigns.tasks.tabling import Waves
from assess.jobs.tasks import task
from scoring.groups import differences, group_mean
from scoring.reports import campaign as campaign_report
from scoring.reports.campaign import ALIKE, ALL, Group, Measure, Pooled
from scoring.results import Estimate, Report
from surveys.anonymity import (
    Cell,
    GroupTable,
    People,
    Release,
    ReleasedCell,
    ReleasedSet,
    Thresholds,
    release,
    respondent,
    thresholds,
)


class ReleasedMeanwhile(Exception):
    """Something was let out while a release was judged; the job begins anew."""


@task("campaigns.release")
def release_results(session: Session, id: int, actor: str) -> None:
    """Compute what may leave the house, log whose answers stood behind it, and store it as a Report."""
    campaign = session.get_one(Campaign, id)
    series = series_of(session, campaign.series_id) if campaign.series_id else [campaign]
    held = [one for one in series if one.wave <= campaign.wave]
    waves = Waves(
        campaign.wave,
        {one.wave: frames.gathered(session, one) for one in held},
        frozenset(one.wave for one in held if frames.is_whole(session, one)),
        campaign.promise == "confidential",
    )
    before = {one.wave: _released(session, one) for one in series}
    limits = thresholds(campaign.least)
    earlier = [
        ReleasedSet(row.measure, tabling.members(row, wave)) for wave, row in tabling.linked(waves, before, limits)
    ]
    known = {(row.measure, row.group, tabling.members(row, campaign.wave)) for row in before[campaign.wave]}
    inputs = {"answers": waves.found.answers}
    parameters = {"least": campaign.least, "cuts": list(campaign.cuts), "earlier": len(earlier)}
    tables = tabling.tables(waves, before[campaign.wave], limits)
    session.commit()  # the audit takes its time; no lock meanwhile
    let = release(tables, earlier, limits, People(waves=len(waves.gathered) > 1, known=waves.known))
    _must_stand(session, series, before)
    report = provenance(_report(waves, tables, let, limits), inputs, 0, **parameters, whole=sorted(waves.whole))
    pools = {tabling.cell(pool) for pool in waves.all_pools(limits)}
    for measure, group, behind in sorted(_sets(tables, let) - known, key=lambda found: (found[0], found[1])):
        pooled = group in pools
        ids = sorted(behind if pooled else map(respondent, behind))
        session.add(CampaignReleasedSet(campaign_id=id, measure=measure, group=group, members=ids, pooled=pooled))
    store(session, report, f"campaign:{id}", actor)
    if campaign.series_id is not None:
        compared, reports = trends(session, campaign.series_id)
        store(session, provenance(compared, {}, 0, reports=reports), f"series:{campaign.series_id}", actor)


def _must_stand(
    session: Session, series: Sequence[Campaign], before: Mapping[int, Sequence[CampaignReleasedSet]]
) -> None:
    """Another worker may have released a wave of the series meanwhile: the two were not judged together."""
    session.scalars(select(Campaign.id).where(Campaign.id.in_([one.id for one in series])).with_for_update()).all()
    if any(len(_released(session, one)) > len(before[one.wave]) for one in series):
        raise ReleasedMeanwhile


def _released(session: Session, campaign: Campaign) -> Sequence[CampaignReleasedSet]:
    query = select(CampaignReleasedSet).where(CampaignReleasedSet.campaign_id == campaign.id)
    return session.scalars(query.order_by(CampaignReleasedSet.id)).all()


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


def _report(waves: Waves, tables: list[GroupTable], let: Release, limits: Thresholds) -> Report:
    found = waves.found
    cells = {table.measure: {cell.group: cell for cell in table.cells} for table in tables}
    seen = {table.measure: {cell.group: cell for cell in table.cells if cell.shown} for table in let.tables}
    invited = {group.name: group.invited for group in found.groups}
    names = {group.path: group.name for group in found.groups}
    pools = [
        (tabling.cell(pool), names.get(pool.group, frames.named(pool.group)), pool.waves, len(waves.asked(pool)))
        for pool in waves.all_pools(limits)
    ]
    answers = seen[frames.ANSWERS]
    measures = [measure for measure in found.measures if measure.key != frames.ANSWERS]
    spreads = {
        m.key: _spread(m, _said(m.values, cells[m.key][ALL]) if ALL in seen[m.key] else [], limits) for m in measures
    }
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
                    name: _mean(cell, _said(m.values, cells[m.key][name]), invited[name], spreads[m.key], limits)
                    for name, cell in seen[m.key].items()
                    if name in invited
                },
                _shares(m, seen[m.key].get(ALL)),
                chances.get(m.key),
                tuple(
                    Pooled(
                        group,
                        numbers,
                        _mean(
                            shown, _said(waves.values(m.key), cells[m.key][key]), asked, spreads[m.key], limits, shown.n
                        ),
                    )
                    for key, group, numbers, asked in pools
                    if (shown := seen[m.key].get(key)) is not None
                ),
            )
            for m in measures
        ],
    )


def _said(values: Mapping[str, float], cell: Cell) -> list[float]:
    return [values[member] for member in sorted(cell.members)]


def _spread(measure: frames.Measured, everyone: Sequence[float], limits: Thresholds) -> float:
    """How far answers lie apart, for groups too small to show how theirs do: as all, or of few as far as they can."""
    return stdev(everyone) if len(everyone) >= limits.distribution else (measure.high - measure.low) / 2


def _mean(
    cell: ReleasedCell, said: list[float], invited: int, spread: float, limits: Thresholds, people: int | None = None
) -> Estimate:
    """The released mean; its range is widened to one decimal like the mean itself, so that neither says more.

    Of five answers the mean and their own spread would tell all five.
    """
    if cell.mean is None:
        return replace(ALIKE, n=cell.n or 0)
    few = (people or len(said)) < limits.distribution
    found = group_mean(said, invited, people=people, spread=spread if few else None)
    low, high = (found.low, found.high) if found.low is not None and found.high is not None else (cell.mean, cell.mean)
    return replace(found, n=cell.n or 0, value=cell.mean, low=math.floor(low * 10) / 10, high=math.ceil(high * 10) / 10)


def _shares(measure: frames.Measured, cell: ReleasedCell | None) -> tuple[tuple[str, int], ...]:
    if cell is None or cell.shares is None:
        return ()
    return tuple((label, share) for (label, _point), share in zip(measure.points, cell.shares, strict=True))
