"""How often does the model expect each answer among people with the same sum score (Lord & Wingersky 1984)?"""

from collections.abc import Iterator

import numpy as np

from scoring.irt.models import Floats, Parameters, probabilities


def expected_shares(items: Parameters, theta: Floats, weight: Floats) -> Iterator[Floats]:
    """For each item in turn P(X = k | sum score), (scores, categories), with weights of the nodes θ.

    NaN where a sum is so rare that it has no probability in double precision. Each item is left out of the sum by
    halving: the sums of one half are added to what both parts of the other half start from, so that n items take
    n·log n additions instead of n².
    """
    curves = [p[:size] for p, size in zip(probabilities(items, theta), items.categories, strict=True)]
    nobody = np.ones((1, len(theta)))
    for curve, rest in _each_with_the_rest(curves, nobody):
        joint = np.stack([np.pad(p * rest, ((k, len(curve) - 1 - k), (0, 0))) @ weight for k, p in enumerate(curve)])
        with np.errstate(invalid="ignore"):
            yield np.asarray(joint / joint.sum(axis=0)).T


def _each_with_the_rest(curves: list[Floats], start: Floats) -> Iterator[tuple[Floats, Floats]]:
    if len(curves) == 1:
        yield curves[0], start
        return
    middle = len(curves) // 2
    left, right = curves[:middle], curves[middle:]
    yield from _each_with_the_rest(left, _added(start, right))
    yield from _each_with_the_rest(right, _added(start, left))


def _added(sums: Floats, curves: list[Floats]) -> Floats:
    """The distribution of the sum score, (scores, nodes), with these items added."""
    for curve in curves:
        more = np.zeros((len(sums) + len(curve) - 1, sums.shape[1]))
        for k, p in enumerate(curve):
            more[k : k + len(sums)] += p * sums
        sums = more
    return sums
