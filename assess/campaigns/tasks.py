"""Background work of campaigns: mailing everyone, filing answers without a trace, releasing results."""

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, joinedload

from assess import mail
from assess.access import Holder
from assess.analyses.actions import provenance, store
from assess.audit.actions import SYSTEM
from assess.campaigns import actions, frames
from assess.campaigns.models import Campaign, CampaignInvitation, CampaignReleasedSet
from assess.jobs.tasks import sweep, task
from assess.links.actions import issue
from scoring.groups import differences, group_mean
from scoring.reports import campaign as campaign_report
from scoring.reports.campaign import ALIKE, ALL, Group, Measure
from scoring.results import Estimate, Report
from surveys import anonymous
from surveys.anonymity import Cell, GroupTable, Release, ReleasedCell, ReleasedSet, Thresholds, release
from surveys.models import Pending
from surveys.moments import now

#: A link outlives its campaign, so that whoever comes late reads that it is over, not that the link is wrong.
LATE = timedelta(days=60)


@task("campaigns.send")
def send(session: Session, id: int) -> None:
    """Mail everyone a link of their own; who got this round's mail already is left alone, so it can be repeated."""
    campaign = session.get_one(Campaign, id)
    base = current_app.config["EXEMPLAR"].base_url
    owed = session.scalars(
        select(CampaignInvitation)
        .options(joinedload(CampaignInvitation.person))
        .where(CampaignInvitation.campaign_id == id, CampaignInvitation.mailed < campaign.mailings)
    ).all()
    failure: Exception | None = None
    for invitation in owed:
        token = issue(session, Holder.RESPONDENT, invitation.id, campaign.closes_at - now() + LATE)
        invitation.mailed = campaign.mailings
        try:
            mail.send(str(invitation.person.email), campaign.title, _body(campaign, f"{base}/answer/{token}"))
        except OSError as problem:  # one address that fails must not keep the others waiting
            session.rollback()
            failure = problem
        else:
            session.commit()
    if failure is not None:
        raise failure


def _body(campaign: Campaign, address: str) -> str:
    again = _("Ignore this mail if you have answered: we do not know who has, so it goes to everyone.") + "\n\n"
    body: str = _(
        "%(company)s asks for your answers: %(title)s.\n\n%(again)s"
        "Nobody can link answers to a person, not even us. This link is yours alone, please do not pass it on:\n\n"
        "%(address)s\n\nIt takes a few minutes. The survey closes on %(day)s.\n",
        company=current_app.config["EXEMPLAR"].company,
        title=campaign.title,
        again=again if campaign.mailings > 1 else "",
        address=address,
        day=campaign.closes_at.date().isoformat(),
    )
    return body


@sweep
def file_answers(session: Session) -> None:
    """Close campaigns whose time is over, mix what is pending into the answers, and scrub what the database kept.

    A sweep and no job: a job asked for at each answer would say when it came.
    """
    due = session.scalars(select(Campaign).where(Campaign.state == "open", Campaign.closes_at <= now())).all()
    for campaign in due:
        actions.close(session, SYSTEM, campaign)
    waiting = select(Pending.campaign).distinct()
    touched = session.scalars(select(Campaign).where(Campaign.code.in_(waiting))).all()
    for campaign in touched:
        actions.file_answers(session, campaign, now(), random.SystemRandom())
    session.commit()
    if touched or due:
        bind = session.get_bind()
        anonymous.scrub(bind if isinstance(bind, Engine) else bind.engine)


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
    let = release(tables, earlier, _thresholds(campaign.least))
    report = provenance(_report(found, tables, let), inputs, 0, **parameters)
    known = {(row.measure, row.group, frozenset(row.members)) for row in before}
    for measure, group, members in sorted(_sets(tables, let), key=lambda found: (found[0], found[1])):
        if (measure, group, members) not in known:
            row = CampaignReleasedSet(campaign_id=id, measure=measure, group=group, members=sorted(members))
            session.add(row)
    store(session, report, f"campaign:{id}", actor)


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


def _thresholds(least: int) -> Thresholds:
    return Thresholds(least, max(7, least), max(10, least), max(10, least))


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
    return replace(found, value=cell.mean, low=math.floor(low * 10) / 10, high=math.ceil(high * 10) / 10)


def _shares(measure: frames.Measured, cell: ReleasedCell | None) -> tuple[tuple[str, int], ...]:
    if cell is None or cell.shares is None:
        return ()
    return tuple((label, share) for (label, _point), share in zip(measure.points, cell.shares, strict=True))
