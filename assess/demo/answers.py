"""What does each person tick, item by item, so that the scale scores have the reliability that was asked for?"""

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import NormalDist

import numpy as np
import pandas as pd

from assess.demo.world import Floats

#: Item key, +1 or −1 for its direction, lowest and highest answer (whole numbers between them).
Keyed = tuple[str, int, float, float]
Definition = Mapping[str, Sequence[Keyed]]

#: Scales that are measured under other names as well.
ALIASES = {
    "cog": "cognitive",
    "reasoning": "cognitive",
    "judgement": "sjt",
    "situational_judgement": "sjt",
    "achieve": "achievement",
    "achievement_striving": "achievement",
    "conscientiousness": "achievement",
    "assert": "assertiveness",
    "extraversion": "assertiveness",
    "agree": "agreeableness",
    "cooperation": "agreeableness",
    "open": "openness",
    "intellect": "openness",
    "imagination": "openness",
    "stab": "stability",
    "calm": "stability",
    "calmness": "stability",
    "emotional_stability": "stability",
    "care": "customer_care",
}
#: A careless person needs about 1.1 seconds an item, others about 4.2 (methods §16.3, §4.7).
CARELESS_SECONDS, HONEST_SECONDS = 1.1, 4.2


def answers(
    latents: Mapping[str, Floats],
    reliabilities: Mapping[str, float],
    people: Sequence[str],
    definition: Definition,
    rng: np.random.Generator,
    careless: Collection[str] = (),
    opened: datetime = datetime(2026, 10, 5, 7, 30),
) -> pd.DataFrame:
    """Long table of answers: respondent_ref, item_key, raw_value, started_at, submitted_at (shown, answered; UTC).

    Parameters
    ----------
    latents : scale to true scores in SD, one a person
    reliabilities : scale to the reliability (alpha) its score shall have
    careless : respondents who do not read; every other one ticks one column, the rest tick at random

    Raises
    ------
    KeyError
        For a scale with no latent score, by name or alias, unless earlier scales hold all its items.

    Notes
    -----
    A score of k items with inter-item correlation ρ has reliability kρ/(1 + (k − 1)ρ) (Spearman 1910, Brown 1910). Cut
    into categories, an item keeps the share f of its correlation with the latent; its loading is √ρ/f.
    """
    columns, keys, bounds = [], [], []
    for scale, listed in definition.items():
        items = [item for item in listed if item[0] not in keys]  # a narrower scale shares its answers with a wider one
        if not items:
            continue
        name = scale if scale in latents else ALIASES.get(scale, scale)
        latent, reliability = latents[name], reliabilities[name]
        common = reliability / (len(items) - (len(items) - 1) * reliability)
        for key, sign, low, high in items:
            cuts = _cuts(int(high - low) + 1) + rng.normal(0, 0.25)
            loading = min(math.sqrt(common) / _kept(cuts), 0.98)
            felt = loading * latent + math.sqrt(1 - loading**2) * rng.normal(size=len(people))
            columns.append(low + np.digitize(sign * felt, cuts))
            keys.append(key)
            bounds.append((low, high))
    values = np.column_stack(columns)
    seconds = HONEST_SECONDS * np.exp(rng.normal(0, 0.35, (len(people), 1)) + rng.normal(0, 0.4, values.shape))

    rows = [place for place, person in enumerate(people) if person in careless]
    lowest, highest = np.array(bounds).T
    for turn, row in enumerate(rows):
        random = rng.integers(lowest, highest + 1)
        values[row] = np.clip(random[0], lowest, highest) if turn % 2 == 0 else random
        seconds[row] = CARELESS_SECONDS * np.exp(rng.normal(0, 0.3, len(keys)))

    begun = np.array([opened + timedelta(minutes=int(minute)) for minute in rng.integers(0, 21 * 1440, len(people))])
    done = begun.astype("datetime64[ms]")[:, None] + np.cumsum(1000 * seconds, axis=1).astype("timedelta64[ms]")
    shown = done - (1000 * seconds).astype("timedelta64[ms]")
    return pd.DataFrame(
        {
            "respondent_ref": np.repeat(np.array(people), len(keys)),
            "item_key": np.tile(np.array(keys), len(people)),
            "raw_value": values.astype(int).ravel(),
            "started_at": np.datetime_as_string(shown.ravel(), unit="ms", timezone="UTC"),
            "submitted_at": np.datetime_as_string(done.ravel(), unit="ms", timezone="UTC"),
        }
    )


def _cuts(categories: int) -> Floats:
    """Borders between ordered categories of a standard normal, evenly spaced."""
    edge = 1.5 if categories <= 5 else 2.0
    return np.linspace(-edge, edge, categories - 1) if categories > 2 else np.zeros(1)


def _kept(cuts: Floats) -> float:
    """Correlation of a standard normal with itself cut at ``cuts``: Σφ(cut)/SD of the categories."""
    normal = NormalDist()
    above = np.array([1 - normal.cdf(cut) for cut in cuts])
    mean = above.sum()
    # the count of passed cuts squares to Σ(2h − 1)·P(at least h)
    variance = ((2 * np.arange(1, len(cuts) + 1) - 1) * above).sum() - mean**2
    return float(sum(normal.pdf(cut) for cut in cuts) / math.sqrt(variance))
