"""What a survey that promised anonymity lets be seen of a lever: means of the released groups top and middle."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.campaigns.models import Campaign
from assess.campaigns.queries import reads
from assess.levers.models import Lever
from assess.levers.queries.verdicts import rows
from assess.people.models import Account
from scoring.reports.campaign import KIND
from scoring.results import Cell
from surveys.versions import instrument_of

#: The groups of the coarse cut by standing; what a campaign without that cut released says nothing here.
STANDINGS = ("top", "middle", "others")


@dataclass(frozen=True, slots=True)
class Shown:
    """One question or scale of one campaign: a row a standing, as it was released."""

    campaign: Campaign
    analysis: Analysis
    name: str
    rows: tuple[dict[str, Cell], ...]


def anonymous_displays(session: Session, viewer: Account, lever: Lever) -> list[Shown]:
    """What was released of each anonymous measure of a lever, for those who may read the campaign it is from.

    It is never joined to anything of a person.
    """
    found = []
    for measure in lever.measures:
        number, _colon, key = measure.reference.partition(":")
        campaign = session.get(Campaign, int(number)) if measure.anonymous and number.isdecimal() else None
        analysis = latest(session, KIND, f"campaign:{campaign.id}") if campaign else None
        if campaign is None or analysis is None or not reads(viewer, campaign):
            continue
        name = _name(session, campaign, key)
        means = [row for table in ("scales", "items") for row in rows(analysis.report, table)]
        own = tuple(row for row in means if row["measure"] == name and row["group"] in STANDINGS)
        if own:
            found.append(Shown(campaign, analysis, name, own))
    return found


def _name(session: Session, campaign: Campaign, key: str) -> str:
    """What the Report of the campaign calls a scale or a question."""
    instrument = instrument_of(session, campaign.version.content_hash)
    scales = {scale.code: scale.label for scale in instrument.scales}
    return scales.get(key) or (instrument.items[key].text if key in instrument.items else key)
