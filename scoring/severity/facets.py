"""How severe is each rater, judged by the ratings of the same people by others?"""

from typing import get_args

import pandas as pd

from scoring.refusals import refusing
from scoring.severity.analysis import analysed
from scoring.severity.reading import read
from scoring.severity.results import METHOD, Anchor, Model, Severity
from scoring.severity.tables import told

SPELLINGS: dict[str, Model] = {"rsm": "rating scale", "pcm": "partial credit"}


@refusing(Severity, METHOD)
def severity(ratings: pd.DataFrame, model: str = "rating scale", anchor: str = "raters", nodes: int = 61) -> Severity:
    """Severities of raters, measures of ratees, difficulties of criteria and steps of the scale.

    ln P(X = k)/P(X = k − 1) = θ − δ − α − τ_k for a ratee at θ, a criterion of difficulty δ and a rater of severity α;
    the steps τ are those of all criteria (rating scale) or each criterion's own (partial credit).

    Parameters
    ----------
    ratings : DataFrame
        Columns ``rater``, ``ratee``, ``criterion``, ``rating``: whole or half points, each rating once; empty ratings
        and pairs who never met are missing by design.
    model : "rating scale" or "partial credit", also "rsm" or "pcm"
    anchor : "raters" or "ratees"
        Raters have mean 0 either way. With ``raters`` criteria have mean 0 too and the mean of the ratees is free, with
        ``ratees`` it is the other way round.
    nodes : int
        Points of the trait from −6 to 6 SD, at least; with many ratings of a ratee there are more.

    Returns
    -------
    Severity
        With the caveat ``DISCONNECTED`` where raters fall into subsets with nobody in common: severities are then
        comparable within subsets. Refused without ratings, with one rater, when all ratings are the same, when no two
        raters share a ratee, or when raters cannot be told from the criteria they alone rate.

    Raises
    ------
    ValueError
        Unknown model or anchor; fewer than 21 nodes.

    Examples
    --------
    >>> pairs = [("A", 1), ("A", 2), ("B", 1), ("B", 2)]  # rater and criterion, of four ratees
    >>> given = {"w": [1, 2, 1, 1], "x": [2, 3, 1, 2], "y": [3, 3, 3, 2], "z": [4, 5, 3, 4]}
    >>> rows = [(*pair, ratee, rating) for ratee, ratings in given.items() for pair, rating in zip(pairs, ratings)]
    >>> found = severity(pd.DataFrame(rows, columns=["rater", "criterion", "ratee", "rating"]))
    >>> bool(found.raters.loc["B", "severity"] > 0), found.raters["raw"].tolist()
    (True, [2.875, 2.125])
    """
    kind, hold = _kind(model), _anchor(anchor)
    if nodes < 21:
        raise ValueError(f"{nodes} nodes are too few; at least 21 are needed")
    found = analysed(read(ratings), kind == "rating scale", nodes)
    return told(found, ratings, kind, hold)


def _kind(model: str) -> Model:
    name = str(model).strip().lower().replace("_", " ").replace("-", " ")
    for kind in get_args(Model):
        if SPELLINGS.get(name, name) == kind:
            return kind  # type: ignore[no-any-return]
    raise ValueError(f"no model {model!r}; there are {', '.join(get_args(Model))}")


def _anchor(anchor: str) -> Anchor:
    for one in get_args(Anchor):
        if str(anchor).strip().lower() == one:
            return one  # type: ignore[no-any-return]
    raise ValueError(f"no anchor {anchor!r}; there are {', '.join(get_args(Anchor))}")
