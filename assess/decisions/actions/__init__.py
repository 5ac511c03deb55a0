"""Recording decisions and dissent, setting the rule that combines the evidence, and keeping what came of it."""

from assess.decisions.actions.combining import forget, keep_composites
from assess.decisions.actions.deciding import (
    DecidedMeanwhile,
    NoNote,
    NoReason,
    NotWhy,
    OwnDecision,
    decide,
    dissent,
    next_stage,
)
from assess.decisions.actions.ruling import (
    GroupDataSeen,
    NoCause,
    NoCutSource,
    RuleChanged,
    WrongRule,
    checked,
    default_weights,
    fix_default,
    set_rule,
)

__all__ = [
    "DecidedMeanwhile",
    "GroupDataSeen",
    "NoCause",
    "NoCutSource",
    "NoNote",
    "NoReason",
    "NotWhy",
    "OwnDecision",
    "RuleChanged",
    "WrongRule",
    "checked",
    "decide",
    "default_weights",
    "dissent",
    "fix_default",
    "forget",
    "keep_composites",
    "next_stage",
    "set_rule",
]
