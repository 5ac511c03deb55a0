"""One group of a released Report beside everyone, for whoever leads it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.campaigns.models import Campaign
from assess.campaigns.queries.campaigns import results
from assess.campaigns.queries.plots import Plot, plots
from assess.errors import Conflict
from assess.people.models import Account
from scoring.reports.campaign import ALL, WITHHELD
from scoring.results import Estimate, Report


class NotShown(Conflict):
    """Nothing of this group may leave: too small, subtracted from, unknown or empty, in the same words."""

    key = "campaigns.not_shown"


@dataclass(frozen=True, slots=True)
class Beside:
    """A scale with what a group and everyone say; ``waves`` where the group is shown over several only."""

    scale: Plot
    own: Estimate
    everyone: Estimate
    waves: str = ""


def group(session: Session, viewer: Account, id: int, name: str) -> tuple[Campaign, Analysis, list[Beside]]:
    """What was released of one group; NotShown whatever the reason is that nothing was, NotFound as ``results``."""
    found, analysis = results(session, viewer, id)
    rows = [one for plot in plots(analysis.report) for one in _beside(analysis.report, plot, name)]
    if not rows:
        raise NotShown
    return found, analysis, rows


def _beside(report: Report, plot: Plot, name: str) -> list[Beside]:
    means = {group: mean for group, _within, mean in plot.rows}
    everyone = means.get(ALL, WITHHELD)
    own = means.get(name, WITHHELD)
    if own.n:
        return [Beside(plot, own, everyone)]
    many = [row for table in report.tables if table.key == "pooled" for row in table.rows]
    return [
        Beside(plot, mean, everyone, str(waves))
        for measure, group, waves, _n, mean in many
        if (measure, group) == (plot.name, name) and isinstance(mean, Estimate)
    ]
