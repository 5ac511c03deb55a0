"""Where do differences between ratings come from?"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.agreement.panels import RATINGS
from scoring.errors import Code, Undefined
from scoring.generalizability.components import (
    DENSE,
    HENDERSON,
    REML,
    Codes,
    Design,
    design,
    drawn,
    moments,
    restricted,
)
from scoring.generalizability.decision import Generalizability, Kind, enough, panels
from scoring.refusals import refusing
from scoring.results import Caveat

Floats = npt.NDArray[np.float64]
METHOD = "generalizability study, Cronbach et al. 1972; Brennan 2001"
#: Numbers drawn for the intervals: samples times ratings, and the fewest and most samples.
WORK, FEWEST, MOST = 24_000_000, 60, 400
BLOCK = 2_000_000
#: Below this the raters of most ratees are theirs alone.
MET = 2.0


@refusing(Generalizability, METHOD)
def generalizability(
    ratings: pd.DataFrame, sizes: Sequence[int] = range(1, 9), seed: int = 1, level: float = 0.95
) -> Generalizability:
    """A G study of ratings with gaps by design, and how sure panels of each size would be.

    Random sources: ratee, rater, criterion and their pairs; ratings confounded with the triple are the residual. Where
    raters hardly meet a second ratee the raters are nested in ratees, p × (r:p) × i. Up to 600 ratings by REML, beyond
    by Henderson's method I; on balanced data both are analysis of variance. Intervals are percentiles of ratings drawn
    from the estimated variances on the same design, so few raters make them wide, however many ratees there are.

    Parameters
    ----------
    ratings : DataFrame
        Columns ``ratee``, ``rater``, ``criterion``, ``rating``; an empty rating is none.
    sizes : sequence of int
        Panels of the D study.

    Returns
    -------
    Generalizability
        ``n`` counts ratees with two raters or more. Refused ``BAD_TABLE`` as ``Layout.read``, ``N_TOO_SMALL`` below
        two such ratees, ``NO_VARIANCE`` when all ratings or all ratees are equal, ``DESIGN_CONFOUNDED`` when sources
        never vary apart. Variances below zero are counted as none: ``NEGATIVE_VARIANCE``.
    """
    table = RATINGS.read(ratings).dropna(subset=["rating"])
    y = table["rating"].to_numpy(float)
    p, r, i = (pd.factorize(table[name], sort=True)[0].astype(np.int64) for name in ("ratee", "rater", "criterion"))
    if not len(y):
        raise Undefined(Code.N_TOO_SMALL, n=0, need=2, of="ratees")
    pr = _crossed(p, r)
    each, met = _partners(p, r, pr)
    paired = int((each >= 2).sum())
    if paired < 2:
        raise Undefined(Code.N_TOO_SMALL, n=paired, need=2, of="ratees")
    if np.ptp(y) == 0:
        raise Undefined(Code.NO_VARIANCE, n=paired)
    kind: Kind = "crossed" if met.mean() >= MET else "nested"
    found = design(_sources(kind, p, r, i, pr))
    raw = moments(found, y[:, None])[:, 0]
    method = HENDERSON
    if len(y) <= DENSE:
        raw, method = restricted(found, y, raw), REML
        negative = raw <= 1e-9 * y.var()
    else:
        negative = raw < 0
    variances = np.where(negative, 0.0, raw)
    by_name = dict(zip(found.names, (float(one) for one in variances), strict=True))
    if by_name["ratee"] + by_name.get("ratee_criterion", 0.0) <= 0:
        raise Undefined(Code.NO_VARIANCE, n=paired)
    samples = _samples(found, variances, seed)
    criteria = float(1 / np.mean(1 / np.bincount(pr)))
    components = pd.DataFrame(
        {"variance": variances, "share": variances / variances.sum(), "negative": negative},
        index=pd.Index(found.names, name="source"),
    )
    phi, rank = enough(by_name, criteria)
    result = Generalizability(
        n=paired, method=f"{METHOD}; {method}", design=kind, components=components,
        panels=panels(by_name, samples, sizes, criteria, paired, method, level), enough=phi, enough_rank=rank,
        criteria=criteria, raters_each=float(1 / np.mean(1 / each)),
    )  # fmt: skip
    return result.doubted(Caveat(Code.NEGATIVE_VARIANCE)) if negative.any() else result


def _sources(kind: Kind, p: Codes, r: Codes, i: Codes, pr: Codes) -> dict[str, Codes]:
    several = i.max() > 0
    if kind == "nested":
        nested = {"ratee": p}
        return nested | {"rater_in_ratee": pr, "criterion": i, "ratee_criterion": _crossed(p, i)} if several else nested
    main = {"ratee": p, "rater": r}
    if not several:
        return main
    pairs = {"ratee_rater": pr, "ratee_criterion": _crossed(p, i), "rater_criterion": _crossed(r, i)}
    return main | {"criterion": i} | pairs


def _crossed(first: Codes, second: Codes) -> Codes:
    codes: Codes = np.unique(first * (int(second.max()) + 1) + second, return_inverse=True)[1].astype(np.int64)
    return codes


def _partners(p: Codes, r: Codes, pr: Codes) -> tuple[Floats, Floats]:
    """Raters of each ratee, and ratees of each rater."""
    _codes, first = np.unique(pr, return_index=True)
    return np.bincount(p[first]).astype(float), np.bincount(r[first]).astype(float)


def _samples(found: Design, variances: Floats, seed: int) -> dict[str, Floats]:
    """Variances estimated anew from ratings drawn on the same design."""
    rng = np.random.default_rng(seed)
    total = int(np.clip(WORK // found.ratings, FEWEST, MOST))
    block = max(1, BLOCK // found.ratings)
    parts = [
        moments(found, drawn(found, variances, min(block, total - start), rng)) for start in range(0, total, block)
    ]
    return dict(zip(found.names, np.maximum(np.concatenate(parts, axis=1), 0.0), strict=True))
