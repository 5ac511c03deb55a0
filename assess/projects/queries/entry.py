"""Where should a project start? At the highest tier its sponsor carries, which for most is position and task."""

from dataclasses import dataclass

from assess.projects.models import TIERS

#: By scope, the tier recommended for a sponsor's buy-in of 1 to 5. A rule of ours (requirements S2-09, S2-10), not a
#: finding: at each tier above the position, people who do not report to the sponsor have to agree.
RECOMMENDED: dict[str, tuple[str, str, str, str, str]] = {
    "company": ("task", "position", "position", "function", "company"),
    "function": ("task", "position", "position", "function", "function"),
    "position": ("task", "position", "position", "position", "position"),
    "task": ("task", "task", "task", "task", "task"),
}
#: Scope and buy-in of the default: the levers of a position and its tasks, in sales.
DEFAULT_SCOPE, DEFAULT_BUY_IN = "position", 3


@dataclass(frozen=True, slots=True)
class Entry:
    """The tier to start at, the key of the reason, and every tier that could be chosen instead."""

    tier: str
    reason: str
    possible: tuple[str, ...]


def recommend(scope: str, buy_in: int) -> Entry:
    """The tier to start at for what somebody answers for and a sponsor's buy-in from 1 (none) to 5 (full)."""
    tier = RECOMMENDED[scope][buy_in - 1]
    if tier == scope:
        reason = "own_tier" if buy_in > 1 or scope == "task" else "small_first"
    else:
        reason = "small_first" if tier == "task" else "below"
    return Entry(tier, f"projects.entry.{reason}", TIERS[TIERS.index(scope) :])
