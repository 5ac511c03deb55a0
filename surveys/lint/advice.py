"""One piece of advice: the rule that gives it, the place it is about, and what its sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Advice:
    """``place`` is ``instrument``, ``section <code>``, ``item <code>`` or ``scale <code>``."""

    rule: str
    place: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
