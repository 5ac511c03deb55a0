"""Do performers and leaders each call a practice essential, beyond what a coin would say?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from scipy.stats import binom

from scoring.errors import BadTable
from scoring.frames import Field, Layout

ALPHA = 0.05
#: With fewer on a panel even all of them could be chance: counts, no test (methods §11.6).
FEWEST = 5
PERFORMERS, LEADERS = "performers", "leaders"
ESSENTIAL = "essential"
VOTES = Layout(
    "votes",
    (
        Field("practice", required=True),
        Field("panel", required=True, choices=(PERFORMERS, LEADERS)),
        Field("judge", required=True),
        Field("vote", required=True, choices=(ESSENTIAL, "useful", "not_necessary")),
    ),
    ("practice", "panel", "judge"),
)


class Standing(StrEnum):
    """What both panels together say of a practice."""

    BOTH = "both"
    PERFORMERS = "performers"
    LEADERS = "leaders"
    DISPUTED = "disputed"
    NEITHER = "neither"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Panel:
    """How one panel voted on one practice.

    Attributes
    ----------
    essential, judges : int
    ratio : float
        CVR = (n_e − N/2)/(N/2) (Lawshe 1975, eq. 1).
    needed : int or None
        The fewest "essential" a coin reaches in at most 5 of 100 panels of this size; None below five judges.
    """

    essential: int
    judges: int
    ratio: float
    needed: int | None

    @property
    def agrees(self) -> bool | None:
        """Whether enough call it essential; None where too few voted to tell."""
        return None if self.needed is None else self.essential >= self.needed


@dataclass(frozen=True, slots=True)
class Validated:
    """One practice before both panels; a panel nobody sat on is None."""

    practice: str
    performers: Panel | None
    leaders: Panel | None

    @property
    def standing(self) -> Standing:
        """Disputed where one panel says yes and the other no: a matter to talk about, never dropped."""
        said = tuple(panel.agrees if panel else None for panel in (self.performers, self.leaders))
        if said == (True, True):
            return Standing.BOTH
        if said in {(True, False), (False, True)}:
            return Standing.DISPUTED
        if said == (True, None):
            return Standing.PERFORMERS
        if said == (None, True):
            return Standing.LEADERS
        return Standing.TOO_FEW if said == (None, None) else Standing.NEITHER


@dataclass(frozen=True, slots=True)
class ContentValidity:
    """Every practice in order of first vote.

    Attributes
    ----------
    practices : tuple of Validated
    indices : dict of str to float
        Content validity index of each panel: mean ratio of the practices it calls essential (Lawshe 1975).
    """

    practices: tuple[Validated, ...]
    indices: dict[str, float]


def critical(judges: int) -> int | None:
    """The smallest n with P(Bin(N, ½) ≥ n) ≤ .05, one-tailed and exact (Ayre & Scally 2014); None below five judges.

    Examples
    --------
    >>> [critical(n) for n in (4, 5, 8, 10, 13, 20, 40)]
    [None, 5, 7, 9, 10, 15, 26]
    """
    if judges < FEWEST:
        return None
    # sf(n − 1) = P(at least n)
    return next(n for n in range(judges + 1) if binom.sf(n - 1, judges, 0.5) <= ALPHA)


def panel(essential: int, judges: int) -> Panel:
    """How ``judges`` voted of whom ``essential`` called it essential.

    Raises
    ------
    ValueError
        When there are no judges, or more votes than judges.

    Examples
    --------
    >>> panel(9, 10).ratio, panel(9, 10).agrees, panel(4, 4).agrees
    (0.8, True, None)
    """
    if not 0 <= essential <= judges or not judges:
        raise ValueError(f"{essential} of {judges} judges")
    return Panel(essential, judges, (essential - judges / 2) / (judges / 2), critical(judges))


def content_validity(votes: pd.DataFrame) -> ContentValidity:
    """Votes on practices, each panel by itself (methods §11.6).

    Parameters
    ----------
    votes : DataFrame
        ``practice``, ``panel`` ("performers" or "leaders"), ``judge``, ``vote`` ("essential", "useful" or
        "not_necessary"); a judge votes once on a practice.

    Raises
    ------
    BadTable
        When a column is missing, a word is none of these, or somebody votes twice or sits on both panels.
    """
    table = VOTES.read(votes)
    both = table.groupby("judge")["panel"].nunique()
    if (both > 1).any():
        raise BadTable(f"votes: judge {both.idxmax()} sits on both panels")
    counts = (
        table.assign(essential=table["vote"].eq(ESSENTIAL))
        .groupby(["practice", "panel"], sort=False)["essential"]
        .agg(["sum", "size"])
    )
    seats: dict[str, dict[str, Panel]] = {practice: {} for practice in dict.fromkeys(table["practice"])}
    for (practice, who), essential, judges in counts.itertuples():
        seats[practice][who] = panel(int(essential), int(judges))
    return together(Validated(name, seat.get(PERFORMERS), seat.get(LEADERS)) for name, seat in seats.items())


def together(practices: Iterable[Validated]) -> ContentValidity:
    """Practices with the index of each panel, where it kept any."""
    found, indices = tuple(practices), {}
    for who in (PERFORMERS, LEADERS):
        kept = [one.ratio for each in found if (one := getattr(each, who)) is not None and one.agrees]
        if kept:
            indices[who] = sum(kept) / len(kept)
    return ContentValidity(found, indices)
