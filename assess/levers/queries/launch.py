"""What the hypotheses of a job could show before the data are opened, and what stands in their way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.levers.models import Belief, Lever
from assess.levers.queries.measures import contamination, criterion, doubts, twins
from assess.levers.queries.registry import levers
from assess.performance.models import Rating
from assess.power.queries import Known, helps, known
from scoring.holdout import LEAST_PEOPLE, LEAST_TEAMS, SHARE
from scoring.power import Correlation, Teams, detectable, reliability
from scoring.reports.power import report
from scoring.results import Report

#: The smallest effects worth planning for: of one person's levers, and of conditions of teams (methods §3.8, §16.2).
EFFECT, EFFECT_OF_TEAMS = 0.20, 0.25
#: What an effect of that size has to show in the teams kept apart, one-sided at 5 % (methods §3.8).
REPLICATED, ONE_SIDED = 0.25, 0.10
#: Share of one period's differences that lasts, where no tiers tell; and what is left between teams of one condition.
ICC, ICC_OF_TEAMS = 0.45, 0.10


@dataclass(frozen=True, slots=True)
class Family:
    """Hypotheses that are judged together, and the smallest effect that can be relied on; None where there is none."""

    family: str
    tier: str
    hypotheses: int
    least: float | None


@dataclass(frozen=True, slots=True)
class Launch:
    """What is known before the data are opened.

    ``holdout_people`` and ``holdout_teams`` are 0 where nothing would be kept apart, ``replication`` the chance that an
    effect of ``REPLICATED`` shows there; ``plan`` is the Report of the largest family, ``conditions`` that of
    conditions, None without any.
    """

    job: str
    people: int
    teams: int
    reliability: float
    measured_reliability: bool
    families: Sequence[Family]
    plan: Report
    conditions: Report | None
    holdout_teams: int
    holdout_people: int
    holdout_reason: str
    replication: float | None
    levers: Sequence[Lever]
    doubts: dict[int, list[str]]
    twins: Sequence[tuple[Lever, Lever]]
    beliefs: int

    @property
    def least(self) -> float | None:
        """The smallest correlation the largest family can be relied on to find."""
        return self.families[0].least if self.families else None

    @property
    def helps(self) -> list[str]:
        """What would help, as sentences."""
        return helps(self.plan)

    @property
    def costs(self) -> Counter[str]:
        """How many hypotheses each doubt concerns."""
        return Counter(code for found in self.doubts.values() for code in found)


def launch(session: Session, job: str) -> Launch:
    """What the hypotheses of a job could show with the people there are; closed forms, nothing is looked at."""
    every = levers(session, job)
    here = next((one for one in known(session) if one.job == job), Known(job, 0, 0, 0))
    rel, told = _reliability(session, job, max(here.periods, 1))
    shared = criterion(session, job)
    found = {one.id: doubts(one, shared) for one in every}
    counts = Counter(
        (one.family, one.tier) for one in every if one.type != "condition" and _joins(one, shared)
    )  # fmt: skip
    reason = "too_few_people" if here.people < LEAST_PEOPLE else "too_few_teams" if here.teams < LEAST_TEAMS else ""
    apart = 0 if reason else round(here.teams * SHARE)
    kept = round(here.people * apart / here.teams) if apart else 0
    families = [
        Family(family, tier, number, detectable(Correlation(rel, number), here.people))
        for (family, tier), number in counts.most_common()
    ]
    most = families[0].hypotheses if families else 1
    conditions = sum(one.type == "condition" and bool(one.measures) for one in every)
    return Launch(
        job, here.people, here.teams, rel, told, families,
        report(Correlation(rel, most), EFFECT, here.people, max(here.periods, 1), _icc(rel, max(here.periods, 1))),
        _of_teams(here, conditions) if conditions else None,
        apart, kept, reason, Correlation(rel, alpha=ONE_SIDED).power(REPLICATED, kept) if kept else None,
        every, found, twins(every), _believers(session, job),
    )  # fmt: skip


def _joins(lever: Lever, shared: dict[str, str]) -> bool:
    """Whether a hypothesis is one of those that are judged together."""
    measured = any(not one.anonymous for one in lever.measures)
    return measured and not lever.reverse_cause and contamination(lever, shared) != "shared_kpi"


def _of_teams(here: Known, conditions: int) -> Report:
    size = here.people / here.teams if here.teams else 1.0
    return report(Teams(size, ICC_OF_TEAMS, conditions), EFFECT_OF_TEAMS, here.teams)


def _reliability(session: Session, job: str, periods: int) -> tuple[float, bool]:
    """Of the results of a job: as its tiers say, or what so many periods usually give."""
    rating = session.scalar(select(Rating).where(Rating.role == job))
    found = rating.headline.estimates.get("reliability") if rating is not None else None
    if found is not None and found.value is not None and 0 < found.value <= 1:
        return found.value, True
    return reliability(periods, ICC), False


def _icc(rel: float, periods: int) -> float:
    """The share of one period's differences that lasts, which gives this reliability over so many periods."""
    half = reliability(periods, 0.5)
    effective = half / (1 - half)
    return rel / (effective - rel * (effective - 1))


def _believers(session: Session, job: str) -> int:
    return session.scalar(select(func.count()).where(Belief.job == job)) or 0
