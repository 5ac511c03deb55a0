"""What is one person told of the skills that promise most?"""

from typing import Any

import numpy as np

from scoring.errors import Code
from scoring.payoff.results import KAPPA, Advice, Choice, Payoff, Promise
from scoring.results import Caveat, Estimate

GAIN = "median of draws over effect, level and what training changes, 80 % interval"
LEVEL = "precision-weighted mean of sources and role, at most .30 from the self-rating"
SHOWN = 3
#: Below this chance of being the best, or with the second this close to the first, people choose together.
BET, CLOSE = 0.50, 0.20
Z80 = 1.2815515594600038


def advice(found: Payoff, person: str) -> Advice:
    """The three most promising skills of a person and the conditions their manager might change (methods §12.2).

    Raises
    ------
    KeyError
        When nothing is known of the person.
    """
    i = found.people.index(person) if person in found.people else -1
    if i < 0:
        raise KeyError(person)
    rows = found.state[found.state["person_id"].astype(str) == person]
    state = {row.lever: row for row in rows.itertuples()}
    order = [int(j) for j in np.argsort(-np.nan_to_num(found.gain[i], nan=-np.inf)) if np.isfinite(found.gain[i, j])]
    told = {j: _promise(found, i, j, state[found.options[j].code]) for j in order}
    own = [told[j] for j in order if not found.options[j].condition]
    around = [told[j] for j in order if found.options[j].condition]
    promising = [one for one in own if (one.gain.low or 0.0) > 0]
    return Advice(person, _choice(own, promising), tuple(promising[:SHOWN]), tuple(around[:SHOWN]))


def _choice(own: list[Promise], promising: list[Promise]) -> Choice:
    if not own:
        return Choice.NOT_KNOWN
    if not promising:
        return Choice.NOTHING_STANDS_OUT
    first = promising[0]
    gains = [one.gain.value or 0.0 for one in promising]
    close = len(gains) > 1 and gains[0] - gains[1] < CLOSE * gains[0]
    return Choice.ABOUT_EQUAL if first.best < BET or close else Choice.BEST_BET


def _promise(found: Payoff, i: int, j: int, state: Any) -> Promise:
    """From the person's row of the skills."""
    option = found.options[j]
    # what is gained is a promise only as far as the association holds when somebody changes what they do
    doubts = () if KAPPA[option.credibility] == 1 else (Caveat(Code.ASSOCIATION_ONLY),)
    gain = Estimate(float(found.gain[i, j]), option.people, GAIN, float(found.low[i, j]), float(found.high[i, j]), 0.80)
    half = Z80 * state.sem
    level = Estimate(float(state.level), int(state.sources), LEVEL, state.level - half, state.level + half, 0.80)
    return Promise(
        option.code, option.label, gain.doubted(*doubts), float(found.best[i, j]), level, option.target,
        bool(state.talk),
    )  # fmt: skip
