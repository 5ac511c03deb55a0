"""Preparing, opening, reminding, closing and discarding campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.campaigns.actions.comments import allow
from assess.campaigns.actions.refusals import NotAllowedNow, TooFewInHouse, TooFewPeople, TooFewToShow
from assess.campaigns.models import Campaign, CampaignAdmissions, CampaignInvitation, CampaignSeries
from assess.campaigns.queries import FEWEST, audience, launch_check
from assess.campaigns.queries.comments import box_of
from assess.jobs.actions import announce, enqueue
from surveys import sessions
from surveys.anonymity import thresholds
from surveys.models import InstrumentVersion
from surveys.moments import now
from surveys.scales import sensitive
from surveys.versions import instrument_of

#: Announced with the id of the campaign: what was said in it stands.
CLOSED = "campaigns.closed"


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a survey comes again, and how many waves there are."""

    every_weeks: int
    waves: int


def draft(
    session: Session,
    actor: str,
    *,
    title: str,
    version: InstrumentVersion,
    job: str,
    cuts: Sequence[str],
    least: int,
    closes_at: datetime,
    kind: str = "other",
    promise: str = "anonymous",
    third_party: bool = False,
    repeat: Repeat | None = None,
) -> Campaign:
    """A campaign nobody has heard of yet; TooFewPeople when its promise could not be kept.

    Where all that is asked is sensitive, ``least`` is what that takes: no number needs fewer answers.
    """
    instrument = instrument_of(session, version.content_hash)
    touchy = sensitive(instrument).issuperset(instrument.items)
    campaign = Campaign(
        title=title, kind=kind, version=version, promise=promise, third_party=third_party, job=job, cuts=list(cuts),
        least=thresholds(least).sensitive if touchy else least, closes_at=closes_at,
    )  # fmt: skip
    _must_hide(campaign, len(audience(session, job)))
    if repeat is not None:
        campaign.series = CampaignSeries(every_weeks=repeat.every_weeks, waves=repeat.waves)
    session.add(campaign)
    session.flush()
    record(session, actor, "campaigns.drafted", f"campaign:{campaign.id}", cuts=list(cuts), least=campaign.least)
    return campaign


def _must_hide(campaign: Campaign, people: int) -> None:
    """Whether so many people can be asked under this promise (methods §10.7)."""
    if people < FEWEST and campaign.promise == "anonymous":
        raise TooFewPeople(people=people, need=FEWEST)
    if people < FEWEST and not campaign.third_party:
        raise TooFewInHouse(people=people, need=FEWEST)
    if people < campaign.least:
        raise TooFewToShow(people=people, need=campaign.least)


def launch(session: Session, actor: str, campaign: Campaign) -> None:
    """Fix who is asked and which groups their answers carry, and ask them; TooFewPeople or NotAllowedNow."""
    _must_be(campaign, "draft")
    check = launch_check(session, campaign)
    _must_hide(campaign, len(check.people))
    session.add_all(
        CampaignInvitation(
            campaign=campaign,
            person=person,
            labels=dict(zip(campaign.cuts, check.carried.labels[person.id], strict=False)),
        )
        for person in check.people
    )
    if campaign.promise == "anonymous":
        session.add(CampaignAdmissions(campaign_id=campaign.id, spent=[]))
    campaign.state, campaign.opened_at = "open", now()
    if campaign.series is not None:
        more = campaign.wave < campaign.series.waves
        campaign.series.next_at = campaign.opened_at + timedelta(weeks=campaign.series.every_weeks) if more else None
    session.flush()
    _mail_everyone(session, campaign)
    record(session, actor, "campaigns.launched", f"campaign:{campaign.id}", invited=len(check.people))


def next_wave(session: Session, actor: str, last: Campaign) -> Campaign:
    """The same survey once more, open for as long as the wave before; asks whoever works here now.

    Raises TooFewPeople when too few are left; the series ends then.
    """
    if last.series is None or last.opened_at is None:
        raise NotAllowedNow(state=last.state)
    last.series.next_at = None
    wave = Campaign(
        title=last.title, kind=last.kind, version=last.version, promise=last.promise, third_party=last.third_party,
        job=last.job, cuts=list(last.cuts), least=last.least, closes_at=now() + (last.closes_at - last.opened_at),
        series=last.series, wave=last.wave + 1,
    )  # fmt: skip
    _must_hide(wave, len(audience(session, wave.job)))
    session.add(wave)
    session.flush()
    if box_of(session, last) is not None:
        allow(session, actor, wave)
    launch(session, actor, wave)
    return wave


def end_series(session: Session, actor: str, campaign: Campaign) -> None:
    """No further waves; the ones there are stay."""
    if campaign.series is None or campaign.series.next_at is None:
        raise NotAllowedNow(state=campaign.state)
    campaign.series.next_at = None
    record(session, actor, "campaigns.series_ended", f"campaign:{campaign.id}", wave=campaign.wave)


def remind(session: Session, actor: str, campaign: Campaign) -> None:
    """Ask once more: under anonymity everyone, for nobody knows who has answered; else those who have not sent theirs.

    Who that is, the worker finds out and tells nobody.
    """
    _must_be(campaign, "open")
    _mail_everyone(session, campaign)
    record(session, actor, "campaigns.reminded", f"campaign:{campaign.id}", mailing=campaign.mailings)


def _mail_everyone(session: Session, campaign: Campaign) -> None:
    campaign.mailings += 1
    enqueue(session, "campaigns.send", id=campaign.id)


def close(session: Session, actor: str, campaign: Campaign) -> None:
    """No more answers; the last trace of who has answered anonymously goes, and what nobody sent is not counted."""
    _must_be(campaign, "open")
    campaign.state = "closed"
    session.execute(update(CampaignAdmissions).where(CampaignAdmissions.campaign_id == campaign.id).values(spent=[]))
    sessions.close(session, campaign.code, now=now())
    record(session, actor, "campaigns.closed", f"campaign:{campaign.id}")
    announce(session, CLOSED, campaign.id)


def discard(session: Session, actor: str, campaign: Campaign) -> None:
    """Throw a draft away."""
    _must_be(campaign, "draft")
    record(session, actor, "campaigns.discarded", f"campaign:{campaign.id}")
    series = campaign.series_id
    session.execute(delete(Campaign).where(Campaign.id == campaign.id))
    if series is not None:
        session.execute(delete(CampaignSeries).where(CampaignSeries.id == series))


def _must_be(campaign: Campaign, state: str) -> None:
    if campaign.state != state:
        raise NotAllowedNow(state=campaign.state)
