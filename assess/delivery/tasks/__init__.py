"""Background work of delivery: letters, deadlines, scoring, copies, what goes in time."""

from assess.delivery.tasks import banks, copies, deadlines, keys, letters, voluntary
from assess.delivery.tasks.scoring import make_norms, score, signs

__all__ = ["banks", "copies", "deadlines", "keys", "letters", "make_norms", "score", "signs", "voluntary"]
