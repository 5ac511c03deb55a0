"""What more is known of a profile than that it predicts: against what, for whom, and how far to trust its chances?"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.errors import BadTable
from scoring.profile.chances import chances
from scoring.profile.composite import Floats, Ints, standardised, standardiser
from scoring.profile.exceptional import hire_like
from scoring.profile.increment import over_best_scale, over_existing
from scoring.profile.models import MODELS, composite, of_spread_1, validities
from scoring.profile.pictures import pictures
from scoring.profile.restriction import COMPOSITE, Hiring, corrections
from scoring.profile.results import Correction, Increment, Profile, Validity, Variant
from scoring.profile.validation import out_of_fold, resampled_r, team_moments, within_fold_r
from scoring.results import Estimate


@dataclass(frozen=True, slots=True, eq=False)
class Incumbents:
    """Those a profile was built on.

    ``x`` are their scores, ``turned`` so that more is expected to be better; ``usable`` says which scales may predict,
    ``y`` is the criterion, ``teams`` has a number for each person.
    """

    people: pd.DataFrame
    x: Floats
    turned: Floats
    usable: np.ndarray
    y: Floats
    teams: Ints


def evidence(built: Profile, them: Incumbents, existing: pd.DataFrame | None, hiring: Hiring | None) -> Profile:
    """The profile with what its data can tell beyond prediction; nothing where it does not predict at all."""
    chosen = built.chosen
    if chosen is None:
        return built
    x, y, teams = them.turned[:, them.usable], them.y, them.teams
    weights = np.array([scale.weight for scale in built.scales])
    fitted = composite(them.x, weights)
    used = _existing(existing, them.people)
    weigh = MODELS[chosen.model][0]
    scaled = out_of_fold(x, y, teams, of_spread_1(weigh), np.random.default_rng([built.seed, 1]))
    return replace(
        built,
        increments=_increments(built, them, used, chosen.model),
        corrections=_corrections(built, chosen.r_cv, fitted, them, used, hiring),
        sensitivity=_sensitivity(chosen, them, built.seed),
        pictures=pictures(x, y, teams, built.seed),
        hire_like=hire_like(them.x, y, (them.people["group"] == "top").to_numpy(), fitted),
        chances=chances(scaled, y, teams, chosen.r_cautious),
        correlations=_correlations(them.x),
    )


def _correlations(x: Floats) -> tuple[tuple[float, ...], ...]:
    """Of each scale with each; a missing score stands at the mean, a scale that never varies goes with none."""
    z = standardised(x, *standardiser(x))
    size = np.sqrt((z * z).sum(axis=0))
    found = (z.T @ z) / np.outer(np.where(size > 0, size, 1.0), np.where(size > 0, size, 1.0))
    np.fill_diagonal(found, 1.0)
    return tuple(tuple(float(one) for one in row) for row in found)


def _existing(existing: pd.DataFrame | None, people: pd.DataFrame) -> pd.DataFrame | None:
    """The scores that decide today, a row for each incumbent; None where there are none, or they never differ."""
    if existing is None or not existing.shape[1]:
        return None
    if not existing.index.is_unique:
        raise BadTable(f"existing: person {existing.index[existing.index.duplicated()][0]} is there twice")
    own = existing.set_axis(existing.index.astype(str)).reindex(people["person_id"]).astype(float)
    own = own.loc[:, own.std(ddof=1) > 0]
    return own if own.shape[1] else None


def _increments(built: Profile, them: Incumbents, used: pd.DataFrame | None, model: str) -> tuple[Increment, ...]:
    weigh, x = MODELS[model][0], them.turned[:, them.usable]
    names = [scale.scale for scale, usable in zip(built.scales, them.usable, strict=True) if usable]
    best = over_best_scale(x, names, them.y, them.teams, weigh, built.seed)
    found = () if best is None else (best,)
    if used is None:
        return found
    over = over_existing(x, used.to_numpy(float), list(used.columns), them.y, them.teams, weigh, built.seed)
    return (*found, over)


def _corrections(
    built: Profile, r: Estimate, fitted: Floats, them: Incumbents, used: pd.DataFrame | None, hiring: Hiring | None
) -> tuple[Correction, ...]:
    decided = None
    if hiring is not None and hiring.selected_on != COMPOSITE:
        names = [scale.scale for scale in built.scales]
        if hiring.selected_on in names:
            decided = them.x[:, names.index(hiring.selected_on)]
        elif used is not None and hiring.selected_on in used:
            decided = used[hiring.selected_on].to_numpy(float)
        else:
            raise BadTable(f"existing: column {hiring.selected_on} is missing")

    def of(applicants: pd.DataFrame) -> Floats:
        total = np.zeros(len(applicants))
        for scale in built.scales:
            if scale.weight and scale.all.mean is not None and scale.all.sd:
                if scale.scale not in applicants:
                    raise BadTable(f"applicants: column {scale.scale} is missing")
                total += scale.weight * (applicants[scale.scale].to_numpy(float) - scale.all.mean) / scale.all.sd
        return total

    return corrections(r, built.criterion_reliability.value, hiring, of, fitted, them.y, decided)


def _sensitivity(chosen: Validity, them: Incumbents, seed: int) -> tuple[Variant, ...]:
    """r_cv without people whose results circumstance may explain, and without the one team that matters most."""
    found = [Variant("as_built", len(them.y), chosen.r_cv)]
    x = them.turned[:, them.usable]
    doubtful = them.people["screened"].isin(["circumstance", "cannot_tell"]).to_numpy()
    if doubtful.any():
        others = validities(x[~doubtful], them.y[~doubtful], them.teams[~doubtful], seed)[0]
        same = next((one for one in others if one.model == chosen.model), None)
        if same is not None:
            found.append(Variant("without_circumstance", int((~doubtful).sum()), same.r_cv))
    weigh = MODELS[chosen.model][0]
    stored = out_of_fold(x, them.y, them.teams, weigh, np.random.default_rng([seed, 1]))
    moments = team_moments(stored, them.y, them.teams)
    without = within_fold_r(moments.sum(axis=0) - moments)
    for name, team in (("without_a_team_low", int(without.argmin())), ("without_a_team_high", int(without.argmax()))):
        left = np.delete(moments, team, axis=0)
        low, high = np.quantile(resampled_r(left, np.random.default_rng([seed, 2])), [0.025, 0.975])
        people = int(left[:, 0, :, 0].sum())
        found.append(
            Variant(name, people, Estimate(float(without[team]), people, chosen.r_cv.method, float(low), float(high)))
        )
    return tuple(found)
