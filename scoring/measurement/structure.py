"""Do the items hang together the way the key says?"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from scoring.factors import Cfa, Efa, Kmo, ParallelAnalysis, cfa, efa, kmo, parallel_analysis
from scoring.factors.correlations import Kind
from scoring.keys import ScoringKey

#: Up to this many categories answers are ordered classes, and their correlation is polychoric (methods §4.3).
FEW_CATEGORIES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """How many dimensions there are, where each item lies, and how well the key describes it.

    Attributes
    ----------
    suggested : ParallelAnalysis
        How many factors stand out from noise.
    adequacy : Kmo
        Whether the items share enough to be factored (Kaiser 1974).
    explored : Efa
        As many factors as the key has scales.
    confirmed : Cfa
        The key as a model: each item on its scales alone.
    """

    suggested: ParallelAnalysis
    adequacy: Kmo
    explored: Efa
    confirmed: Cfa


def structure(answers: pd.DataFrame, keys: Sequence[ScoringKey], seed: int) -> Structure:
    """The structure of keyed answers, one column an item; every part refuses for itself."""
    kind: Kind = "polychoric" if (answers.nunique() <= FEW_CATEGORIES).all() else "pearson"
    return Structure(
        parallel_analysis(answers, kind=kind, seed=seed),
        kmo(answers, kind),
        efa(answers, len(keys), "oblimin" if len(keys) > 1 else "none", kind=kind),
        cfa(answers, {key.scale: list(key.items) for key in keys}),
    )
