"""Is the causal status given by the stated rule, line by line, and by nothing else?"""

from dataclasses import replace

import pytest

from scoring.change.results import Design, Why
from scoring.change.verdict import Evidence, status
from scoring.errors import Code
from scoring.levers import Causal
from scoring.results import Caveat, Estimate


def estimate(value: float, half: float) -> Estimate:
    return Estimate(value, 240, "method", value - half, value + half)


REFUSED = Estimate.refusal(Caveat(Code.CLUSTERS_TOO_FEW), method="method")
#: An effect of .30 ± .20, a lever that moved, groups that moved alike before.
GOOD = Evidence(Design.COMPARISON_TEAMS, estimate(0.30, 0.20), 0.47, 0.004, estimate(1.0, 0.3), False, True)
ZERO = replace(GOOD, effect=estimate(0.0, 0.20), ceiling=0.17, p=0.99)


@pytest.mark.parametrize(
    ("seen", "causal", "why"),
    [
        (GOOD, Causal.CONFIRMED, Why.EFFECT_FOUND),
        (replace(GOOD, design=Design.BEFORE_AFTER), Causal.ASSOCIATION_ONLY, Why.NO_COMPARISON),
        (replace(GOOD, effect=REFUSED, p=None), Causal.ASSOCIATION_ONLY, Why.TOO_FEW_TEAMS),
        (
            replace(GOOD, effect=Estimate.refusal(Caveat(Code.NO_DESIGN), method="m"), p=None),
            Causal.ASSOCIATION_ONLY, Why.NO_COMPARISON,
        ),
        (replace(GOOD, moved=REFUSED), Causal.ASSOCIATION_ONLY, Why.LEVER_NOT_MEASURED),
        (replace(GOOD, moved=estimate(0.2, 0.3)), Causal.ASSOCIATION_ONLY, Why.LEVER_NOT_MOVED),
        (replace(GOOD, moved=estimate(-1.0, 0.3)), Causal.ASSOCIATION_ONLY, Why.LEVER_NOT_MOVED),
        (replace(GOOD, apart=True), Causal.ASSOCIATION_ONLY, Why.TRENDS_DIFFER),
        (replace(GOOD, apart=None), Causal.ASSOCIATION_ONLY, Why.TRENDS_UNKNOWN),
        # a lot makes groups alike on average, whatever one draw looks like
        (replace(GOOD, apart=True, design=Design.RANDOMISED), Causal.CONFIRMED, Why.EFFECT_FOUND),
        (replace(GOOD, apart=None, design=Design.STEPPED_WEDGE), Causal.CONFIRMED, Why.EFFECT_FOUND),
        # teams, start and design may have been chosen by what came of it, for the lever or against it
        (replace(GOOD, planned=False), Causal.ASSOCIATION_ONLY, Why.NOT_PLANNED),
        (replace(GOOD, planned=False, design=Design.RANDOMISED), Causal.ASSOCIATION_ONLY, Why.NOT_PLANNED),
        (replace(ZERO, planned=False, ceiling=0.14), Causal.ASSOCIATION_ONLY, Why.NOT_PLANNED),
        (replace(GOOD, regression=0.15), Causal.ASSOCIATION_ONLY, Why.CANNOT_TELL),
        (replace(GOOD, p=0.06), Causal.ASSOCIATION_ONLY, Why.CANNOT_TELL),
        (replace(GOOD, effect=estimate(-0.3, 0.2), ceiling=-0.13, p=0.004), Causal.REFUTED, Why.EFFECT_OPPOSITE),
        (ZERO, Causal.ASSOCIATION_ONLY, Why.CANNOT_TELL),
        (replace(ZERO, ceiling=0.14), Causal.REFUTED, Why.EFFECT_EXCLUDED),
        (replace(ZERO, expected=0.40), Causal.REFUTED, Why.EFFECT_EXCLUDED),  # half of .40 is more than .17
        (replace(ZERO, expected=0.30), Causal.ASSOCIATION_ONLY, Why.CANNOT_TELL),
        (replace(ZERO, expected=0.30, moved=estimate(2.0, 0.3)), Causal.REFUTED, Why.EFFECT_EXCLUDED),
        (replace(ZERO, ceiling=None, expected=9.0), Causal.ASSOCIATION_ONLY, Why.CANNOT_TELL),
    ],
)  # fmt: skip
def test_each_line_of_the_rule(seen, causal, why):
    assert status(seen) == (causal, why)
