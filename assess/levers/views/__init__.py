"""Pages of levers: the registry, what leaders believe, the evidence, verdicts and roll-outs."""

from assess.levers.views import (
    beliefs,
    bundle,
    evidence,
    interventions,
    launch,
    registry,
    replicability,
    tallies,
    values,
    verdicts,
)
from assess.levers.views.blueprint import bp

__all__ = [
    "beliefs",
    "bp",
    "bundle",
    "evidence",
    "interventions",
    "launch",
    "registry",
    "replicability",
    "tallies",
    "values",
    "verdicts",
]
