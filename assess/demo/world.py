"""Who at Meridian Instruments truly performs, and what would its KPIs show? The truth, regenerated from a seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TEAMS = 24
REGIONS = ("North", "South", "East", "West")
SEGMENTS = ("SMB", "Mid", "Enterprise")
KPIS = ("revenue_attainment", "new_logos", "margin", "retention", "cycle_time")
WEIGHTS = (0.35, 0.20, 0.15, 0.20, 0.10)
RAMP_QUARTERS = 4
POTENTIAL_RELIABILITY = 0.85
PRACTICE_RELIABILITY = 0.80

#: True standardised effect of each practice on what a rep earns (methods §16.2); zero marks a practice that only looks
#: like a lever.
EFFECTS: Mapping[str, float] = MappingProxyType(
    {
        "research": 0.20,
        "multithread": 0.25,
        "indecision": 0.20,
        "numbers": 0.15,
        "pipeline": 0.10,
        "prospect": 0.15,
        "customer_care": 0.15,
        "social": 0.0,
        "crm_logins": 0.0,
        "email_vol": 0.0,
        "early_start": 0.0,
        "exec_brief": 0.0,
        "presales": 0.0,
        "improv": 0.0,
    }
)
LEVERS = tuple(name for name, effect in EFFECTS.items() if effect)
NULLS = ("social", "crm_logins", "email_vol", "early_start")

#: For each KPI: loading on what is earned, loading on circumstance, SD of the noise (methods §16.1).
EARNED_LOADINGS = np.array([0.9, 0.8, 0.5, 0.6, -0.5])
CIRCUMSTANCE_LOADINGS = np.array([1.0, 0.3, 0.1, 0.7, -0.1])
NOISE = np.array([0.9, 1.1, 1.2, 1.2, 1.3])

_BEFORE_THE_WINDOW = -20


@dataclass(frozen=True, slots=True)
class World:
    """Truth and observations of one invented company; index a rep with 0…reps−1, a quarter with 0…quarters−1.

    Attributes
    ----------
    team, region, segment : Ints, shape (reps,)
        Positions in the 24 teams, in ``REGIONS`` and in ``SEGMENTS``.
    coaching, crm_quality, new_plan, team_effect : Floats, shape (teams,)
        Team conditions (SD units; ``new_plan`` is 0 or 1) and what they add to everyone's earned index.
    territory, inherited, inherited_size, circumstance : Floats, shape (reps,)
        True potential (SD), whether accounts were inherited (0 or 1), their size (mean 1 where inherited), and the sum
        that circumstance contributes.
    potential : Floats, shape (reps,)
        The territory potential the company measured, reliability .85.
    talent, earned : Floats, shape (reps,)
        What no practice explains, and the index an analysis should recover.
    outliers : Ints, shape (10,)
        Reps of exceptional talent, who prospect less.
    practised, practices : Mapping of name to Floats, shape (reps,)
        True and observed (reliability .80) practice scores.
    kpis : Floats, shape (reps, quarters, 5)
        Results in the order of ``KPIS``; NaN before hire. The last one is better when lower.
    hired : Ints, shape (reps,)
        Quarter of hire; negative when long before the window.
    """

    seed: int
    team: Ints
    region: Ints
    segment: Ints
    coaching: Floats
    crm_quality: Floats
    new_plan: Floats
    team_effect: Floats
    territory: Floats
    inherited: Floats
    inherited_size: Floats
    circumstance: Floats
    potential: Floats
    talent: Floats
    earned: Floats
    outliers: Ints
    practised: Mapping[str, Floats]
    practices: Mapping[str, Floats]
    kpis: Floats
    hired: Ints

    @property
    def reps(self) -> int:
        return len(self.team)

    @property
    def quarters(self) -> int:
        return int(self.kpis.shape[1])


def make(seed: int = 7, reps: int = 240, quarters: int = 12) -> World:
    """The company of this seed; ``reps`` is a multiple of 24. The order of the draws is part of the contract."""
    if reps % TEAMS:
        raise ValueError(f"{reps} reps do not fill {TEAMS} equal teams")
    rng = np.random.default_rng(seed)
    team = np.repeat(np.arange(TEAMS), reps // TEAMS)

    coaching, crm_quality = rng.normal(0, 1, TEAMS), rng.normal(0, 1, TEAMS)
    new_plan = np.r_[np.zeros(TEAMS // 2), np.ones(TEAMS // 2)]
    rng.shuffle(new_plan)
    team_effect = 0.25 * coaching + 0.20 * (new_plan - 0.5) + rng.normal(0, 0.15, TEAMS)

    territory = rng.normal(0, 1, reps)
    inherited = (rng.random(reps) < 0.15).astype(float)
    inherited_size = inherited * rng.gamma(4, 0.25, reps)
    circumstance = 0.45 * territory + 0.60 * inherited_size

    talent = rng.normal(0, 1, reps)
    outliers = rng.choice(reps, 10, replace=False)
    talent[outliers] = rng.normal(2.6, 0.3, 10)

    correlation = np.full((len(LEVERS), len(LEVERS)), 0.25)
    np.fill_diagonal(correlation, 1)
    levers = rng.multivariate_normal(np.zeros(len(LEVERS)), correlation, reps)
    levers[outliers, LEVERS.index("prospect")] -= 1.2
    practised: dict[str, Floats] = dict(zip(LEVERS, levers.T, strict=True))
    practised |= {name: rng.normal(0, 1, reps) for name in NULLS}
    practised["exec_brief"] = 0.6 * territory + 0.8 * rng.normal(0, 1, reps)  # confounded with the territory
    practised["improv"] = 0.7 * talent / np.std(talent) + 0.71 * rng.normal(0, 1, reps)  # comes with talent

    earned = sum((EFFECTS[name] * practised[name] for name in LEVERS), np.zeros(reps))
    earned = earned + 0.50 * talent + team_effect[team] + rng.normal(0, 0.30, reps)
    standing = (earned - earned.mean()) / earned.std()
    practised["presales"] = 0.5 * standing + 0.87 * rng.normal(0, 1, reps)  # follows success
    practices = {name: _measured(true, PRACTICE_RELIABILITY, rng, true.std()) for name, true in practised.items()}

    hired = np.where(rng.random(reps) < 0.15, rng.integers(1, 8, reps), _BEFORE_THE_WINDOW)
    kpis = _results(earned, circumstance, hired, quarters, rng)
    return World(
        seed=seed,
        team=team,
        region=team // (TEAMS // len(REGIONS)),
        segment=team % len(SEGMENTS),
        coaching=coaching,
        crm_quality=crm_quality,
        new_plan=new_plan,
        team_effect=team_effect,
        territory=territory,
        inherited=inherited,
        inherited_size=inherited_size,
        circumstance=circumstance,
        # a stream of its own, so that the measured potential can be drawn without moving what follows
        potential=_measured(territory, POTENTIAL_RELIABILITY, np.random.default_rng(seed + 999)),
        talent=talent,
        earned=earned,
        outliers=outliers,
        practised=MappingProxyType(practised),
        practices=MappingProxyType(practices),
        kpis=kpis,
        hired=hired,
    )


def composite(world: World) -> Floats:
    """Weighted, robustly standardised result of each person and quarter, shape (reps, quarters); NaN while ramping.

    The plain reading of methods §2.1–2.2 without peer cells: what an outsider with the files alone would compute.
    """
    tenure = np.arange(world.quarters) - world.hired[:, None]
    results = np.where((tenure < RAMP_QUARTERS)[..., None], np.nan, world.kpis) * np.sign(EARNED_LOADINGS)
    low, middle, high = np.nanpercentile(results, [25, 50, 75], axis=0)
    standard = np.clip((results - middle) / ((high - low) / 1.349), -3, 3)
    return np.asarray(standard @ np.array(WEIGHTS))


def _measured(true: Floats, reliability: float, rng: np.random.Generator, sd: float = 1.0) -> Floats:
    """What an instrument of this reliability reads off true scores of this SD, in units of it."""
    return np.asarray(np.sqrt(reliability) * true / sd + np.sqrt(1 - reliability) * rng.normal(0, 1, len(true)))


def _results(earned: Floats, circumstance: Floats, hired: Ints, quarters: int, rng: np.random.Generator) -> Floats:
    """KPI results: quarter shocks AR(1) ρ = .3 with SD .85, a ramp after hire, a season of four quarters."""
    reps = len(earned)
    innovation = rng.normal(0, 0.85, (reps, quarters))
    shock = np.zeros_like(innovation)
    shock[:, 0] = innovation[:, 0]
    for quarter in range(1, quarters):
        shock[:, quarter] = 0.3 * shock[:, quarter - 1] + np.sqrt(1 - 0.09) * innovation[:, quarter]

    noise = rng.normal(0, 1, (quarters, len(KPIS), reps)).transpose(2, 0, 1)
    tenure = np.arange(quarters) - hired[:, None]
    ramp = np.where(tenure < 0, np.nan, -1.2 * np.exp(-np.maximum(tenure, 0) / 1.5))
    season = 0.3 * np.sin(2 * np.pi * np.arange(quarters) / 4)
    own = (earned[:, None] + shock + ramp)[..., None]
    return np.asarray(
        EARNED_LOADINGS * own
        + CIRCUMSTANCE_LOADINGS * circumstance[:, None, None]
        + season[:, None] * EARNED_LOADINGS
        + NOISE * noise
    )
