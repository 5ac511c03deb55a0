"""What would each person gain from working on each skill, and which is the best bet?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code
from scoring.payoff.results import KAPPA, Floats, Generic, Option, Payoff
from scoring.results import Caveat

DRAWS = 4000
MONTHS = 3.0
#: Ends of the 80 % interval.
LOW, HIGH = 0.10, 0.90
#: A skill that is the advice for more than this share of a team is generic, unless it is this surely the best of each.
SAME, SURELY = 0.50, 0.80
#: Fewest people that make a team for that.
TEAM = 3
#: Numbers held at once, to bound the memory.
_CHUNK = 400_000


def payoff(
    skills: pd.DataFrame,
    options: Sequence[Option],
    use: pd.DataFrame | None = None,
    *,
    months: float = MONTHS,
    teams: pd.Series | None = None,
    cost: float = 0.0,
    seed: int,
    draws: int = DRAWS,
) -> Payoff:
    """Gains of everyone on every option by simulation (methods §12.2, appendix A14).

    G = κ·β·min(max(0, s − x), τ·h)·o − λ·c in SD of results, with β ~ N(effect, error) not cut at zero (cutting would
    inflate it), x ~ N(level, SEM) and τ ~ N⁺(monthly, error).

    Parameters
    ----------
    skills : DataFrame
        As ``scoring.payoff.skills`` gives it: ``person_id``, ``lever``, ``level``, ``sem``, ``talk``.
    options : sequence of Option
    use : DataFrame, optional
        Indexed by person_id, a column a lever: share of the person's work in which it is used, 0 to 1; 1 where unknown.
    months : float
        Horizon h.
    teams : Series, optional
        Team of each person, indexed by person_id.
    cost : float
        λ, SD of results an hour is worth.
    seed, draws : int

    Raises
    ------
    BadTable
        When a person and lever stand twice, or a share of use is none.
    ValueError
        When an option stands twice, or the horizon is not above 0.

    Notes
    -----
    Everybody's draws use the same β, τ and standard errors of x, so that what differs between people is theirs.
    """
    codes = [option.code for option in options]
    if len(set(codes)) < len(codes) or not months > 0:
        raise ValueError(f"options {codes} over {months} months")
    level, sem = _wide(skills, codes)
    people = [str(person) for person in level.index]
    share = _use(use, people, codes)
    condition = np.array([option.condition for option in options], dtype=bool)
    gain = np.full((len(people), len(codes)), np.nan)
    low, high, best = gain.copy(), gain.copy(), gain.copy()
    none = np.ones(len(people))
    if people and codes:
        rng = np.random.Generator(np.random.PCG64(seed))
        part = max(_CHUNK // (draws * len(codes)), 1)
        target = np.array([option.target for option in options])
        worth, reach, error = _drawn(options, months, rng, draws)
        for start in range(0, len(people), part):
            some = slice(start, start + part)
            found = _gains(level.to_numpy()[some], sem.to_numpy()[some], share[some], target, worth, reach, error)
            found -= np.array([cost * option.hours * months for option in options], dtype=np.float32)[:, None]
            gain[some], low[some], high[some] = _quantiles(found)
            best[some], none[some] = _best(found, condition)
    generic = _generic(best, gain, low, condition, codes, teams, people)
    caveats = () if codes else (Caveat(Code.N_TOO_SMALL, {"n": 0, "need": 1, "of": "levers"}),)
    return Payoff(people, tuple(options), gain, low, high, best, none, skills, months, generic, caveats)


def _wide(skills: pd.DataFrame, codes: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    for column in ("person_id", "lever", "level", "sem"):
        if column not in skills.columns:
            raise BadTable(f"skills: column {column} is missing")
    twice = skills.duplicated(["person_id", "lever"])
    if twice.any():
        row = skills[twice].iloc[0]
        raise BadTable(f"skills: {row['person_id']} on {row['lever']} is there twice")
    people = sorted(skills["person_id"].astype(str).unique())
    wide = [
        skills.assign(person_id=skills["person_id"].astype(str))
        .pivot(index="person_id", columns="lever", values=value)
        .reindex(index=people, columns=codes)
        .astype(float)
        for value in ("level", "sem")
    ]
    return wide[0], wide[1]


def _use(use: pd.DataFrame | None, people: list[str], codes: list[str]) -> Floats:
    if use is None:
        return np.ones((len(people), len(codes)))
    share = use.set_axis(use.index.astype(str)).reindex(index=people, columns=codes).to_numpy(float)
    wrong = np.isfinite(share) & ((share < 0) | (share > 1))
    if wrong.any():
        i, j = (int(place[0]) for place in np.nonzero(wrong))
        raise BadTable(f"use: {share[i, j]:g} of {people[i]} on {codes[j]} is not between 0 and 1")
    return np.where(np.isfinite(share), share, 1.0)


def _drawn(
    options: Sequence[Option], months: float, rng: np.random.Generator, draws: int
) -> tuple[Floats, Floats, Floats]:
    """κβ, what can be reached in the time, and standard errors of x: each (options, draws)."""
    kappa = np.array([KAPPA[option.credibility] for option in options])[:, None]
    numbers = np.array([(option.effect, option.error, option.monthly, option.monthly_error) for option in options])
    effect, spread, monthly, rate = (numbers[:, [k]] for k in range(4))
    worth = kappa * (effect + spread * rng.standard_normal((len(options), draws)))
    reach = np.maximum(monthly + rate * rng.standard_normal((len(options), draws)), 0.0) * months
    return worth, reach, rng.standard_normal((len(options), draws))


def _gains(
    level: Floats, sem: Floats, share: Floats, target: Floats, worth: Floats, reach: Floats, error: Floats
) -> np.ndarray:
    """(people, options, draws) in single precision: four digits are more than anybody reads."""
    found = (-sem[:, :, None] * error[None]).astype(np.float32)
    found += (target - level)[:, :, None].astype(np.float32)
    np.maximum(found, 0.0, out=found)
    np.minimum(found, reach[None].astype(np.float32), out=found)
    found *= worth[None].astype(np.float32)
    found *= share[:, :, None].astype(np.float32)
    return found


def _quantiles(found: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draws = found.shape[2]
    # a whole sort of single precision runs in vector instructions; a partition at three places does not
    ranked = np.sort(found, axis=2)
    middle, low, high = (ranked[:, :, round(q * (draws - 1))].astype(float) for q in (0.5, LOW, HIGH))
    return middle, low, high


def _best(found: np.ndarray, condition: np.ndarray) -> tuple[Floats, Floats]:
    """Share of draws in which each option gains most of its kind, and in which no skill gains anything."""
    people, _options, draws = found.shape
    best = np.where(np.isnan(found[:, :, 0]), np.nan, 0.0)
    none = np.ones(people)
    for kind in (False, True):
        places = np.flatnonzero(condition == kind)
        if not len(places):
            continue
        some = np.where(np.isnan(found[:, places]), -np.inf, found[:, places])
        winner, top = some.argmax(axis=1), some.max(axis=1)
        cell = (winner + np.arange(people)[:, None] * len(places))[top > 0]
        counts = np.bincount(cell, minlength=people * len(places)).reshape(people, len(places)) / draws
        best[:, places] = np.where(np.isnan(best[:, places]), np.nan, counts)
        if not kind:
            none = (top <= 0).mean(axis=1)
    return best, none


def _generic(
    best: Floats, gain: Floats, low: Floats, condition: np.ndarray, codes: list[str], teams: pd.Series | None,
    people: list[str],
) -> tuple[Generic, ...]:  # fmt: skip
    """Teams in which more than half share a first skill that is not surely the best of each of them (S3-11)."""
    own = np.flatnonzero(~condition)
    if teams is None or not len(own) or not people:
        return ()
    promising = np.where(low[:, own] > 0, gain[:, own], -np.inf)
    first = promising.argmax(axis=1)
    advised = np.isfinite(promising.max(axis=1))
    surely = best[np.arange(len(people)), own[first]] >= SURELY
    team = teams.set_axis(teams.index.astype(str)).reindex(people)
    found = []
    for name, places in pd.Series(np.arange(len(people))).groupby(team.to_numpy()):
        some = places.to_numpy()
        counts = np.bincount(first[some][advised[some]], minlength=len(own))
        top = int(counts.argmax())
        same = some[advised[some] & (first[some] == top)]
        if len(some) >= TEAM and len(same) > SAME * len(some) and not surely[same].all():
            found.append(Generic(str(name), codes[own[top]], len(same), len(some)))
    return tuple(found)
