"""The scales of a released Report, ready to be drawn."""

from dataclasses import dataclass

from flask_babel import gettext as _

from assess.campaigns.models import Campaign
from assess.campaigns.queries.audience import STANDINGS
from assess.phrases import phrase
from scoring.reports.campaign import ALL
from scoring.results import Estimate, Report


@dataclass(frozen=True, slots=True)
class Plot:
    """One scale of a released Report, ready to be drawn: rows of group, group it is part of, and mean."""

    name: str
    low: float
    high: float
    difference: str
    rows: tuple[tuple[str, str, Estimate], ...]


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


def named(campaign: Campaign) -> dict[str, str]:
    """Words for groups whose names are codes: everyone, and the standings where a campaign is cut by them."""
    names = {ALL: str(_("Everyone"))}
    if "standing" in campaign.cuts:
        names |= {code: phrase(f"campaigns.standing.{code}") for code in STANDINGS}
    return names
