"""What leaders believe, as far as a viewer may know it, and how it stands beside the verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.levers.models import Belief, Lever
from assess.levers.queries.registry import opening, registered
from assess.people.models import Account
from assess.performance.queries import subject
from assess.performance.queries.screening import rows
from scoring.results import Estimate

KIND = "levers"
#: Of fewer leaders nobody sees a mean: it would tell who said what.
FEWEST = 3
FIRST = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """One hypothesis as leaders placed it and as the evidence stands.

    ``place`` is the mean over leaders, those who gave it none counted behind all they named; ``first`` how many put it
    among their first three. ``evidence`` is the place by its joint effect, None where there is none.
    """

    lever: Lever
    place: float
    believed: int
    first: int
    verdict: str
    effect: Estimate | None
    evidence: int | None

    @property
    def gap(self) -> int | None:
        """Places the evidence puts it above (plus) or below (minus) where leaders had it."""
        return None if self.evidence is None else self.believed - self.evidence


@dataclass(frozen=True, slots=True)
class Gap:
    """Every hypothesis that was ranked, best believed first, and the Report the verdicts are of."""

    leaders: int
    standings: Sequence[Standing]
    analysis: Analysis | None


def own(session: Session, viewer: Account, job: str) -> Belief | None:
    """What the viewer said."""
    query = select(Belief).where(Belief.job == job, Belief.leader == viewer.pseudonym)
    return session.scalar(query.options(selectinload(Belief.places)))


def believers(session: Session, job: str) -> int:
    """How many leaders have said what they believe."""
    return session.scalar(select(func.count()).select_from(Belief).where(Belief.job == job)) or 0


def gap(session: Session, job: str) -> Gap | None:
    """Beliefs beside verdicts; None while the data are closed or fewer than three leaders spoke, whoever asks."""
    if opening(session, job) is None:
        return None
    query = select(Belief).where(Belief.job == job).options(selectinload(Belief.places))
    beliefs = session.scalars(query).all()
    if len(beliefs) < FEWEST:
        return None
    every = [one for one in registered(session, job) if not one.exploratory]
    places = {one.id: [_place(belief, one.id, len(every)) for belief in beliefs] for one in every}
    order = sorted(every, key=lambda one: (fmean(places[one.id]), one.id))
    analysis = latest(session, KIND, subject(job))
    verdicts, effects = _verdicts(analysis)
    tested = [one.code for one in sorted(every, key=lambda one: -_size(effects.get(one.code))) if effects.get(one.code)]
    return Gap(
        len(beliefs),
        [
            Standing(
                one, fmean(places[one.id]), number, sum(place <= FIRST for place in places[one.id]),
                verdicts.get(one.code, ""), effects.get(one.code),
                tested.index(one.code) + 1 if one.code in tested else None,
            )
            for number, one in enumerate(order, 1)
        ],
        analysis,
    )  # fmt: skip


def _place(belief: Belief, lever: int, all_of_them: int) -> float:
    """The place a leader gave; of what they did not name, the middle of the places behind."""
    named = {one.lever_id: float(one.place) for one in belief.places}
    return named.get(lever, (len(named) + 1 + all_of_them) / 2)


def _verdicts(analysis: Analysis | None) -> tuple[dict[str, str], dict[str, Estimate]]:
    if analysis is None:
        return {}, {}
    verdicts = {str(row["lever"]): str(row["verdict"]) for row in rows(analysis.report, "verdicts")}
    effects = {
        str(row["lever"]): row["b"]
        for row in rows(analysis.report, "effects")
        if row["model"] == "joint" and isinstance(row["b"], Estimate) and row["b"].value is not None
    }
    return verdicts, effects


def _size(effect: Estimate | None) -> float:
    return float("-inf") if effect is None or effect.value is None else effect.value
